"""The images of an article with their captions: in a figure, below an image, in its table, or marked by a photo credit."""

import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.urls import join
from crawler.reading.area import CAPTION, is_heading
from crawler.reading.items import Image
from crawler.reading.lines import Picture
from crawler.reading.reading import Reading
from crawler.rules.han import both_scripts

# Whole words of the path: "blank" is in Blankenese too, "icon" in lexicon and silicon.
_ICON = re.compile(
    r"(?<![a-z0-9])(?:logo|icon|avatar|spacer|blank|pixel|qrcode|ewm|erweima|loading|1x1|sprite)s?\d{0,4}(?![a-z0-9])",
    re.I,
)
#: Where scripts that load images late keep the address; ``src`` is then a blank or a spinner.
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-echo", "zoomfile", "src")
_CREDIT_ZH = re.compile(
    both_scripts(
        r"(?:^|[\s\u3000（(/／]|记者|通讯员|实习生)\S{0,14}?(?<![拍所自偷])(?:摄|摄影|供图|制图)[。）)]*$|(?:新华社|中新社|[报网社])\S{0,8}发[。）)]*$"
        r"|(?:资料图片?|资料照片?|视频截图|效果图|网络图片?|受访者供图)[。）)]*$|(?:图片来源|图源|图片?)[/／:：]\S{1,16}$|^(?:图为|▲|△|↑|▼)"
    )
)
_CREDIT_LATIN = re.compile(
    r"^(?:photos?|fotos?|bild(?:er)?|images?|pictures?|picture credit|crédit(?: photo)?)\s?(?:[:©]|by\b|courtesy\b)"
    r"|\b(?:photos?|fotos?|bild|images?|credit|crédits?(?: photo)?)\s?[:©/]\s?\S.{0,60}$"
    r"|[(\[/]\s?(?:(?:ap|file|handout|courtesy)?\s?(?:photo|foto|bild)|afp|ap|reuters|getty|dpa)\b[^()]{0,40}[)\]]?\.?$",
    re.I,
)
#: Sentences in a caption; a paragraph that happens to end in a photo credit has more.
MOST_SENTENCES = 3
_STOP = re.compile(r"[。！？]|[.!?](?=\s)")
#: Characters of a figure that are its caption at most.
LONGEST = 500
#: Lines a table may hold for each of its pictures and be a frame for them.
LINES_A_PICTURE = 2


def images(reading: Reading) -> list[Image]:
    """Images between the headline and the last paragraph, each once, with their captions."""
    start, last = reading.area.box_start, max(reading.trimmer.body, default=-1)
    found: dict[str, Image] = {}
    pictures = reading.lines.pictures
    held = Counter(block for picture in pictures for block in reading.lines.ancestors(picture.block))
    for number, picture in enumerate(pictures):
        if start <= picture.line <= last + 1 and not reading.foreign[picture.block]:
            url = _address(reading, picture.element)
            if url and url not in found and not _ICON.search(urlsplit(url).path):
                before = pictures[number - 1].line if number else -1
                after = pictures[number + 1].line if number + 1 < len(pictures) else -1
                found[url] = Image(url, _caption(reading, picture, held, before, after))
    return list(found.values())


def _address(reading: Reading, element: HtmlElement) -> str:
    for name in _SOURCES:
        src = (element.get(name) or "").strip()
        if src and not src.startswith("data:"):
            return join(reading.page.base_url, src)
    return ""


def has_photo_credit(text: str) -> bool:
    """Whether a line says who took or gave a picture, as captions do: …… 王小 摄, （资料图）, Photo: Ruth Calloway."""
    if len(_STOP.findall(text)) > MOST_SENTENCES:
        return False
    return (_CREDIT_LATIN if text.isascii() else _CREDIT_ZH).search(text) is not None or bool(
        not text.isascii() and _CREDIT_LATIN.search(text)
    )


def _caption(reading: Reading, picture: Picture, held: Mapping[int, int], before: int, after: int) -> str:
    """The caption of a picture; ``held`` counts the pictures in each block, ``before`` and ``after`` are its neighbours' lines."""
    page, line = reading.lines, picture.line
    for number in page.ancestors(picture.block, 3):
        figure = page.blocks[number]
        if figure.tag == "figure":
            texts = map(reading.text, range(figure.start, min(figure.end, figure.start + LONGEST)))
            return " ".join(texts)[:LONGEST]
    if framed := _in_table(reading, picture, held):
        return framed
    if line in reading.trimmer.captions and line not in reading.trimmer.body:
        return reading.text(line)
    if line < len(page.lines) and any(
        page.blocks[n].kind == "caption" for n in page.ancestors(page.lines[line].block, 3)
    ):
        return reading.text(line)
    return _credited(reading, line, before, after)


def _in_table(reading: Reading, picture: Picture, held: Mapping[int, int]) -> str:
    """The text of the cell, row or table that frames a picture: a line or two of a caption's length in a table of frames."""
    page = reading.lines
    chain = [number for number in page.ancestors(picture.block, 6) if page.blocks[number].tag in ("td", "tr", "table")]
    if not chain or page.blocks[table := chain[-1]].tag != "table":
        return ""
    if page.blocks[table].end - page.blocks[table].start > LINES_A_PICTURE * held[table]:
        return ""  # few lines for each picture are a frame; else it is a table of data, or the page's layout
    for number in chain:
        start, end = page.blocks[number].start, page.blocks[number].end
        if start < end and held[number] == 1:
            lines = page.lines[start:end]
            fits = sum(line.width for line in lines) <= CAPTION and not any(
                2 * line.linked > len(line.text) for line in lines
            )
            return " ".join(line.text for line in lines) if fits else ""
    return ""


def _credited(reading: Reading, line: int, before: int, after: int) -> str:
    """The line with a photo credit right below a picture, else right above; not that of the next or the last picture."""
    lines = reading.lines.lines
    for number, free in ((line, line != after), (line - 1, line != before and line - 1 != before)):
        if free and reading.area.start <= number < min(reading.area.end, len(lines)) and number != reading.area.title:
            text, width = lines[number].text, lines[number].width
            plain = not is_heading(reading.lines.blocks[lines[number].block].tag)
            if width <= CAPTION and plain and has_photo_credit(text):
                return text
    return ""
