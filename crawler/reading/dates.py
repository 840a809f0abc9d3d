"""Finding printed dates and times in the text of a page, and reading machine-written ones.

Own tables, because a page asks this question of every short line near its title: htmldate and dateparser take
0.3 to 20 ms a call, this takes 2 to 15 microseconds.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crawler.rules.months import MONTHS

FIRST_YEAR = 1990  # no news page is older than the web
AHEAD = timedelta(days=2)  # a portal east of us may be a day ahead, a clock may be wrong by another

# Hours from UTC as the abbreviation is used in the press; ambiguous ones (CST, IST) in their commonest meaning.
_ABBREVIATIONS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "WAT": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "SAST": 2, "CAT": 2, "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "AST": -4, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BRT": -3, "ART": -3, "IST": 5.5, "PKT": 5, "WIB": 7,
    "ICT": 7, "WITA": 8, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "WIT": 9,
    "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "北京时间": "Asia/Shanghai", "北京時間": "Asia/Shanghai",
}  # fmt: skip
_MONTH_FIRST = frozenset({"en", "en-us", "en-ph", "fil", "tl"})  # CLDR: short date written month/day/year

_YEAR = r"(?:19|20)\d\d"
_WORD = r"[^\W\d_]{3,12}"
# Every written form begins with a digit, so one search jumps from digit to digit. A time may be glued before the date
# (11:142018/09/12) or behind it (2019-09-3007:42).
_DATE = re.compile(
    rf"(?:(?<![\d.:])|(?<=:\d\d))(?P<y1>{_YEAR})(?:\s?[-/.年년]\s?|\s)(?P<m1>\d{{1,2}})\s?[-/.月월]\s?(?P<d1>\d{{1,2}})"
    r"(?=\D|\d\d?:|$)(?:\s?[日號号일]|\.(?=[\s(]))?"
    rf"|(?<![\d.:/-])(?P<a2>\d{{1,2}})\s?(?P<sep>[-/.])\s?(?P<b2>\d{{1,2}})\s?(?P=sep)\s?(?P<y2>{_YEAR}|\d\d)(?!\d|[-/.]\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[\s-]?(?:de |of )?(?P<w3>{_WORD}|tháng \d{{1,2}})"
    rf"\.?,?[\s-]?(?:de |del |năm )?(?P<y3>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?|\. ?| )(?P<y4>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<y5>{_YEAR})\.? ?(?:m\. )?(?P<w5>{_WORD})\.? (?P<d5>\d{{1,2}})(?!\d)"
)
_WORD_BEFORE = re.compile(rf"(?<![^\W_])({_WORD})\.? ?$")
_ANCHOR = re.compile(r"(?:19|20)\d\d|\d[-/.]\d\d?[-/.]\d\d|年")
_ERA = re.compile(r"(民國|民国|令和|平成)\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988}
_HAN_NUMERAL = "〇零○一二三四五六七八九十"
_HAN = re.compile(rf"([{_HAN_NUMERAL}]{{4}})年([{_HAN_NUMERAL}]{{1,2}})月([{_HAN_NUMERAL}]{{1,3}})日")
_WIDE = re.compile(r"[０-９]")
_NARROW = str.maketrans("０１２３４５６７８９．／：－", "0123456789./:-")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

_WEEKDAY = r"(?:[(（]?(?:星期|周|週|礼拜|禮拜)?[一二三四五六日天月火水木金土][)）]?|[월화수목금토일]요일|[(（][월화수목금토일][)）])"
_CLOCK = (
    r"(?P<before>上午|下午|凌晨|清晨|早上|早|中午|傍晚|晚上|晚间|晚|午前|午後|오전|오후|[ap]m (?=\d))?\s?"
    r"(?P<hour>\d{1,2})(?:\s?[:：.h]\s?|\s?[时時点點시]\s?)(?P<minute>\d\d?)(?:[分분]|(?!\d))(?:[:：]?(?P<second>\d\d)秒?(?!\d))?(?:[.,]\d{1,9})?"
    r"(?:\s?(?P<after>[ap]\.?\s?m\.?(?-i:(?![a-z]))))?|(?P<round>\d{1,2})\s?(?:(?P<after2>[ap]\.?\s?m\.?(?-i:(?![a-z])))|Uhr\b|[时時시])"
)
_ZONE = r"(?:\s?[(（]?(?P<zone>Z\b|(?:UTC|GMT)\s?[+-]\s?\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d\b|[A-Z]{2,4}\b|北京[时時]间|北京時間))?"
# A Russian year is followed by its name: 6 мая 2024 года, 10:20.
_JOIN = (
    r"(?:\s?(?:года|году|року|[гр]\.|г\b))?[\s,，、;|｜·•/(（–—-]{0,4}"
    r"(?:T|(?:um|at|on|à|a las?|às|alle|ore|kl\.?|klo|о|в|o|om|den|saat|pukul)\s)?[\s,:]{0,2}"
)
_TIME_AFTER = re.compile(rf"\s?{_WEEKDAY}?{_JOIN}(?:{_CLOCK}){_ZONE}", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    rf"(?<![\d:])(?:{_CLOCK}){_ZONE}[\s,|·•–—-]{{0,4}}(?:on |am |, )?(?:[^\W\d_]{{2,10}}\.?,? )?$", re.IGNORECASE
)
_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]?\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s?(Z|[+-]\d\d(?::?\d\d)?|[A-Z]{2,4})?)?\s*",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])\s?(\d{1,2})(?::?(\d\d))?$", re.IGNORECASE)


class Found(NamedTuple):
    """A date in a text: ``text[start:end]`` names ``value``; without ``has_time`` the value is midnight."""

    value: datetime
    start: int
    end: int
    has_time: bool


@lru_cache(maxsize=256)
def offset_of(zone: str) -> tzinfo | None:
    """Time zone named by an IANA name, an abbreviation of the press (``EST``) or an offset (``GMT+8``, ``+05:30``)."""
    if match := _OFFSET.fullmatch(zone.strip()):
        span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return None if span > timedelta(hours=14) else timezone(-span if match[1] == "-" else span)
    name = zone.strip()
    if (hours := _ABBREVIATIONS.get(name.upper())) is not None:
        return timezone(timedelta(hours=hours))
    try:
        return ZoneInfo(_REGIONS.get(name, name)) if "/" in name or name in _REGIONS else None
    except (ValueError, OSError, KeyError):  # no such zone, or no name of one
        return None


def find(text: str, offset: tzinfo | None = None, language: str = "") -> Found | None:
    """First date in ``text``; ``offset`` is given to values that print no zone.

    ``language`` (a tag such as ``en-US``) decides 03/04/2021: month first in American English, else day first.
    """
    return next(_scan(text, offset, language), None)


def find_all(text: str, offset: tzinfo | None = None, language: str = "") -> list[Found]:
    """All dates in ``text``, in its order, not overlapping; the times that stand beside them belong to them."""
    return sorted(_scan(text, offset, language), key=lambda found: found.start)


def parse_iso(text: str) -> datetime | None:
    """A machine-written date: ISO 8601 in its variants, RFC 2822, or seconds or milliseconds since 1970.

    Anything else is searched for a printed date. Without a zone in the text the value is naive.
    """
    if match := _ISO.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        when = news_day(int(year), int(month), int(day))
        if when and int(hour or 0) < 24 and int(minute or 0) < 60 and int(second or 0) < 61:
            clock = timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=int(second or 0))
            return datetime(when.year, when.month, when.day, tzinfo=offset_of(zone) if zone else None) + clock
    stripped = text.strip()
    if stripped.isascii() and stripped.isdigit() and len(stripped) in (10, 13):
        return _sane(datetime.fromtimestamp(int(stripped[:10]), UTC))
    if re.match(r"\s*(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        try:
            return _sane(parsedate_to_datetime(stripped))
        except (ValueError, TypeError):
            return None
    found = find(text)
    return found.value if found else None


def iso(when: datetime) -> str:
    """ISO 8601 to the second, with the offset where the value has one: ``2023-07-07T08:42:00+08:00``."""
    return when.isoformat(timespec="seconds")


def _sane(when: datetime) -> datetime | None:
    return when if news_day(when.year, when.month, when.day) else None


def news_day(year: int, month: int, day: int) -> date | None:
    """The day, unless there is no such day or no news can be of that day."""
    if not FIRST_YEAR <= year <= 9998:
        return None
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return value if value <= date.today() + AHEAD else None


def _scan(text: str, offset: tzinfo | None, language: str) -> Iterator[Found]:
    if not text.isascii() and _WIDE.search(text):
        text = text.translate(_NARROW)
    if not _ANCHOR.search(text):
        return
    month_first = language.lower().replace("_", "-") in _MONTH_FIRST
    if "年" in text:
        for start, end, day in _eras(text):
            yield _with_time(text, start, end, day, offset)
    position = 0
    while match := _DATE.search(text, position):
        start, value = _read(text, match, month_first)
        if value is None:
            position = match.start() + 1
            continue
        found = _with_time(text, start, match.end(), value, offset)
        position = found.end
        if match["y2"] is None or len(match["y2"]) == 4 or found.has_time or len(text) <= 16:
            yield found  # a year of two digits needs company: iOS 17.4.1 is no day


def _read(text: str, m: re.Match[str], month_first: bool) -> tuple[int, date | None]:
    """Start and day of a match; the day is None where it only looks like one."""
    start = m.start()
    if m["y1"]:
        return start, news_day(int(m["y1"]), int(m["m1"]), int(m["d1"]))
    if m["y2"]:
        return start, _slashed(int(m["a2"]), int(m["b2"]), m["y2"], month_first and m["sep"] != ".")
    if m["y3"]:
        return start, _named(m["y3"], m["w3"], m["d3"])
    if m["y5"]:
        return start, _named(m["y5"], m["w5"], m["d5"])
    before = _WORD_BEFORE.search(text, max(0, start - 15), start)
    return (before.start(), _named(m["y4"], before[1], m["d4"])) if before else (start, None)


def _named(year: str, month: str, day: str) -> date | None:
    number = int(month[6:]) if month.startswith("tháng ") else MONTHS.get(month.lower(), 0)
    return news_day(int(year), number, int(day))


def _slashed(first: int, second: int, year: str, month_first: bool) -> date | None:
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    if second > 12 or (month_first and first <= 12):
        first, second = second, first
    return news_day(full, second, first)


def _eras(text: str) -> Iterator[tuple[int, int, date]]:
    for m in _ERA.finditer(text):
        if day := news_day(_ERAS[m[1]] + (1 if m[2] == "元" else int(m[2])), int(m[3]), int(m[4])):
            yield m.start(), m.end(), day
    for m in _HAN.finditer(text):
        if day := news_day(int(m[1].translate(_HAN_DIGITS)), _numeral(m[2]), _numeral(m[3])):
            yield m.start(), m.end(), day


def _numeral(text: str) -> int:
    """Value of a Chinese numeral up to 99: 七, 十, 十二, 二十三, 〇七."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(_HAN_DIGITS))
    return int(tens.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0)


def _with_time(text: str, start: int, end: int, day: date, offset: tzinfo | None) -> Found:
    midnight = datetime(day.year, day.month, day.day, tzinfo=offset)
    if match := _TIME_AFTER.match(text, end):
        if value := _at(midnight, match):
            return Found(value, start, match.end(), True)
    elif (match := _TIME_BEFORE.search(text, max(0, start - 32), start)) and (value := _at(midnight, match)):
        return Found(value, match.start(), end, True)
    return Found(midnight, start, end, False)


def _at(midnight: datetime, m: re.Match[str]) -> datetime | None:
    before, hours, minutes, seconds, after, full, after_full, printed = m.groups()
    hour, minute, second = int(hours or full), int(minutes or 0), int(seconds or 0)
    half = (before or after or after_full or "").lower().replace(".", "").replace(" ", "")
    if half in ("pm", "下午", "傍晚", "晚上", "晚间", "晚", "午後", "오후") or (half == "中午" and hour < 11):
        hour += 12 if hour < 12 else 0
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = offset_of(printed) if printed else None
    value = midnight.replace(hour=hour, minute=minute, second=second)
    return value.replace(tzinfo=zone) if zone else value
