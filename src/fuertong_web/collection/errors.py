"""Refusals of the collection (不能办理的情形), in sentences users can act on."""

from fuertong.errors import FuertongError


class NotNow(FuertongError):
    """The form's state does not allow the act; nothing was changed."""


class Unready(FuertongError):
    """The form cannot be submitted yet; `cells` are the uids of the cells to mend."""

    def __init__(self, message: str, cells: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.cells = cells
