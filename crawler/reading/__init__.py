"""From the bytes of a page to one article."""
