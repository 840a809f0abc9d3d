"""One regular expression for the addresses of a portal's articles, learnt from examples (pure).

Addresses are sorted by their frame (depth, extension, names of the query's parameters) and compared part by part: what
is the same in all stays literal, numbers become ``\\d``, the rest a word. A pattern that also fits an address which is
known to be none is not proposed: the form of these addresses does not tell articles from lists.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.discovery.urlshapes import TRACKING

#: Frames that become alternatives of the pattern; a portal has one to three.
MOST_FRAMES = 4
_RUNS = re.compile(r"\d+|[^\W\d_]+|[\W_]")
_EXTENSION = re.compile(r"\.[a-z]{1,5}$", re.I)
#: A leaf with so many hyphens is a headline in words, not the name of a section.
SLUG_HYPHENS = 2
Frame = tuple[int, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """``regex`` (empty: none can be told), how many of ``of`` article addresses it fits, and what speaks against it."""

    regex: str
    fits: int
    of: int
    wrong: tuple[str, ...] = ()


def learn(articles: Sequence[str], proved: Sequence[str], others: Iterable[str] = ()) -> Pattern:
    """The pattern of ``articles``; only frames of which one address is ``proved`` (fetched, an article) count.

    ``others`` are addresses of the portal that are no articles: its lists.
    """
    urls = list(dict.fromkeys([*proved, *articles]))
    frames: dict[Frame, list[str]] = {}
    for url in urls:
        frames.setdefault(_frame(url), []).append(url)
    sure = {_frame(url) for url in proved}
    chosen = sorted((frame for frame in frames if frame in sure), key=lambda frame: -len(frames[frame]))[:MOST_FRAMES]
    against = list(others)
    kept, wrong = [], []
    for frame in chosen:
        part = _regex(frames[frame])
        hits = [url for url in against if re.search(f"^{part}$", _path(url))]
        wrong += hits
        kept += [] if hits else [part]
    if not kept:
        return Pattern("", 0, len(urls), tuple(wrong))
    body = kept[0] if len(kept) == 1 else f"(?:{'|'.join(kept)})"
    regex = f"^https?://[^/]+{body}$"
    return Pattern(regex, sum(bool(re.search(regex, _bare(url))) for url in urls), len(urls), tuple(wrong))


def _bare(url: str) -> str:
    """The address without parameters that only tell how the reader came."""
    parts = urlsplit(url)
    pairs = [pair for pair in parts.query.split("&") if pair and not TRACKING.fullmatch(pair)]
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}" + (f"?{'&'.join(pairs)}" if pairs else "")


def _path(url: str) -> str:
    return "/" + _bare(url).split("/", 3)[-1]


def _split(url: str) -> tuple[list[str], str, list[tuple[str, str]]]:
    """Segments of the path without the leaf's extension, the extension, and the query's pairs."""
    path, _, query = _path(url).partition("?")
    extension = match[0] if (match := _EXTENSION.search(path)) else ""
    segments = path.removesuffix(extension).split("/")[1:]
    pairs = [(key, value) for key, _, value in (pair.partition("=") for pair in query.split("&") if pair)]
    return segments, extension, pairs


def _frame(url: str) -> Frame:
    segments, extension, pairs = _split(url)
    return len(segments), extension, tuple(key for key, _ in pairs)


def _regex(urls: Sequence[str]) -> str:
    """The pattern, from the first slash on, of addresses of one frame."""
    split = [_split(url) for url in urls]
    columns = list(zip(*(segments for segments, _, _ in split), strict=True))
    last = max((number for number, column in enumerate(columns) if any(column)), default=0)
    path = "".join("/" + _part(column, leaf=number == last) for number, column in enumerate(columns))
    _, extension, pairs = split[0]
    values = list(zip(*([value for _, value in found] for _, _, found in split), strict=True))
    query = "&".join(f"{_literal(key)}={_part(value)}" for (key, _), value in zip(pairs, values, strict=True))
    return path + _literal(extension) + (rf"\?{query}" if query else "")


def _part(texts: Sequence[str], *, leaf: bool = False) -> str:
    """The pattern of what stands at one place of all addresses."""
    different = set(texts)
    runs = [_RUNS.findall(text) for text in different]
    forms = {tuple("1" if run[0].isdigit() else "a" if run[0].isalpha() else run for run in found) for found in runs}
    if leaf and all(_is_slug(text) for text in different):
        return rf"[^/?-]+(?:-[^/?-]+){{{SLUG_HYPHENS},}}"
    if len(forms) == 1:
        return "".join(map(_run, zip(*runs, strict=True)))
    return r"[^/?]*" if "" in different else r"[^/?]+"


def _is_slug(text: str) -> bool:
    return text.count("-") >= SLUG_HYPHENS and sum(run[0].isalpha() for run in _RUNS.findall(text)) > SLUG_HYPHENS


def _run(texts: Sequence[str]) -> str:
    """The pattern of one run of digits, of letters, or of one mark."""
    if texts[0].isdigit():
        lengths = {len(text) for text in texts}
        dated = lengths <= {4, 6, 8} and len(lengths) == 1 and all(text[:2] in ("19", "20") for text in texts)
        return rf"\d{{{lengths.pop()}}}" if dated else r"\d+"
    if len(set(texts)) == 1:
        return _literal(texts[0])
    if not all(text.isascii() for text in texts):
        return r"[^\W\d_]+"
    return "[a-z]+" if all(text == text.lower() for text in texts) else "[a-zA-Z]+"


def _literal(text: str) -> str:
    """The text as a pattern; unlike ``re.escape`` it leaves a hyphen alone, which people are going to read."""
    return re.escape(text).replace(r"\-", "-")
