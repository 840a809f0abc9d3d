"""Whether a page stands in an article's place: soft 404, wall, challenge, error page, a domain for sale.

Three kinds of evidence. What the page says (:mod:`crawler.rules.pretenders`), weighed by how much of it says so, since
news tell of captchas and paywalls, too. What its markup is made of, where it has no text. What the answer is: status,
headers, the address that a redirect led to.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from urllib.parse import urlsplit

from crawler.reading.items import Article
from crawler.reading.lines import width
from crawler.rules.han import both_scripts
from crawler.rules.markup import HEADERS, LANDINGS, MARKUP, STATUS
from crawler.rules.pretenders import BESIDE, CUT, DIRECT, PRETENDERS

#: In units of a Latin letter. Pages that only make excuses are short; those with a date of their own are news unless
#: they are as short as the longest excuse seen with the day of today in its frame.
LONGEST_DATED, LONGEST = 600.0, 3000.0
#: Share of a page's text that must be excuses: pretenders have .5 to 1.0; news that mention one in a sentence or two .1
#: to .4. A title that says so itself needs little more.
SHARE_DATED, SHARE, SHARE_TITLED = 0.5, 0.34, 0.15
#: Share that the wording must fill of a sentence that speaks to nobody, and of a title; news quote it in passing.
FILLED, FILLED_TITLE = 0.3, 0.5
#: Lines below the text among which an offer to read the rest of it stands.
_BELOW = 3
#: Bytes of markup that are looked at; a challenge has its script at the top.
_LOOK = 65_536
#: Every page under which readers may write asks them to log in for that.
_COMMENT = re.compile(r"评论|評論|留言|发表|發表|回复|回覆|跟帖|comment|komment|コメント|댓글|коммент", re.I)
_NO_DIGITS = re.compile(r"\D")
#: Names of the headers that say something.
SPEAKING = frozenset(name for name, _, _ in HEADERS)
_SENTENCE = re.compile(r"(?<=[。！？!?])\s*|(?<=[.…])\s+|\n")
_FRONT = re.compile(r"(?:/(?:index|default|home|main)(?:\.\w+)?)?(?:/[a-z]{2}(?:-[a-z]{2})?)?")
_TITLE_PART = re.compile(r"\s+[-–—|·»:]+\s+|[_|｜]|：")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compiled at the first page that is short enough to be asked; 30 ms."""
    return tuple((kind.reason, _compiled(kind.pattern)) for kind in PRETENDERS)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(both_scripts(pattern), re.I)


def reason_by_words(article: Article) -> str:
    """The reason that the page's own words give against it, or empty."""
    body = article.body or "\n".join(line.text for line in article.ledger)
    dated = bool(article.body and is_dated(article))
    length = width(body)
    if article.body and length <= LONGEST_DATED and _is_cut(article):
        return CUT.reason
    if length > (LONGEST_DATED if dated else LONGEST):
        return "" if article.body else _framed(article)
    titled = _title_says(article.title, not body)
    if titled == "list":
        return titled  # a server's list of files, as long as it may be
    said: Counter[str] = Counter()
    beside = 0.0
    for sentence in filter(None, map(str.strip, _SENTENCE.split(body))):
        if reason := _says(sentence):
            said[reason] += int(width(sentence))
        elif _compiled(BESIDE).search(sentence) or _compiled(DIRECT).search(sentence):
            beside += width(sentence)
    if not said and not titled:
        return ""
    share = (said.total() + beside) / max(length, 1.0)
    if not article.body and said.total() < length * SHARE_TITLED and not titled:
        return _framed(article)
    if share >= (SHARE_TITLED if titled else SHARE_DATED if dated else SHARE) or not article.body:
        return titled if titled and not said else max(said, key=lambda reason: said[reason])
    return titled if titled and length <= LONGEST_DATED and not dated else ""


def _framed(article: Article) -> str:
    """The reason of an empty page in a frame of many words, whose links to log in and to comment say nothing."""
    for line in article.ledger:
        for sentence in filter(None, map(str.strip, _SENTENCE.split(line.text))):
            reason = _says(sentence)
            if reason == "gone" or (reason and _compiled(DIRECT).search(sentence) and not _COMMENT.search(sentence)):
                return reason
    return ""


def is_dated(article: Article) -> bool:
    """Whether a page itself tells a date; an address that holds one keeps it when its article is gone."""
    return tells_date(article.published_at, article.fetched_url or article.url)


def tells_date(published_at: str, url: str) -> bool:
    """Whether a time of publication (ISO 8601, or empty) says more than the digits of the address do."""
    day, _, time = published_at.partition("T")
    in_address = day.replace("-", "") in _NO_DIGITS.sub("", url)
    return bool(day) and not (in_address and time[:8] in ("", "00:00:00"))


def _is_cut(article: Article) -> bool:
    """Whether one of the lines right below the text says that there is more of it."""
    last = max((n for n, line in enumerate(article.ledger) if line.verdict == "body"), default=-1)
    below = article.ledger[last + 1 : last + 1 + _BELOW] if last >= 0 else []
    return any(_compiled(CUT.pattern).search(line.text) for line in below)


@lru_cache(maxsize=4096)
def _says(sentence: str) -> str:
    """The reason of a sentence that makes an excuse to the reader.

    A crawl asks more than once for the reason against one article, and each pattern reads the whole sentence.
    """
    for reason, pattern in _patterns():
        if (found := pattern.search(sentence)) and (
            width(found[0]) >= FILLED * width(sentence) or _compiled(DIRECT).search(sentence)
        ):
            return reason
    return ""


def _title_says(title: str, alone: bool) -> str:
    """The reason of a title, or of one of the parts that name page and portal; ``alone``: nothing else is on the page."""
    for part in filter(None, map(str.strip, _TITLE_PART.split(title))):
        for reason, pattern in _patterns():
            found = pattern.search(part)
            if found and width(found[0]) >= FILLED_TITLE * width(part):
                return reason
    return _says(title) if alone else ""


def reason_by_markup(article: Article) -> str:
    """The reason that the markup of a page without text gives: a challenge's script, a password field, a captcha's box."""
    html = article.pages[0].body[:_LOOK] if article.pages else b""
    found = next((kind.reason for kind in MARKUP if _bytes(kind.pattern).search(html)), "")
    # Many portals have a box to log in on every page; a wall has little beside it.
    is_alone = found != "wall" or sum(width(line.text) for line in article.ledger) <= LONGEST_DATED
    return found if is_alone else ""


@cache
def _bytes(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode(), re.I | re.S)


def reason_by_answer(status: int, headers: dict[str, str]) -> str:
    """The reason that status and headers (names in lower case) give by themselves, whatever the body says."""
    for name, pattern, reason in HEADERS:
        if name in headers and re.search(pattern, headers[name], re.I):
            return reason
    return STATUS.get(status, "")


def reason_by_landing(asked: str, landed: str) -> str:
    """The reason that the address gives to which a request for another one was led; empty for a mere move.

    The front page in the place of an article, like every page that names itself an error or a log-in.
    """
    one, other = urlsplit(asked), urlsplit(landed)
    path = other.path.rstrip("/").lower()
    if one.path.rstrip("/").lower() == path:
        return ""
    if _FRONT.fullmatch(path) and not other.query:
        return "" if _FRONT.fullmatch(one.path.rstrip("/").lower()) else "gone"
    place = f"{other.hostname or ''}{path}?{other.query.lower()}"
    return next((kind.reason for kind in LANDINGS if re.search(kind.pattern, place)), "")
