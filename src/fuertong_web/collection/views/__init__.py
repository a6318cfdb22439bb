"""Pages of the collection (年度监测)."""
