"""Redesigns of simulated portals, each kind with its variants, and the rhythms in which portals publish."""

import random
from dataclasses import dataclass
from datetime import date

#: Kinds of redesign, each with the variants that a seed chooses from.
KINDS = {
    "renamed classes": ("all", "old box holds a teaser", "portal's name for a title", "comments in the box"),
    "moved date": ("dropped", "to the foot", "into the picture's name", "the clock", "one for all", "hours ago"),
    "body split": ("second half in another box", "rest in a template", "by script", "advertisements between"),
    "new wall": ("login", "pay", "robot check", "cookies", "teaser"),
    "feed gone silent": ("empty", "stands still", "404", "html", "old ones dated anew"),
    "https move": ("closed port", "other host", "addresses gone"),
    "encoding change": ("read twice", "declared wrongly", "question marks", "declared as big5"),
    "truncated bodies": ("first paragraph", "a third", "rest behind a link", "summary"),
}
#: Rhythms of portals: which weekdays have articles, how many times the mean, and how far lengths lie apart.
RHYTHMS = {
    "daily": (range(7), 1.0, 0.5),
    "weekdays": (range(5), 1.0, 0.5),
    "few": (range(7), 0.3, 0.5),
    "weekly": ((3,), 2.0, 0.5),
    "all lengths": (range(7), 1.0, 1.0),
}
#: Those that the portal takes back after some days; the others stay, and the operator accepts or mends them.
TAKEN_BACK = (
    "new wall",
    "feed gone silent",
    "https move",
    "encoding change",
    "truncated bodies",
    "moved date",
    "body split",
)
WALLS = {
    "login": "请登录后继续阅读本文。还没有账号？立即注册",
    "pay": "本文为付费内容，订阅会员后可阅读全文。",
    "robot check": "请完成安全验证后继续访问。为确认您不是机器人，请拖动滑块。",
    "cookies": "本网站使用 Cookie。请先同意我们的隐私政策，然后继续浏览。",
    "teaser": "剩余内容仅对会员开放，开通会员即可阅读全文。",
}


@dataclass
class Fault:
    """A redesign of one portal: from the day ``start`` until ``end``."""

    kind: str
    variant: str
    start: date
    end: date

    def is_on(self, day: date) -> bool:
        """Whether it shows on a day."""
        return self.start <= day < self.end


def between(lines: list[str], rest: str, chance: random.Random) -> list[str]:
    """A text with an advertisement after each paragraph, others on each page."""
    found = [*lines, *rest.removeprefix("<p>").removesuffix("</p>").split("</p><p>")]
    words = ("满三百减五十", "新房开盘", "驾校招生", "老店翻新", "周末团购", "免费试听")
    return [
        more
        for line in found
        for more in (
            line,
            f"{chance.choice(words)}，拨打{chance.randrange(10**6, 10**7)}，{chance.choice(words)}等您来",
        )
    ]
