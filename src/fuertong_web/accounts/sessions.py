"""Sessions (登录会话) in the data base as Django keeps them; every request reads one, so its query is compiled."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from fuertong_web.compiled import Compiled

_STANDING = Compiled[Session](2, lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(DatabaseStore):
    """The session engine."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_STANDING(self.session_key, timezone.now())), None)
        if found is None:
            self._session_key = None
        return found
