"""When an article was published and changed, from what the page claims and what it prints."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from crawler.reading import dates
from crawler.reading.provenance import behind
from crawler.reading.reading import Reading

#: How many lines above and below the headline a printed date may stand.
DATE_ABOVE, DATE_BELOW = 4, 10
#: Lines after the first paragraph, often a standfirst, where a line that is nothing but a date still is the article's.
DATE_AFTER_FIRST = 6
#: Clocks differ from UTC by quarters of an hour.
QUARTER = timedelta(minutes=15)
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MODIFIED = re.compile(
    r"更新|修改|修訂|updated|modified|aktualisiert|actualizad|mis à jour|aggiornat|обновлен|수정|最終更新", re.I
)
_LABEL = re.compile(
    r"(?:发布|發布|發佈|发表|發表|发稿|刊登|上传|时间|時間)(?:时间|時間|日期|于|於)?\s?[:：]"
    r"|(?:published|posted|veröffentlicht|publié)\b",
    re.I,
)


def published(
    reading: Reading, offset: tzinfo, printed_first: bool, language: str = ""
) -> tuple[datetime | None, datetime | None]:
    """(published, modified) with offsets: claims of the head checked against the date printed near the headline.

    On Chinese portals the printed date is the truth (118 of 123 pages) and claims are often the time of the template,
    elsewhere JSON-LD is; ``printed_first`` says which of the two leads when they differ by more than a day, ``language``
    how the page writes days in figures (:func:`crawler.reading.dates.find`).
    """
    claimed = _claimed(reading, "datePublished", "published", offset)
    printed, updated = _printed(reading, offset, language)
    modified = _claimed(reading, "dateModified", "modified", offset) or updated
    if printed and claimed:
        same = abs(printed - claimed) <= timedelta(hours=26)
        claimed = _on_the_printed_clock(claimed, printed, offset) if same else claimed
        lead, other = (printed, claimed) if printed_first else (claimed, printed)
        if same and not _has_time(lead) and _has_time(other) and lead.date() == other.astimezone(lead.tzinfo).date():
            lead = other
        return lead, modified
    found = (
        printed or claimed or _marked_up(reading, offset) or _late_date(reading, offset) or _url_date(reading, offset)
    )
    return found, modified


def _on_the_printed_clock(claimed: datetime, printed: datetime, offset: tzinfo) -> datetime:
    """A moment claimed in UTC, told by the clock that the page prints: its readers' day is the article's day.

    The printed time tells the clock's offset when both are the same minute; a printed day only confirms the portal's.
    """
    if claimed.utcoffset():
        return claimed
    ahead = printed.replace(tzinfo=None, second=0) - claimed.replace(tzinfo=None, second=0)
    quarter = round(ahead / QUARTER) * QUARTER
    if _has_time(printed) and abs(ahead - quarter) <= timedelta(minutes=1) and abs(quarter) <= timedelta(hours=14):
        return claimed.astimezone(timezone(quarter))
    local = claimed.astimezone(offset)
    return local if not _has_time(printed) and local.date() == printed.date() != claimed.date() else claimed


def _has_time(value: datetime) -> bool:
    return (value.hour, value.minute, value.second) != (0, 0, 0)


def _claimed(reading: Reading, ld_key: str, meta_key: str, offset: tzinfo) -> datetime | None:
    for text in (reading.data.ld_text(ld_key), *reading.data.meta.get(meta_key, ())):
        if text and (value := dates.parse_iso(text) or _found(text, offset)):
            return value if value.tzinfo else value.replace(tzinfo=offset)
    return None


def _found(text: str, offset: tzinfo) -> datetime | None:
    found = dates.find(text, offset)
    return found.value if found else None


def _printed(reading: Reading, offset: tzinfo, language: str) -> tuple[datetime | None, datetime | None]:
    """The date printed between title and text, and one that says it is of an update."""
    title, first = reading.headline.line, reading.first_body
    start = max(0, (title if title >= 0 else first - DATE_BELOW) - DATE_ABOVE)
    anchor = title if title >= 0 else first
    best: tuple[int, datetime] | None = None
    updated = None
    for number in range(start, min(len(reading.lines.lines), max(first, anchor + 1) + 2)):
        text = reading.text(number)
        if number == title or len(text) > 160 or (number >= first and _is_told(reading, number)):
            continue
        dated = dates.find_all(text, offset, language)
        for found, before, after in zip(dated, [None, *dated], [*dated[1:], None], strict=False):
            # What stands between two dates is the label of the second.
            start_of_label = max(before.end if before else 0, found.start - 14)
            if _MODIFIED.search(text[start_of_label : found.end if after else found.end + 6]):
                updated = updated or found.value
                continue
            distance = (number - anchor) if number >= anchor else 20 + anchor - number
            distance -= 10 if found.has_time else 0
            if best is None or distance < best[0]:
                best = distance, found.value
    return (best[1] if best else _below_the_first(reading, offset, language)), updated


def _below_the_first(reading: Reading, offset: tzinfo, language: str) -> datetime | None:
    """The date on a line of its own below the first paragraph."""
    first, kept = reading.first_body, set(reading.trimmer.body)
    for number in range(first + 1, min(first + 1 + DATE_AFTER_FIRST, reading.area.end)):
        text = reading.text(number)
        dated = dates.find(text, offset, language) if number not in kept and len(text) <= 60 else None
        if dated and len(text) - (dated.end - dated.start) <= 12 and not _MODIFIED.search(text):
            return dated.value
    return None


def _marked_up(reading: Reading, offset: tzinfo) -> datetime | None:
    """A date in the markup alone, where the page prints „4 minutes ago“: microdata, then ``<time>`` around the headline."""
    found = [element for element in reading.page.root.iter() if element.get("itemprop") == "datePublished"]
    start = max(0, reading.headline.line - DATE_ABOVE) if reading.headline.line >= 0 else reading.area.start
    blocks = {reading.lines.lines[n].block for n in range(start, min(reading.first_body + 1, len(reading.lines.lines)))}
    for block in sorted(blocks):
        if not reading.foreign[block]:
            found += reading.lines.blocks[block].element.iter("time")
    for element in found[:20]:
        text = element.get("content") or element.get("datetime") or ""
        if value := dates.parse_iso(text) if text else None:
            return value if value.tzinfo else value.replace(tzinfo=offset)
    return None


def _is_told(reading: Reading, number: int) -> bool:
    """Whether a line of the text tells of a date, as sentences do, instead of giving the article's own."""
    line = reading.lines.lines[number]
    return len(line.text) > 60 or line.width > 100 or line.text.endswith(("。", "！", "？"))


def _late_date(reading: Reading, offset: tzinfo) -> datetime | None:
    """A date after the body: five of 123 pages print it there. Behind the article area it must say that it is of this."""
    last = max(reading.trimmer.body, default=reading.area.box_end)
    for number in range(last + 1, reading.area.end):
        if len(text := reading.text(number)) <= 120 and (value := _found(text, offset)):
            return value
    for number in behind(reading):
        text = reading.text(number)
        label = _LABEL.search(text) if len(text) <= 120 else None
        if label and (value := _found(text[label.start() :], offset)):
            return value
    return None


def _url_date(reading: Reading, offset: tzinfo) -> datetime | None:
    match = _URL_DATE.search(reading.page.url)
    day = dates.news_day(*map(int, match.groups())) if match else None  # none: a number that only looks like a date
    return datetime(day.year, day.month, day.day, tzinfo=offset) if day else None
