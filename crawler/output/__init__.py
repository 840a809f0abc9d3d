"""Reports, and how things are said."""
