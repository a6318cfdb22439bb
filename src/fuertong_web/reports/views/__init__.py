"""Views of reports: making and reading, the life of a version, consulting units, comparing versions."""
