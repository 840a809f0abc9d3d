"""The crawl of a portal."""
