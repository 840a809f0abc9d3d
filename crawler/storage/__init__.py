"""The one SQLite file: writing, reading, upkeep."""
