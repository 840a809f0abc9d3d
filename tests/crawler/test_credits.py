"""Credit lines in every printed form become roles, sources and authors; sentences become nothing."""

import time

import pytest

from crawler.reading.credits import Parsed, parse
from crawler.reading.inlinecredits import inline
from crawler.reading.items import Credit
from tests.crawler.ordinary import SENTENCES


def credits(line: str) -> list[tuple[str, str]]:
    return [(credit.role, credit.name) for credit in parse(line).credits]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("编辑:李萌", [("编辑", "李萌")]),
        ("编辑：李萌", [("编辑", "李萌")]),
        ("审核： 钱大海", [("审核", "钱大海")]),
        ("终审:于衍", [("终审", "于衍")]),
        ("責任編輯：陳小明", [("責任編輯", "陳小明")]),
        ("【编辑:张远】", [("编辑", "张远")]),
        ("【责任编辑:张文 】", [("责任编辑", "张文")]),
        ("（ 责任编辑： 黄帅 ）", [("责任编辑", "黄帅")]),
        ("(责编：甲乙、丙丁)", [("责编", "甲乙"), ("责编", "丙丁")]),
        ("[ 责编：林海 ]", [("责编", "林海")]),
        ("[责任编辑：王芳 PF171]", [("责任编辑", "王芳")]),
        ("责任编辑：王芳_NN042", [("责任编辑", "王芳")]),
        ("责任编辑：NN042", [("责任编辑", "NN042")]),
        ("编辑：Kathy", [("编辑", "Kathy")]),
        ("编辑：江城客编辑部", [("编辑", "江城客编辑部")]),
        ("（江城网编辑 王小）", []),
        ("（编辑：王小 李大）", [("编辑", "王小"), ("编辑", "李大")]),
        ("编辑：王小 责任编辑：李大", [("编辑", "王小"), ("责任编辑", "李大")]),
        ("编辑|王小 责编|李大 校对|赵二", [("编辑", "王小"), ("责编", "李大"), ("校对", "赵二")]),
        ("编辑/王小", [("编辑", "王小")]),
        ("编辑丨王小", [("编辑", "王小")]),
        ("编辑 王小明 ｜ 排版 李大山", [("编辑", "王小明"), ("排版", "李大山")]),
        ("总监制：邹 明", [("总监制", "邹明")]),
        ("总监制：邹　明　监 制：李　海", [("总监制", "邹明"), ("监制", "李海")]),
        ("一审：甲一 二审：乙二 三审：丙三", [("一审", "甲一"), ("二审", "乙二"), ("三审", "丙三")]),
        ("校对：周静", [("校对", "周静")]),
        ("选稿：周静", [("选稿", "周静")]),
        ("监制：何 平 终审 李 四", [("监制", "何平"), ("终审", "李四")]),
        ("摄影：林海", [("摄影", "林海")]),
    ],
)
def test_credits(line: str, expected: list[tuple[str, str]]) -> None:
    assert credits(line) == expected


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("作者：宋平 杨华", ("宋平", "杨华")),
        ("作者： 记者王照", ("王照",)),
        ("（作者：方山北京江城大学经济学院教授）", ("方山",)),
        ("（作者：南山，系江城师范大学研究员）", ("南山",)),
        ("作者：艾山·买买提", ("艾山·买买提",)),
        ("执笔人：闵夫 赵波 刘韬", ("闵夫", "赵波", "刘韬")),
        ("执笔/叨叨姐、胡一&李小刀", ("叨叨姐", "胡一", "李小刀")),
        ("文/图 李萌 张远", ("李萌", "张远")),
        ("文：李明", ("李明",)),
        ("记者 刘涛", ("刘涛",)),
        ("江城晚报记者 史文", ("史文",)),
        ("江城网临江频道 记者 伊林 李芬", ("伊林", "李芬")),
        ("江城晚报全媒体记者 李一、王二 通讯员 张三 文/图", ("李一", "王二", "张三")),
        ("记者林小／南市報導", ("林小",)),
        ("記者林小／南市報導", ("林小",)),
        ("顶端·江城商报记者马峰/文受访者供图", ("马峰",)),
        ("石江/江城青年报", ("石江",)),
        ("山间客 2021-03-04 08:00:28 来源：江城客", ("山间客",)),
        ("2021-03-04 08:10 来源：江城新闻网 王帆", ("王帆",)),
        ("社會中心／綜合報導", ()),
        ("图片记者：林海", ()),
        ("▲江城日报记者林海、李江摄", ()),
    ],
)
def test_authors(line: str, authors: tuple[str, ...]) -> None:
    assert parse(line).authors == authors


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：江城日报", "江城日报"),
        ("來源：江城日報", "江城日報"),
        ("来源: 江城日报", "江城日报"),
        ("来源 | 江城日报", "江城日报"),
        ("稿件来源： 江城日报", "江城日报"),
        ("信息来源：江城日报", "江城日报"),
        ("本文来源于：江城日报", "江城日报"),
        ("（资料来源：甲报、乙网等）", "甲报、乙网等"),
        ("来源：江城新闻·江城号·政务", "江城新闻·江城号·政务"),
        ("来源|江城日报、临江发布", "江城日报、临江发布"),
        ("2021年03月04日 12:10 来源：求江网参与互动", "求江网"),
        ("2021-03-04 15:10:53 字号：A- A A+ 来源：EETIMES", "EETIMES"),
        ("来源：江城客户端 2021-03-04 08:00", "江城客户端"),
        ("江城网临江频道 ( 2012-06-04 09:20:26 ) 稿件来源： 江城日报", "江城日报"),
        ("2019-09-26 12:11来源：证券江城网作者：李在", "证券江城网"),
        ("2023-06-15 08:10 来源：江城新闻网 王帆", "江城新闻网"),
        ("石江/江城青年报", "江城青年报"),
        ("临江信息港 / 临江广电客户端", "临江信息港 / 临江广电客户端"),
        ("来源：", ""),
        ("来源不明的包裹", ""),
    ],
)
def test_source(line: str, source: str) -> None:
    assert parse(line).source == source


def test_one_line_may_hold_everything() -> None:
    assert parse("本文来源：江城网 作者：李明 责任编辑：王芳_NN042") == Parsed(
        (Credit("作者", "李明"), Credit("责任编辑", "王芳")), "江城网", ("李明",)
    )
    assert parse("发布日期：2021-03-04 来源：江城日报作者：责任编辑：周敏") == Parsed(
        (Credit("责任编辑", "周敏"),), "江城日报", ()
    )
    assert parse("[作者: 刘满 责任编辑: 杨宇 ]") == Parsed(
        (Credit("作者", "刘满"), Credit("责任编辑", "杨宇")), "", ("刘满",)
    )


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "编辑：", "责任编辑:", "编辑：本站原创", "作者：佚名", "编辑部的故事开拍", "老编辑 退休了", "记者 走访了三个县",
        "记者：您为什么回到村里？", "记者：这么看您平时也很关心农业，所以您不止是一位农民。", "视频 专题 公告 文化 出版",
        "关于我们 著作权声明 投稿 订报", "整版刊文：把桥修到家门口", "翻译|原文|思想感情|赏析", "凡本网注明“来源：江城网”的作品",
        "图丨新方法的总体结构与三个阶段的示意", "By Monday the river rose", "By the way", "Von Montag an", "Share by e-mail",
    ],
)  # fmt: skip
def test_nothing(line: str) -> None:
    assert parse(line) == Parsed()


def test_sentences_give_nothing() -> None:
    assert [sentence for sentence in SENTENCES if parse(sentence) != Parsed()] == []


def test_long_lines_are_not_read() -> None:
    assert parse("编辑：李萌" + "，他说" * 100) == Parsed()


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Hill", ("Ann Hill",)),
        ("by Ann Hill and Bo Ray", ("Ann Hill", "Bo Ray")),
        ("BY ANN HILL | Example", ("ANN HILL",)),
        ("By Ann Hill, Bo Ray, and Cy van der Low", ("Ann Hill", "Bo Ray", "Cy van der Low")),
        ("By Ann Hill, staff editor at Example who joined in 2017", ("Ann Hill",)),
        ("By Ann Hill Published: Dec 22, 2021", ("Ann Hill",)),
        ("By Ann Hill on May 10, 2021", ("Ann Hill",)),
        ("Von Anna Berg, Bo Tal und Cy Low", ("Anna Berg", "Bo Tal", "Cy Low")),
        ("Par Anne Colline et Bruno Val", ("Anne Colline", "Bruno Val")),
        ("Por Ana Colina y Bruno Valle", ("Ana Colina", "Bruno Valle")),
        ("Text: Anna Berg", ("Anna Berg",)),
        ("(Reporting by Ann Hill and Bo Ray; Editing by Cy Low)", ("Ann Hill", "Bo Ray")),
    ],
)
def test_bylines_in_letters(line: str, authors: tuple[str, ...]) -> None:
    assert parse(line).authors == authors


def test_roles_in_letters() -> None:
    assert credits("(Reporting by Ann Hill; Editing by Cy Low)") == [("Reporting", "Ann Hill"), ("Editing", "Cy Low")]
    assert credits("Redaktion: Anna Berg, Bo Tal") == [("Redaktion", "Anna Berg"), ("Redaktion", "Bo Tal")]


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("江城社巴城12月9日电（记者唐江）昨天傍晚，港口恢复了通航。", ("唐江",)),
        ("据江城社拉城电（记者 格桑边）记者近日了解到，全区改造了四万座厕所。", ("格桑边",)),
        ("江城网10月4日讯（记者陈智 整合） 长假过半，游客不减。", ("陈智",)),
        ("江城社南港5月12日电（记者戴小、印江）新船昨天下水。", ("戴小", "印江")),
        ("〔記者巫倫／北市報導〕統一發票昨天開獎。", ("巫倫",)),
        ("两岸居民到江边观看。（张江）", ("张江",)),
        ("两岸居民到江边观看！（评论员 罗博 萧川）", ("罗博", "萧川")),
        ("两岸居民到江边观看。(文/图 刘东 易楠)", ("刘东", "易楠")),
        ("河水涨了（二）", ()),
        ("气温明天回升。（蓝色预警）", ()),
        ("两岸居民到江边观看。", ()),
        ("", ()),
    ],
)
def test_names_inside_paragraphs(paragraph: str, names: tuple[str, ...]) -> None:
    assert tuple(credit.name for credit in inline(paragraph).credits) == names


def test_hostile_lines_cost_little() -> None:
    started = time.process_time()
    for seed in ("编辑：", "记者 ", "、", "来源", "By A ", "（记者", "a ", "文/"):
        parse((seed * 100)[:240])
        inline((seed * 100)[:600])
    assert time.process_time() - started < 1


def test_the_bracket_of_a_font_size_tool_is_no_part_of_the_source() -> None:
    assert parse("来源：南湾日报 【大 中 小】").source == "南湾日报"
