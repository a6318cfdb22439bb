"""The one exception the core raises: misuse or unreadable input (never bad data, which yields findings)."""


class FuertongError(Exception):
    """A whole Chinese sentence a user may read: what, where, and how to mend it."""
