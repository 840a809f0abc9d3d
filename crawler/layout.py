"""One design of a portal's article pages, as CSS selectors with the dates between which it was in use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Selectors of one page design; an empty one leaves its field to the generic extractor.

    ``body`` selects the content box (or its paragraphs), in which the line rules still act. ``since`` and ``until`` are
    ISO dates of the first and last day this design was seen; of several layouts the first whose ``body`` is found
    serves, the newest first. Selectors are CSS as parsel understands it.
    """

    body: str
    headline: str = ""
    published: str = ""
    source: str = ""
    breadcrumbs: str = ""
    tags: str = ""
    name: str = ""
    since: str = ""
    until: str = ""

    @property
    def label(self) -> str:
        """What reports call this layout: its name, or the day it began."""
        return self.name or self.since or "layout"
