"""The health of portals."""
