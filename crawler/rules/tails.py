"""What is glued to the end of a last paragraph and comes off: credits in brackets, ways back, prompts.

Here ``pattern`` matches the end of a paragraph, and ``example`` and ``counter`` are whole paragraphs.
"""

from crawler.rules.rule import TAIL, Rule, rule
from crawler.rules.zh import ROLES

_EDITING = r"(?:[^\s，。！？（）()]{0,8})(?:责任编辑|责编|编辑|网络编辑|值班编辑|审核|终审|初审|复审|校对|责任校对|监制|编审|审校|选稿|美编|排版)"
_SEPARATOR = r"\s{0,2}[:：|｜丨/／]\s{0,2}"

TAILS: tuple[Rule, ...] = (
    rule(
        "credit.tail-zh",
        TAIL,
        rf"""[（(\[【]\s?{_EDITING}(?:{_SEPARATOR}|\s{{1,2}})[^（()）\[\]【】。！？]{{0,60}}[）)\]】][。]?
        (?<=[。！？”）)…])\s?{_EDITING}{_SEPARATOR}[^。！？]{{0,60}}
        [（(\[【]\s?(?:来源|稿件来源|信息来源|文章来源|本文来源){_SEPARATOR}[^（()）\[\]【】。！？]{{1,40}}(?:{ROLES}{_SEPARATOR}[^（()）\[\]【】。！？]{{0,30}})?[）)\]】][。]?
        (?<=[。！？”）)…])\s?(?:来源|稿件来源|本文来源|文章来源){_SEPARATOR}[^。！？，]{{1,60}}""",
        (
            "大桥昨天合龙，两岸居民到江边观看。（责任编辑：李萌）",
            "大桥昨天合龙，两岸居民到江边观看。【编辑:张远】",
            "大桥昨天合龙，两岸居民到江边观看。责任编辑：李萌",
            "大桥昨天合龙，两岸居民到江边观看。（来源：江城日报）",
        ),
        (
            "大桥昨天合龙，两岸居民到江边观看。（记者 李萌）",
            "大桥昨天合龙，两岸居民到江边观看。（张远）",
            "他当过三十年编辑，退休后在江边开了一家书店。",
            "大桥昨天合龙，两岸居民到江边观看。(文/图 李萌 张远)",
        ),
    ),
    rule(
        "related.tail-zh",
        TAIL,
        r"""
        \s?返回[^。！？，、]{1,12}[，,]?\s?查看更多|(?<=[。！？”）)…])\s?(?:查看更多|点击查看更多|阅读原文|展开全文|更多精彩内容.{0,24})
""",
        "大桥昨天合龙，两岸居民到江边观看。返回某狐，查看更多",
        "他每年返回故乡，查看更多的老房子。",
    ),
    rule(
        "original-title.tail-zh",
        TAIL,
        r"""[（(\[【]\s?(?:本文)?(?:原标题|原题|原文标题)(?:为|是)?[:：《“ ][^（()）]{2,60}[）)\]】]""",
        "大桥昨天合龙，两岸居民到江边观看。（原标题：大桥合龙）",
        "大桥昨天合龙，这条路的原题字已经看不清了。",
    ),
    rule(
        "share.tail-en",
        TAIL,
        r"""\s(?:click to tweet|tweet this|share this quote)""",
        "Rivers do not wait for budgets, the engineer told us. Click To Tweet",
        "The form asked every visitor to click to tweet or to leave the page.",
    ),
    rule(
        "related.tail-en",
        TAIL,
        r"""(?<=[.!?”"’)])\s?(?:read more(?: here| at [^.!?]{2,40}| on [^.!?]{2,40})?|continue reading|learn more|more here)[.!»→>]*""",
        "The bridge reopened on Friday after a year of repairs. Read more",
        "Every pupil in the valley should get the chance to read more",
    ),
)
