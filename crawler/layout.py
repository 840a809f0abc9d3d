"""One design of a portal's article pages, as CSS selectors with the dates between which it was in use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Selectors of one page design; an empty one leaves its field to the generic extractor.

    ``body`` selects the content box (or its paragraphs), in which the line rules still act. ``since`` and ``until`` are
    ISO dates of the first and last day this design was seen; of several layouts the first whose ``body`` is found
    serves, the newest first. Selectors are CSS as parsel understands it; of any other the layout is refused (ValueError).
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

    def __post_init__(self) -> None:
        """Refuses what would fail on every page of the portal."""
        if not self.body.strip():
            raise ValueError("Layout.body is empty: give the CSS selector of the box that holds the text")
        for name in ("body", "headline", "published", "source", "breadcrumbs", "tags"):
            self._check(name, getattr(self, name))

    def _check(self, name: str, selector: str) -> None:
        from cssselect import SelectorError  # pages without a layout need neither
        from parsel.csstranslator import css2xpath

        try:
            if selector and "::" in selector and name in ("body", "headline"):
                raise ValueError("text and attributes have no place on the page")
            if selector:
                css2xpath(selector)
        except (SelectorError, ValueError) as error:
            raise ValueError(
                f"Layout.{name} {selector!r} cannot be used: {error}; write a CSS selector of elements, such as 'div.content'"
            ) from None

    @property
    def label(self) -> str:
        """What reports call this layout: its name, or the day it began."""
        return self.name or self.since or "layout"
