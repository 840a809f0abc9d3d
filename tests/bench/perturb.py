"""Other accidents than those of the truth set, so that no threshold fits only what it was chosen on.

Each takes the stored and the arriving articles and returns both, changed; what belongs together still does.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

from opencc import OpenCC

Record = dict[str, Any]
Lists = tuple[list[Record], list[Record]]
Perturbation = Callable[[Sequence[Record], Sequence[Record], random.Random], Lists]

_HEADS = (
    "当前位置：首页 > 要闻 > 正文\n发布时间：2024-01-05 09:12 来源：本网综合 字号：大 中 小",
    "Home / News / Local\nBy our staff  |  Share  |  Print",
    "【本网讯】",
    "",
)
_TAILS = (
    "责任编辑：欧阳一 校对：司马二 审核：诸葛三\n声明：转载此文是出于传递更多信息之目的，若有来源标注错误，请与本网联系。",
    "上一篇：全市召开工作会议\n下一篇：今冬首场降雪来临\n扫码关注公众号 订阅热线 0990-5551234",
    "© All rights reserved. Read more: five things to know today. Call 555-0143.",
    "",
)
_NOTES = {"的": "de", "国": "guó", "人": "rén", "会": "huì", "中": "zhōng", "大": "dà", "年": "nián", "发": "fā"}


def _copies(arriving: Sequence[Record], change: Callable[[Record], Record]) -> list[Record]:
    """``change`` of all that are copies; updates and look-alikes stay."""
    return [change(record) if record["cls"].startswith("p") else record for record in arriving]


def cut(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Copies that are still long lose their end, or their beginning: 55 to 95 % stays."""

    def change(record: Record) -> Record:
        text, share = record["text"], chance.uniform(0.55, 0.95)
        keep = int(len(text) * share)
        if keep < 150 or "trunc" in record["cls"] or record["cls"] == "p9_combo":
            return record
        return record | {"text": text[:keep] if chance.random() < 0.7 else text[-keep:]}

    return list(stored), _copies(arriving, change)


def frame(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Another portal's lines around every copy."""

    def change(record: Record) -> Record:
        return record | {"text": f"{chance.choice(_HEADS)}\n{record['text']}\n{chance.choice(_TAILS)}".strip()}

    return list(stored), _copies(arriving, change)


def traditional(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Every second copy in traditional characters, by the words of Taiwan or Hong Kong."""
    converters = [OpenCC("s2tw"), OpenCC("s2hk"), OpenCC("s2t")]

    def change(record: Record) -> Record:
        if chance.random() < 0.5:
            return record
        convert = chance.choice(converters).convert
        return record | {"text": convert(record["text"]), "title": convert(record["title"])}

    return list(stored), _copies(arriving, change)


def noise(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Pinyin notes, other punctuation, lost characters, doubled blanks."""

    def change(record: Record) -> Record:
        text = record["text"]
        for sign, sound in _NOTES.items():
            if chance.random() < 0.4:
                text = text.replace(sign, f"{sign}({sound})")
        text = "".join("" if chance.random() < 0.004 else sign for sign in text)
        if chance.random() < 0.5:
            text = text.replace("，", ", ").replace("。", ". ").replace("“", '"').replace("”", '"')
        return record | {"text": re.sub(r" ", "  ", text)}

    return list(stored), _copies(arriving, change)


def shuffle(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Another order of arrival, in both lists."""
    return chance.sample(list(stored), len(stored)), chance.sample(list(arriving), len(arriving))


def portals(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Each article that arrives comes from one of 40 portals, updates and other articles of a known portal excepted."""

    def change(record: Record) -> Record:
        return record | {"portal": f"portal{chance.randrange(40)}"} if record["portal"] == "other" else record

    return list(stored), [change(record) for record in arriving]


def strangers(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """As if all that arrives came from another portal."""
    return list(stored), [record | {"portal": "elsewhere"} for record in arriving]


def undated(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Every third copy has no date."""
    return list(stored), _copies(
        arriving, lambda record: record | {"published": ""} if chance.random() < 0.33 else record
    )


def retitled(stored: Sequence[Record], arriving: Sequence[Record], chance: random.Random) -> Lists:
    """Every third copy has a title of its own."""
    titles = [record["title"] for record in stored]
    return list(stored), _copies(
        arriving, lambda record: record | {"title": chance.choice(titles)} if chance.random() < 0.33 else record
    )


PERTURBATIONS: dict[str, Perturbation] = {
    function.__name__: function
    for function in (cut, frame, traditional, noise, shuffle, portals, strangers, undated, retitled)
}
