"""Credit, source and by-lines as data: who did what for an article, and where it came from.

Chinese pages print roles with a separator (责任编辑：李萌 校对|张远), in brackets, joined, padded, with staff codes; other
languages print by-lines. Only whole lines are read: a sentence that mentions an editor gives nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.reading.items import Credit
from crawler.rules.credit_words import (
    ASIDE,
    AUTHOR_ROLES,
    BYLINE,
    LATIN_ASIDE,
    LATIN_NAME,
    LATIN_ROLES,
    MARKLESS_ROLES,
    NOT_A_NAME,
    OUTLET,
    PLACE,
    ROLES,
    SOURCES,
    STOP_LABELS,
    WRITERS,
)
from crawler.rules.han import SURNAMES, both_scripts, in_both_scripts

LONGEST = 240  # characters; longer lines are text


def _zh(pattern: str) -> re.Pattern[str]:
    return in_both_scripts(pattern)


_SPACES = re.compile(r"[\s\u3000\xa0\u200b]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HINT = _zh(
    r"[:：|｜丨/／＞]|记者|通讯员|评论员|特派员|编辑|责编|校对|审|监|作者|来源|来自|转自|摘自|摄|撰|执笔|^[文图] "
)
_SEPARATOR = r"\s?[:：|｜丨/／＞]\s?"
_LABEL = _zh(
    rf"(?P<role>(?:{ROLES})(?:\s?[/／&、]\s?(?:{ROLES}))*)(?:{_SEPARATOR}|\s|$)"
    rf"|(?P<source>{SOURCES})(?:于|自)?(?:{_SEPARATOR}|(?=\s))|(?P<stop>{STOP_LABELS})\s?[:：]?"
)
SURE = _zh(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,12}")
_TEAM = r"\S{2,16}(?:们|团队|部|组|室|中心|社|网|报|号|台|院|会|厅|局|处|公司|发布|新闻|集团|联盟|小编)"
_ONE = (
    r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,12}|[\u4e00-\u9fff]{0,3}[A-Za-z][\w.’'-]{0,23}(?: [A-Z][\w.’'-]{0,20}){0,3}"
    r"|[A-Z]{0,3}\d{2,8}|[가-힣]{2,5}"  # Yanbian's portals credit Korean names with Chinese roles
)
_NAMES_AFTER = (_zh(rf"[\u4e00-\u9fff]{{2,5}}|{_ONE}|{_TEAM}"), _zh(rf"[\u4e00-\u9fff]{{2,3}}|{_ONE}"))  # mark, blank
_WEAK = _zh(r"[文图]|视频|翻译|制作|设计|图片|文字")
_MARKLESS = _zh(MARKLESS_ROLES)
_WRITER = both_scripts(WRITERS)
_ENDS_AS_WRITER = re.compile(rf"(?:{_WRITER})$")
_LEADING_WRITER = re.compile(rf"^(?:[\u4e00-\u9fff·]{{0,12}}?(?:{_WRITER}))+\s?")
_ENDS_AS_OUTLET = _zh(rf"(?:{OUTLET})$")
_BEFORE_DATE = re.compile(r"^([\u4e00-\u9fff]{2,8})\s(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_GLUED = re.compile(r"[\u4e00-\u9fff]{5}")
_POST = _zh(PLACE)
_NO_NAME = re.compile(both_scripts(NOT_A_NAME), re.IGNORECASE)
_SPLIT = re.compile(r"\s?[、，,;；/／&＆|｜丨]\s?|\s+(?:and|und|et|y|e|og|och|和|与|與)\s+|\s+")
_CODE = re.compile(r"(?:[_-]\w{1,12}|\s?[(（]?[A-Z]{1,4}\d{1,6}[)）]?)$")
_AFTER_NAMES = _zh(
    r"(?:\s|[/／]\s?)(?:文|图|文图|图文|文/图|图/文|[^\s/／]{1,6}(?:电|报导|报道|供图))$"
    r"|\s?(?:摄影报道|综合报道|采访报道|报道|报导|综合|整合|整理|摄影|摄|供图|发自.*)$"
)
_BYLINE_ZH = re.compile(
    rf"^(?P<outlet>[^\s。，！？:：]{{0,16}}?)\s?(?P<writer>{_WRITER})\s?[:：]?\s?"
    r"(?P<names>[\u4e00-\u9fff·、，,\s&＆]{2,40}?)(?:\s?[/／]\s?\S{1,12})?$"
)
_PLACE_OF_WORK = rf"[^\s。，！？:：、/／]{{2,14}}(?:{OUTLET})"
_SLASHED = _zh(rf"^(?P<name>[\u4e00-\u9fff·]{{2,4}})\s?[/／]\s?(?P<outlet>{_PLACE_OF_WORK})$")
_OUTLETS = _zh(rf"^{_PLACE_OF_WORK}(?:\s?[/／|｜]\s?{_PLACE_OF_WORK}){{1,3}}$")
_NAMES = rf"(?P<names>{LATIN_NAME}(?:(?:,\s|\s(?:and|und|et|y|e|og|och|&|\|)\s|,\s(?:and|und)\s){LATIN_NAME})*)"
_BY = re.compile(rf"^(?:{BYLINE})\s?:?\s+{_NAMES}(?P<rest>.*)$")
_ROLE_LATIN = re.compile(rf"(?:^|[;|.]\s?|\()\s?(?P<role>{LATIN_ROLES})\s?(?::|\bby)\s?{_NAMES}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one line says: credits with the roles as printed, the source, the names of those who wrote."""

    credits: tuple[Credit, ...] = ()
    source: str = ""
    authors: tuple[str, ...] = ()


_NOTHING = Parsed()


def parse(line: str) -> Parsed:
    """Credits, source and authors of one whole line; nothing for a line that is none of these."""
    return _parse(line) if len(line) <= 2 * LONGEST else _NOTHING  # nor is a long one kept in memory


@lru_cache(maxsize=16384)
def _parse(line: str) -> Parsed:
    text = _SPACES.sub(" ", line).strip(" *※●■◆|｜·•–—-#>")
    if not 2 <= len(text) <= LONGEST:
        return _NOTHING
    if text.isascii() or not _HAN.search(text):
        return _latin(text)
    if text[0] in "▲△▼◎" or text[-1] in "？！?!" or not _HINT.search(text):
        return _NOTHING  # a caption, a headline, nine of ten lines around an article
    bare = text.strip("[]【】（）()〔〕 ")
    return _labelled(bare) or _bare(bare) or _latin(text)


def _labelled(text: str) -> Parsed | None:
    """``label: value`` pairs; None when the line is not made of them."""
    labels = [m for m in _LABEL.finditer(text) if _is_label(text, m)]
    if not labels or not _leads(text[: labels[0].start()]):
        return None
    credits: list[Credit] = []
    authors: list[str] = []
    source = ""
    if alone := _BEFORE_DATE.match(text[: labels[0].start()]):
        authors += [] if _ENDS_AS_OUTLET.search(alone[1]) else [alone[1]]
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : following.start() if following else len(text)].strip(" ；;，,。|｜[]【】（）()")
        if label["source"] and not source:
            source, names = _source(value)
            authors += names
        elif role := label["role"]:
            names = names_in(value)
            if _WEAK.fullmatch(role.strip()):
                names = tuple(name for name in names if SURE.fullmatch(name) or not _HAN.match(name))
            if not (
                label[0][-1] in ":：|｜丨/／＞ " and all(map(_NAMES_AFTER[label[0][-1].isspace()].fullmatch, names))
            ):
                names = ()  # a role may begin a sentence or an answer: 记者 走访了三个县
            role = _SPACES.sub("", role)
            credits += [Credit(role, name) for name in names]
            if re.fullmatch(AUTHOR_ROLES, role):
                authors += names
    if not credits and not source and not authors:
        return None
    return Parsed(tuple(dict.fromkeys(credits)), source, tuple(dict.fromkeys(authors)))


def _is_label(text: str, m: re.Match[str]) -> bool:
    """A role word counts at a word's beginning or before a mark: 江城网编辑：李明 is one, 老编辑 退休了 is not."""
    before = text[: m.start()]
    mark = m[0].rstrip()[-1:] in ":：|｜丨/／＞"
    if m["role"] and not mark and not _MARKLESS.fullmatch(m["role"].strip()):
        return False
    if not before or before[-1] in " |｜丨/／【[（(）)】]；;，,、:：。" or before[-1].isascii():
        return True
    return (mark and not _WEAK.fullmatch((m["role"] or "").strip())) or bool(
        m["role"] and _ENDS_AS_WRITER.search(m["role"].strip())
    )


def _leads(before: str) -> bool:
    """What may stand before the first label: a date, an outlet's name, an address, little else."""
    return len(before) <= 50 and not re.search(r"[。！？!?，“《]", before)


def _source(value: str) -> tuple[str, tuple[str, ...]]:
    """The source and, where its author follows without a mark, that author."""
    value = re.split(ASIDE, value, maxsplit=1)[0].strip(" ，,。;；|｜:：【[［〔(（")
    first, _, rest = value.partition(" ")
    if rest and _ENDS_AS_OUTLET.search(first):
        names = names_in(rest)
        if names and all(_HAN_NAME.fullmatch(name) for name in names):
            return first, names
    return value if len(value) <= 60 else "", ()


@lru_cache(maxsize=4096)
def names_in(value: str) -> tuple[str, ...]:
    """The names in a value: split, joined where padded (邹 明), without staff codes, roles and what is told about them."""
    value = _AFTER_NAMES.sub("", re.split(ASIDE, value, maxsplit=1)[0].strip())
    value = _LEADING_WRITER.sub("", value)
    value = re.sub(rf"(?<=[\u4e00-\u9fff、，,\s])(?:{_WRITER})\s?", " ", value)
    names: list[str] = []
    padded = ""
    for part in _SPLIT.split(re.sub(r"(?<=[\u4e00-\u9fff])\s?[和与與](?=[\u4e00-\u9fff]{2,3}$)", "、", value)):
        part = _CODE.sub("", part.strip(" 　()（）[]【】:：.")) or part
        if len(part) == 1 and "\u4e00" <= part <= "\u9fff":
            padded, part = ("", padded + part) if padded else (part, "")
        if part := _name(part):
            names.append(part)
    if names and re.fullmatch(r"[A-Z]{0,4}\d+", names[-1]) and len(names) > 1:
        names.pop()  # a staff code behind the name it stands for
    latin = " " in value and bool(names) and all(name.isascii() for name in names)
    return tuple(_latin_names(value) if latin else names)


def _name(part: str) -> str:
    """A part if it can be a name; a writer's post glued to it comes off: 方山江城大学教授."""
    if _GLUED.match(part):
        post = _POST.search(part, 2, 12)
        if post and post.start() <= 4 and SURE.match(part):
            return part[: post.start()]
    return "" if not part or len(part) > 24 or _NO_NAME.search(part) else part


def _latin_names(value: str) -> list[str]:
    parts = re.split(r"\s?[,;/&|、，]\s?(?:and\s|und\s)?|\s(?:and|und|et|y|e|og|och)\s", value)
    return [name for part in parts if (name := re.sub(LATIN_ASIDE, "", part).strip())]


def _bare(text: str) -> Parsed | None:
    """By-lines and source lines without a label."""
    if (m := _SLASHED.match(text)) and SURE.fullmatch(m["name"]):
        return Parsed((), m["outlet"], (m["name"],))
    if _OUTLETS.match(text):
        return Parsed((), text, ())
    if (m := _BYLINE_ZH.match(text)) and (names := names_in(m["names"])) and all(map(_HAN_NAME.fullmatch, names)):
        role = m["writer"]
        spaced = re.search(rf"{_WRITER}[\s:：]", text) is not None
        if spaced or all(SURE.fullmatch(name) for name in names):
            wrote = () if re.search("图片|圖片|摄影|攝影", role) else names
            return Parsed(tuple(Credit(role, name) for name in names), "", wrote)
    return None


def bare_names(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but names: 谢一鸣, „Ruth Calloway and Tom Hale“; nothing else."""
    text = _SPACES.sub(" ", text).strip()
    if SURE.fullmatch(text):
        return (text,)
    if len(text) <= 80 and re.fullmatch(_NAMES, text):
        names = _latin_names(text)
        return tuple(names) if not any(_NO_NAME.search(name) or _ENDS_AS_OUTLET.search(name) for name in names) else ()
    return ()


def _latin(text: str) -> Parsed:
    """By-lines and roles of languages written in letters."""
    if m := _BY.match(text):
        names = [name for name in _latin_names(m["names"]) if not re.fullmatch(NOT_A_NAME, name, re.IGNORECASE)]
        if names and not re.match(r"\s?[a-zà-ÿ]{3,}", m["rest"]):
            return Parsed((), "", tuple(names))
    credits, authors = [], []
    if ":" not in text and "by " not in text.lower():
        return _NOTHING
    for m in _ROLE_LATIN.finditer(text):
        names = _latin_names(m["names"])
        credits += [Credit(m["role"], name) for name in names]
        if re.fullmatch(AUTHOR_ROLES, m["role"], re.IGNORECASE):
            authors += names
    return Parsed(tuple(credits), "", tuple(authors)) if credits else _NOTHING
