"""The record of what was done to a file: each migration is a named function, applied once, in order."""

from sqlite_utils import Migrations

migrations = Migrations("citydesk")
