"""The trade's notions as frozen dataclasses, one notion a module."""
