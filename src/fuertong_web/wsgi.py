"""The WSGI application that `fuertong serve` hands to Granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuertong_web.settings")
application = get_wsgi_application()
