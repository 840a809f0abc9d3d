"""Where an article stands and what it is about: breadcrumbs and tags."""

import re

from crawler.reading import dates
from crawler.reading.reading import Reading
from crawler.reading.titleclaims import title_key

_CRUMB_LABEL = re.compile(r"^.{0,10}?(?:位置|(?:位于|位於|在)(?=\s*[:：]))\s*(?:是)?\s*[:：]?\s*")
_CRUMB_SEPARATOR = re.compile(r"\s*(?:>{1,2}|＞{1,2}|»|›|→|≫|/|／|\\|·|→|丨|｜|\|)\s*")
_TAG_LABEL = re.compile(r"^\s*(?:标签|標籤|標簽|关键词|關鍵詞|关键字|關鍵字|tags?|topics?|keywords?|schlagwörter|themen|mots-clés|"
                        r"etiquetas|temas|теги|タグ|태그)\s*[:：｜|]?\s*", re.I)  # fmt: skip
_NO_TAG = re.compile(r"[。？！?!【】]")
#: More short links in a row than this are a menu.
MOST_TAGS = 16
_TAG_SEPARATOR = re.compile(r"\s*[,，、;；|｜/#]\s*|\s+")
_CRUMB_ARROW = re.compile(r"[>＞»›≫→]")
_CRUMB_END = frozenset(["正文", "内容", "內容", "详情", "詳情", "文章正文", "查看内容"])
_CRUMB_MARKS = " >＞›»≫/／|→"
#: A trail of more items is a menu.
MOST_CRUMBS = 8
_CRUMB_NAME = re.compile(r"bread-?crumb|crumbs?\b|weizhi|position\b|\bpath\b|\btrail\b", re.I)
_CRUMB_HOME = re.compile(r"首页|首頁|主页|home|startseite|accueil|inicio|главная|ホーム|홈", re.I)


def breadcrumbs(reading: Reading) -> list[str]:
    """The trail above the headline without the headline itself, as printed; else the one JSON-LD claims."""
    title = title_key(reading.headline.text)
    top = reading.headline.line if reading.headline.line >= 0 else reading.first_body
    if trail := _named_trail(reading, top):
        return _without(trail, title)
    if trail := _closed_trail(reading, top):
        return trail
    for number in range(min(top, len(reading.lines.lines)) - 1, max(-1, top - 40), -1):
        if crumbs := _crumbs(reading.text(number)):
            return _without(crumbs, title)
    return _without(reading.data.ld_breadcrumbs, title)


def _without(trail: list[str], title: str) -> list[str]:
    """The items that are names of sections: not the headline, a date or a mark."""
    return [crumb for crumb in trail if (key := title_key(crumb)) and key != title and not dates.find(crumb)]


def _named_trail(reading: Reading, top: int) -> list[str]:
    """The lines of the block above the headline that calls itself a breadcrumb, when it holds one item a line."""
    for block in reading.lines.blocks:
        if block.start >= top:
            break
        if 2 <= block.end - block.start <= 8 and _CRUMB_NAME.search(
            f"{block.element.get('class')} {block.element.get('id')}"
        ):
            return [reading.text(number).strip(_CRUMB_MARKS) for number in range(block.start, block.end)]
    return []


def _closed_trail(reading: Reading, top: int) -> list[str]:
    """A trail without a name or marks, one item a line, right above the headline: its last item is „正文“."""
    last = min(top, len(reading.lines.lines)) - 1
    if last < 1 or reading.text(last) not in _CRUMB_END:
        return []
    items: list[str] = []
    for number in range(last - 1, max(-1, last - MOST_CRUMBS), -1):
        if not _is_beside(reading, number, last):
            break
        items.insert(0, reading.text(number).strip(_CRUMB_MARKS))
    return [item for item in items if item] if all(len(item) <= 24 for item in items) else []


def _is_beside(reading: Reading, one: int, other: int) -> bool:
    """Whether two lines stand in one block or in neighbouring ones, as the items of a list do."""
    blocks, lines = reading.lines.blocks, reading.lines.lines
    first, second = lines[one].block, lines[other].block
    return first == second or blocks[first].parent == blocks[second].parent


def _crumbs(text: str) -> list[str]:
    """The parts of a breadcrumb line, or nothing when the line is none."""
    if len(text) > 200 or not _CRUMB_SEPARATOR.search(text):
        return []
    labelled = _CRUMB_LABEL.match(text)
    parts = [part for part in _CRUMB_SEPARATOR.split(text[labelled.end() :] if labelled else text) if part]
    arrows = len(parts) >= 2 and _CRUMB_ARROW.search(text) is not None and all(len(part) <= 24 for part in parts[:-1])
    if not labelled and not arrows and not (_CRUMB_HOME.fullmatch(parts[0]) if parts else False):
        return []
    parts = [part for part in parts if part not in _CRUMB_END]
    return parts if len(parts) >= 2 and all(len(part) <= 80 for part in parts) else []


def tags(reading: Reading) -> list[str]:
    """The tags printed around the article."""
    for number in range(reading.area.start, reading.area.end):
        text = reading.text(number)
        label = _TAG_LABEL.match(text)
        if label and len(text) <= 200 and (found := _tag_names(reading, number, text[label.end() :])):
            return found
        if label and label.end() == len(text) and (found := _tags_below(reading, number)):
            return found
    boxed = [n for n in range(reading.area.start, reading.area.end) if _in_tags(reading, n)]
    names = [name for n in boxed for name in _tag_names(reading, n, reading.text(n))]
    return list(dict.fromkeys(name for name in names if not name.endswith((":", "："))))


def _tags_below(reading: Reading, label: int) -> list[str]:
    """Tags that follow a line with nothing but their label, one a line, in links, beside it."""
    found: list[str] = []
    for number in range(label + 1, min(label + 1 + MOST_TAGS, len(reading.lines.lines))):
        line = reading.lines.lines[number]
        if len(line.text) > 24 or line.linked < len(line.text) or not _is_under(reading, number, label):
            break
        found.append(line.text.strip("# "))
    return list(dict.fromkeys(found))


def _is_under(reading: Reading, number: int, label: int) -> bool:
    """Whether a line stands in the box that holds the line of its label."""
    blocks, lines = reading.lines.blocks, reading.lines.lines
    return reading.lines.inside(lines[number].block, max(0, blocks[lines[label].block].parent))


def _in_tags(reading: Reading, number: int) -> bool:
    """Whether a line of links, not of sentences or buttons, stands in a block that calls itself tags, below the headline."""
    line = reading.lines.lines[number]
    if reading.foreign[line.block] != "tags" or number <= reading.area.title or _NO_TAG.search(line.text):
        return False
    return line.linked * 2 >= len(line.text) or "#" in line.text


def _tag_names(reading: Reading, number: int, rest: str) -> list[str]:
    element = reading.lines.blocks[reading.lines.lines[number].block].element
    linked = [" ".join("".join(map(str, link.itertext())).split()) for link in element.iter("a")]
    linked = [name for name in linked if name]
    # Links give tags of several words whole; their text is the page's own, so on a mended page it does not fit.
    names = linked if linked and all(name in rest for name in linked) else _TAG_SEPARATOR.split(rest)
    names = [name.strip("#>＞» ") for name in names]
    return list(dict.fromkeys(name for name in names if title_key(name) and len(name) <= 40))
