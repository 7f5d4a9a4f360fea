"""SQLite or PostgreSQL behind the server; the only room of the server that knows SQL."""
