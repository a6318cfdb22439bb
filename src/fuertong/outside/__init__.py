"""Outside sources (外部数据源): exports of other systems as rows, and the mapping that is remembered."""
