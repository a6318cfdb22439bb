"""Tidying (清理): what nobody can use any more goes - abandoned uploads, old code attempts, expired sessions.

`fuertong tidy` does it at once, `fuertong serve` when it starts and once a day on a request.
"""
