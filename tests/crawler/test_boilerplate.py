"""The table of rules walks past its own examples, and no rule takes an ordinary sentence."""

import re
import time
from itertools import pairwise

import opencc
import pytest

from crawler.reading import boilerplate
from crawler.reading.boilerplate import asks, match, split_tail
from crawler.rules import RULES, TAILS, Rule, han
from crawler.rules.dispatch import ANY, beginnings
from crawler.rules.han import TRADITIONAL, both_scripts, in_both_scripts, traditional
from crawler.rules.rule import ANYWHERE, bar, group, literal, split
from tests.crawler.ordinary import SENTENCES

PLACES = ("head", "body", "tail")
KINDS = {
    "login", "toolbar", "breadcrumb", "share", "app", "hotline", "helpline", "credit", "author", "agency", "source", "notice",
    "copyright", "tags", "prevnext", "related", "readmore", "pager", "comment", "continue", "paywall", "ad", "original-title",
    "feedback", "newsletter", "caption", "meta", "player", "cookie", "nav", "link", "template", "ornament", "chrome", "shop",
    "embed", "item",
}  # fmt: skip
BY_ID = {rule.id: rule for rule in (*RULES, *TAILS)}


def every(rules: tuple[Rule, ...], field: str) -> list[object]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in rules for n, text in enumerate(getattr(rule, field))
    ]


# ---- the table itself ----------------------------------------------------------------------------------------------


def test_ids_are_unique_and_of_known_kinds() -> None:
    assert len(BY_ID) == len(RULES) + len(TAILS)
    assert {rule.id.split(".")[0] for rule in RULES} == KINDS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_well_formed(rule: Rule) -> None:
    assert rule.where
    assert rule.where <= ANYWHERE
    assert rule.example
    assert rule.counter
    assert rule.cap <= boilerplate.LONGEST
    outside_classes = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", rule.pattern)
    assert not re.search(r"\((?!\?)", outside_classes), "groups must not capture"
    assert not re.search(r"[)\]][*+]\)[*+](?!\+)", rule.pattern), "a repeated group must not end in a repetition"
    cased = re.sub(r"\(\?-i:(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", rule.pattern)
    assert not re.search(r"(?<!\\)[A-Z]", re.sub(r"\\.", "", cased)), "capitals only inside (?-i:...)"


def test_every_rule_can_be_asked() -> None:
    """An alternative that may begin with anything is asked only where its rule names a word that lines must have."""
    never = [text for rule, text in boilerplate._patterns() if not rule.needs and ANY in beginnings(text)]
    assert never == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_are_taken_and_counter_examples_left(rule: Rule) -> None:
    for line in rule.example:
        assert asks(rule, line), line
        assert all(match(line, where) for where in rule.where), line
    for line in rule.counter:
        assert not asks(rule, line), line
        assert not any(match(line, where) for where in rule.where), line


def test_chinese_rules_know_traditional_characters() -> None:
    convert = opencc.OpenCC("s2t").convert
    missed = [
        (rule.id, line) for rule in RULES if ".zh" in rule.id for line in rule.example if not asks(rule, convert(line))
    ]
    assert missed == []


# ---- what must stay ------------------------------------------------------------------------------------------------


def test_there_are_enough_ordinary_sentences() -> None:
    assert len(SENTENCES) >= 180
    assert len(set(SENTENCES)) == len(SENTENCES)


@pytest.mark.parametrize("where", PLACES)
def test_no_rule_takes_an_ordinary_sentence(where: str) -> None:
    taken = [(found.id, line) for line in SENTENCES if (found := match(line, where))]
    assert taken == []


@pytest.mark.parametrize("where", PLACES)
def test_no_rule_takes_two_sentences_together(where: str) -> None:
    pairs = [f"{first} {second}" for first, second in pairwise(SENTENCES)]
    assert [line for line in pairs if match(line, where)] == []


def test_long_paragraphs_and_nothing_are_left() -> None:
    assert match("", "tail") is None
    assert match("   ", "tail") is None
    assert match("版权所有" * 400, "tail") is None


# ---- what must go --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "where", "kind"),
    [
        ("首页 > 新闻 > 社会 > 江城夜校开课", "head", "breadcrumb"),
        ("首頁 > 新聞 > 社會 > 江城夜校開課", "head", "breadcrumb"),
        ("手机版百姓热线", "head", "toolbar"),
        ("2021年03月04日 08:42", "head", "meta"),
        ("编辑:李萌", "tail", "credit"),
        ("審核:錢大海", "tail", "credit"),
        ("终审:于衍", "body", "credit"),
        ("[ 本作品中使用的图片等内容,如涉及版权,请致电。确认后将第一时间删除。电话:0999—1234567。]", "tail", "notice"),
        ("临江信息港 / 临江广电客户端", "tail", "source"),
        ("标签: 科普  临江  科技  2022", "tail", "tags"),
        ("信息广场", "tail", "nav"),
        ("登录云上江城账号", "tail", "login"),
        ("大 中 小", "head", "toolbar"),
        ("扫一扫在手机打开当前页", "tail", "app"),
        ("上一篇：大桥合龙", "tail", "prevnext"),
        ("相關新聞", "tail", "related"),
        ("請繼續往下閱讀...", "body", "continue"),
        ("廣告", "body", "ad"),
        ("（原标题：大桥合龙）", "head", "original-title"),
        ("江ICP备12345678号-1", "tail", "copyright"),
        ("Lesen Sie auch: Brücke wird teurer", "body", "readmore"),
        ("Lire aussi : Le pont rouvre", "body", "readmore"),
        ("Lea también: Reabren el puente", "body", "readmore"),
        ("関連記事", "tail", "related"),
        ("관련기사", "tail", "related"),
        ("Story continues below", "body", "ad"),
        ("Click to share on Facebook (Opens in new window)", "tail", "share"),
        ("Leave a Reply Cancel reply", "tail", "comment"),
        ("© 2021 Example Media Ltd. All rights reserved.", "tail", "copyright"),
        ("By Ann Hill and Bo Ray", "head", "credit"),
        ("5 min read", "head", "meta"),
    ],
)
def test_lines_of_pages(line: str, where: str, kind: str) -> None:
    found = match(line, where)
    assert found is not None
    assert found.id.split(".")[0] == kind


def test_case_brackets_bullets_and_counters_do_not_matter() -> None:
    for line in (
        "Related Articles",
        "RELATED ARTICLES",
        "»  Related articles:",
        "[Related Articles]",
        "3 Related Articles",
    ):
        found = match(line, "tail")
        assert found is not None
        assert found.id == "related.en"


def test_place_decides() -> None:
    assert match("来源：江城日报", "tail") is not None
    assert match("来源：江城日报", "body") is None
    assert match("Politics", "head") is not None
    assert match("Politics", "body") is None


def test_a_dotted_capital_is_folded() -> None:
    found = match("İLGİLİ HABERLER", "tail")
    assert found is not None
    assert found.id == "related.tr"


def test_hostile_lines_cost_little() -> None:
    seeds = (
        "a",
        " ",
        "版",
        "责",
        "1",
        "(",
        "share ",
        "by A",
        "来源：",
        "更多 ",
        "2021-",
        "the ",
        "http://",
        "分享到",
        "- ",
    )
    lines = [(seed * boilerplate.LONGEST)[:size] for seed in seeds for size in (100, 400, boilerplate.LONGEST)]
    started = time.process_time()
    for line in lines:
        for where in PLACES:
            match(line + "!", where)
            match(line, where)
    assert time.process_time() - started < 4  # 0.3 s on a slow machine; a pattern that backtracks takes minutes


# ---- tails of paragraphs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "paragraph"), every(TAILS, "example"))
def test_tail_is_cut(rule: Rule, paragraph: str) -> None:
    kept, removed, name = split_tail(paragraph)
    assert name == rule.id
    assert removed
    assert paragraph.startswith(kept)
    assert paragraph.endswith(removed)
    assert kept[-1] in "。.!?"


@pytest.mark.parametrize(("rule", "paragraph"), every(TAILS, "counter"))
def test_tail_stays(rule: Rule, paragraph: str) -> None:
    assert split_tail(paragraph) == (paragraph, "", "")


def test_only_the_tail_is_cut() -> None:
    text = "责任编辑：这个词他写了三十年。大桥昨天合龙，两岸居民到江边观看。（責任編輯：李萌 張遠）"
    assert split_tail(text) == (text[:-12], text[-12:], "credit.tail-zh")
    assert split_tail("（责任编辑：李萌）") == ("（责任编辑：李萌）", "", "")


def test_ordinary_sentences_keep_their_ends() -> None:
    assert [sentence for sentence in SENTENCES if split_tail(sentence) != (sentence, "", "")] == []


# ---- helpers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab", {"ab"}),
        ("a", {"a"}),
        ("a?b", {"ab", "b"}),
        ("(?:ab|cd)e", {"ab", "cd"}),
        ("(?:ab)?cd", {"ab", "cd"}),
        ("(?:a|b)c", {"ac", "bc"}),
        (r"\d{1,2}x", set("0123456789")),
        ("a+b", {"a"}),
        ("a{0,2}b", {"a", "b"}),
        ("a{1,}b", {"a"}),
        ("a{1}b", {"ab"}),
        ("a{,1}b", {"ab", "b"}),
        ("[ab]c", {"ac", "bc"}),
        ("编辑", {"编辑", "编輯", "編辑", "編輯"}),
        ("A.*", {"a"}),
        (".*a", {ANY}),
        ("[^x]a", {ANY}),
        ("(?:a|.)b", {ANY}),
        ("(?!x)ab", {"ab"}),
        (r"(?=(?:ab|c)++\Z).*", {"ab", "c"}),
        ("(?-i:A)b", {"ab"}),
    ],
)
def test_beginnings(pattern: str, expected: set[str]) -> None:
    assert beginnings(pattern) == expected


def test_beginnings_hold_for_every_example() -> None:
    for rule in RULES:
        if rule.needs:
            continue
        line = rule.example[0]
        for text in split(rule.pattern):
            if not literal(text) and re.compile(both_scripts(text), re.IGNORECASE).fullmatch(line):
                assert any(line.lower().startswith(start) for start in beginnings(text)), (rule.id, line)


def test_two_plain_characters_are_read_like_any_pattern() -> None:
    plain = [
        text for rule in RULES for text in split(rule.pattern) if re.match("[a-z0-9\u4e00-\u9fff]{2}(?![?*+{])", text)
    ]
    assert len(plain) > 1000
    for text in plain:  # what is looked ahead to is passed over, and the rest read piece by piece
        assert beginnings(text) == beginnings(f"(?!\\n){text}"), text


def test_split_reads_groups_and_classes() -> None:
    assert split("a|b") == ["a", "b"]
    assert split("(?:a|b)|[|]|c\\|d") == ["(?:a|b)", "[|]", "c\\|d"]
    assert split("") == [""]


def test_group_puts_common_beginnings_together() -> None:
    pattern = re.compile(group(["march", "mar", "may", "june", r"\d+", "x?"]))
    for word in ("march", "mar", "may", "june", "12", "x"):
        assert pattern.fullmatch(word)
    assert not pattern.fullmatch("ma")


def test_bar_takes_only_its_words() -> None:
    pattern = re.compile(bar("share|tweet|on", "share|tweet"))
    assert pattern.fullmatch("share on tweet 3")
    assert pattern.fullmatch("sharetweet")
    assert not pattern.fullmatch("on on")
    assert not pattern.fullmatch("share on bread")


def test_literal() -> None:
    assert literal("read more")
    assert not literal("read more?")
    assert not literal(r"\d")


def test_plain_forms_by_character() -> None:
    for rule in RULES:
        for text in filter(literal, split(rule.pattern)):
            assert traditional(text) == "".join(TRADITIONAL.get(character, character)[0] for character in text)


def test_alternatives_without_groups_are_split_alike() -> None:
    for rule in RULES:
        for text in split(rule.pattern):
            if "|" not in text:
                assert split(f"{text}|(?:b|c)") == [text, "(?:b|c)"]
                assert split(f"{text}|b") == [text, "b"]


def test_a_pattern_for_both_scripts_is_compiled_at_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def widened(pattern: str) -> str:
        asked.append(pattern)
        return both_scripts(pattern)

    monkeypatch.setattr(han, "both_scripts", widened)
    pattern = in_both_scripts("责任编辑：(.+)")
    assert asked == []
    for line in ("责任编辑：王小", "責任編輯：王小"):
        assert pattern.fullmatch(line)
        assert [hit[1] for hit in pattern.finditer(line)] == pattern.findall(line) == ["王小"]
    assert pattern.sub("", "責任編輯：王小") == ""
    assert pattern.pattern == both_scripts("责任编辑：(.+)")
    assert asked == ["责任编辑：(.+)"] * len(asked)


def test_both_scripts_widens_literals_and_classes() -> None:
    pattern = re.compile(both_scripts(r"编辑[：:](?:记者|[张李]\w)"))
    assert pattern.fullmatch("編輯：記者")
    assert pattern.fullmatch("编辑:張远")
    assert both_scripts("[^张]") == "[^张]"
    assert traditional("编辑") == "編輯"
    assert traditional("abc") == "abc"
