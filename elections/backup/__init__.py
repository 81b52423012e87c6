"""A copy of the database and of the files that matter, and the way back (docs/operations.md)."""
