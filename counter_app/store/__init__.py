"""The encrypted store and the data folders; the only room that knows SQLAlchemy."""
