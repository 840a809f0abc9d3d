"""The checks of ``citydesk doctor``, a module a subject; imported in the order in which they run and mend.

What later ones rely on comes first: the file, then its tables and views, then what stands in them.
"""

from crawler.checks import file, shape, story, lookup, texts, records, indexes  # isort: skip

__all__ = ["file", "indexes", "lookup", "records", "shape", "story", "texts"]
