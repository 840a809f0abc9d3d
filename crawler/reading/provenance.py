"""Where an article came from: the source the page prints, the one its head claims, or the house of its by-line.

In this order, since templates claim the portal itself as the source of everything; a by-line's or place line's house
(东山日报记者 …, 据新华社江城电) counts only where nobody names a source.
"""

import re

from crawler.reading import credits, dates
from crawler.reading.reading import Reading
from crawler.rules.credit_words import OUTLET, WRITERS
from crawler.rules.han import both_scripts

#: Lines behind the article area in which a labelled source or date still is the article's: frames of old portals.
BEHIND = 12
_LABEL = re.compile(both_scripts(r"来源|稿源"))
_HANDLE = re.compile(r"https?://|@|www\.|^\d+$")
_NAMED = re.compile(r"(?:^|[\s_-])(?:source|laiyuan|comefrom|copyfrom|origin)(?=$|[\s_-])", re.I)
#: What a house is called that may stand alone beside the date; 财经频道 or 国内新闻 there is a section.
_HOUSE = re.compile(
    both_scripts(
        r"(?:(?![的了是在这张])[\u4e00-\u9fffA-Za-z·]){1,14}(?:日报|晚报|早报|晨报|商报|时报|都市报|周报|报|通讯社|新华社|中新社|中央社|报社|电视台|广播电台|广播电视台"
        r"|新闻网|网|客户端|融媒体中心|融媒)|新华社|中新社|中央社"
    )
)
_BYLINE_HOUSE = re.compile(
    both_scripts(rf"(?:^|[\s·（(〔【/／])(?P<house>[\u4e00-\u9fff]{{1,10}}?(?:{OUTLET}))\s?(?:{WRITERS})")
)
_PLACE_LINE = re.compile(
    both_scripts(
        r"^[\s（(〔【]*(?:据)?(?P<house>新华社|中新社|中央社|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|网|客户端|电视台|新闻))[\u4e00-\u9fff]{0,8}?"
        r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日)?\s?[电讯][\s\u3000（(：:〔】）)]"
    )
)
_OWN = re.compile(r"^[本该該][报報网網台社刊]|^记者|^記者")


def source(reading: Reading, labelled: str) -> str:
    """The source of a page's article; ``labelled`` is what its credit lines named, empty when they did not."""
    if labelled:
        return labelled
    return _behind(reading) or _beside_the_date(reading) or _claimed(reading) or _house(reading)


def behind(reading: Reading) -> range:
    """The lines right behind the article area."""
    return range(reading.area.end, min(reading.area.end + BEHIND, len(reading.lines.lines)))


def _behind(reading: Reading) -> str:
    lines = (reading.text(number) for number in behind(reading))
    return next((found for text in lines if _LABEL.search(text) and (found := credits.parse(text).source)), "")


def _beside_the_date(reading: Reading) -> str:
    """A house's name alone on its line next to the date, or in a box that calls itself the source."""
    title = reading.headline.line
    for number in range(max(title, reading.area.start) + 1, min(reading.first_body, len(reading.lines.lines))):
        text, line = reading.text(number), reading.lines.lines[number]
        if len(text) > 30 or reading.foreign[line.block] or number in reading.trimmer.captions:
            continue
        element = reading.lines.blocks[line.block].element
        if _NAMED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}") and not dates.find(text):
            return text if _is_house(text) else ""
        if _HOUSE.fullmatch(text) and any(
            0 <= near < len(reading.lines.lines) and dates.find(reading.text(near)) for near in (number - 1, number + 1)
        ):
            return text
    return ""


def _is_house(text: str) -> bool:
    """Whether a short text can name a source: no sentence, no address."""
    return 2 <= len(text) <= 30 and not re.search(r"[。！？!?：:]|https?|www\.", text)


def _claimed(reading: Reading) -> str:
    claim = reading.data.first("source")
    return credits.parse(claim).source or claim if claim and not _HANDLE.search(claim) else ""


def _house(reading: Reading) -> str:
    """The house in a by-line around the text or in the first paragraph's place line, if it is not 本报."""
    body = reading.trimmer.body
    first = reading.trimmer.text(body[0]) if body else ""
    kept = {*body, reading.area.title}
    around = [number for number in range(reading.area.start, reading.area.end) if number not in kept]
    for text in (*(reading.text(n) for n in around if len(reading.text(n)) <= 60), first[:60]):
        if credits.parse(text).authors or text == first[:60]:
            for found in (_PLACE_LINE.search(text), _BYLINE_HOUSE.search(text)):
                if found and not _OWN.search(found["house"]):
                    return found["house"]
    return ""
