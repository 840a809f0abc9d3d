"""citydesk: collects the articles of local news portals."""

__version__ = "0.1.0"
