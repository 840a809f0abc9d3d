"""The bundled sample portals."""
