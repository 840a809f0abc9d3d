"""The checks of ``citydesk doctor``, a module a subject; imported in the order in which they run and mend.

What later ones rely on comes first: the file, then its tables and views, then what stands in them.
"""

from crawler.checks import file, shape, story, lookup, texts, records, search, pages, frontier, indexes  # isort: skip

__all__ = ["file", "frontier", "indexes", "lookup", "pages", "records", "search", "shape", "story", "texts"]
