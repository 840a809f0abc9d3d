from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.copies.fingerprint import encode, fingerprint
from crawler.copies.similar import (
    LIST_LIMIT,
    MIN_SHARED,
    MIN_TOKENS,
    VERIFY,
    Decision,
    Scores,
    Story,
    compare,
    decide,
    shortlist,
)
from crawler.copies.subsequence import LCS_TOKENS, longest_common

TITLE = "云溪市图书馆改造后重新开放"
ENGLISH_TITLE = "Library opens again"
LEAD = (
    "云溪市图书馆今天上午重新开放，三楼新设了少儿阅览室。馆长陆晓芸介绍，改造历时14个月，共投入860万元，新增座位320个。"
)
MIDDLE = (
    "一楼大厅拆掉了旧柜台，换成了自助借还机，读者把书放上台面就能办完手续。二楼保留了老木桌，桌面重新打磨上漆，"
    "不少老读者一眼就认了出来。退休教师葛文澜说，她在这里读完了六部县志，最怕的就是桌子被换掉。"
)
END = (
    "读者凭身份证即可入馆，周一闭馆。开放首日，前来借书的市民排起了长队，志愿者在门口分发了导览图，并教老人使用新机器。"
)
NEWS = f"{LEAD}\n{MIDDLE}\n{END}"
NEWS_TRADITIONAL = (
    "雲溪市圖書館今天上午重新開放，三樓新設了少兒閱覽室。館長陸曉蕓介紹，改造歷時14個月，共投入860萬元，新增座位320個。\n"
    "一樓大廳拆掉了舊櫃臺，換成了自助借還機，讀者把書放上臺面就能辦完手續。二樓保留了老木桌，桌面重新打磨上漆，"
    "不少老讀者一眼就認了出來。退休教師葛文瀾說，她在這裏讀完了六部縣志，最怕的就是桌子被換掉。\n"
    "讀者憑身份證即可入館，週一閉館。開放首日，前來借書的市民排起了長隊，志願者在門口分發了導覽圖，並教老人使用新機器。"
)
NOTES = {"圖": "tú", "開": "kāi", "閱": "yuè", "改": "gai", "櫃": "guì", "讀": "dú"}
FRAME = (
    "首页 > 新闻 > 民生\n{text}\n编辑：费青岚\n审核：尹若川\n[ 本页图片如有不妥，请致电 0999-5550199，我们会尽快处理。]"
)
NOTE = "编者按：旧馆建于上世纪八十年代，几代人在那里借过书，本报曾连续报道它的去留。"


def noted(text: str) -> str:
    for sign, sound in NOTES.items():
        text = text.replace(sign, f"{sign}({sound})")
    return text.replace("，", ",").replace("。", ".")


def story(body: str, title: str = TITLE, portal: str = "yunxi", day: str = "2024-03-11") -> Story:
    return Story(fingerprint(title, body), portal, f"{day}T09:30:00+08:00")


def verdict(first: Story, second: Story, counts: dict[int, int] | None = None) -> Decision:
    return decide(compare(first, second, counts))


ORIGINAL = story(NEWS)

COPIES = {
    "the same": NEWS,
    "traditional": NEWS_TRADITIONAL,
    "traditional with pinyin notes": noted(NEWS_TRADITIONAL),
    "cut to its first half": NEWS[:110],
    "cut to its lead": LEAD,
    "with a frame": FRAME.format(text=NEWS),
    "with a note before it": f"{NOTE}\n{NEWS}",
    "cut, noisy, framed": FRAME.format(text=noted(NEWS_TRADITIONAL)[:200]),
    "a paragraph left out": f"{LEAD}\n{END}",
    "a sentence rewritten": NEWS.replace("周一闭馆", "每逢星期一停止接待，法定假日照常"),
    "scattered edits": NEWS.replace("今天", "11日").replace("自助", "智能").replace("老木", "旧").replace("长队", "队"),
    "entities and blanks": NEWS.replace("，", "，&nbsp; ").replace("图书馆", "图\u200b书馆"),
}


@pytest.mark.parametrize("body", COPIES.values(), ids=COPIES.keys())
@pytest.mark.parametrize("title", [TITLE, f"{TITLE}_晚报网", "雲溪市圖書館改造後重新開放"])
def test_copies_on_another_portal(body: str, title: str) -> None:
    assert verdict(story(body, title, "evening", "2024-03-13"), ORIGINAL).kind == "copy"


@pytest.mark.parametrize("name", ["the same", "traditional with pinyin notes", "with a frame", "cut to its first half"])
def test_copies_under_another_title(name: str) -> None:
    copy = story(COPIES[name], "旧馆焕新：读者回来了", "evening", "2024-03-12")
    assert verdict(copy, ORIGINAL).kind == "copy"


WEATHER = (
    "{city}市气象台{month}月{day}日{hour}时发布：今天夜间到明天白天，{sky}，{wind}风{low}到{high}级，最低气温{cold}度，"
    "最高气温{warm}度。早晚温差较大，请市民适时增减衣物；司机朋友出行请留意路面湿滑，减速慢行；"
    "菜农要做好大棚的保温和通风，谨防大风损坏棚膜。"
)
DAYS = [
    {"city": "云溪", "month": 3, "hour": 16, **day}
    for day in (
        {"day": 11, "sky": "多云", "wind": "西北", "low": 3, "high": 4, "cold": 2, "warm": 13},
        {"day": 12, "sky": "多云", "wind": "西北", "low": 3, "high": 5, "cold": 3, "warm": 14},
        {"day": 13, "sky": "阴有小雨", "wind": "东南", "low": 2, "high": 3, "cold": 5, "warm": 11},
        {"day": 19, "sky": "多云", "wind": "西北", "low": 3, "high": 4, "cold": 4, "warm": 15},
    )
]
BULLETIN = (
    "昨日（{month}月{day}日）0至24时，全市急救中心接听来电{calls}个，派出救护车{rides}车次，救治{people}人，其中交通伤{road}人，"
    "高处坠落{fall}人。急救中心提醒市民，拨打电话时请说清地点和病人年龄，并保持线路畅通，在路口接应救护车。"
)
ENGLISH = (
    "The harbour office expects a {sky} day on {month}/{day}, with winds of {low} to {high} knots and waves of {wave} "
    "feet. Small craft should stay inside the breakwater after sunset. Tides turn at {hour} o'clock, and the ferry to "
    "Saint Orla runs every {every} minutes unless the red flag is up."
)


@pytest.mark.parametrize("portal", ["yunxi", "evening"])
@pytest.mark.parametrize(("first", "second"), [(a, b) for place, a in enumerate(DAYS) for b in DAYS[place + 1 :]])
def test_daily_weather_is_never_one_story(first: dict[str, Any], second: dict[str, Any], portal: str) -> None:
    """Not even when the index is empty, so that nothing yet shows that the passages are a form."""
    one = story(WEATHER.format(**first), "今日天气", "yunxi", f"2024-03-{first['day']:02}")
    two = story(WEATHER.format(**second), "今日天气", portal, f"2024-03-{second['day']:02}")
    assert verdict(one, two).kind != "copy"


def test_a_bulletin_of_yesterday_is_not_that_of_today() -> None:
    days = [
        story(
            BULLETIN.format(month=5, day=day, calls=calls, rides=calls - 31, people=calls - 40, road=day, fall=2),
            "急救中心昨日出车情况",
            "yunxi",
            f"2024-05-{day + 1:02}",
        )
        for day, calls in ((8, 214), (9, 230), (10, 219))
    ]
    for one, two in pairwise(days):
        assert verdict(one, two) == Decision("sibling", "own days")
    copy = replace(days[0], portal="evening", published_at="2024-05-10")
    assert verdict(copy, days[0]).kind == "copy"


def test_an_english_forecast_is_not_that_of_another_day() -> None:
    days = [
        story(
            ENGLISH.format(sky=sky, month=6, day=day, low=low, high=low + 6, wave=low // 4, hour=hour, every=20),
            "Harbour forecast",
            "orla",
            f"2024-06-{day:02}",
        )
        for sky, day, low, hour in (("clear", 3, 8, 5), ("hazy", 5, 12, 7))
    ]
    assert verdict(days[0], days[1]).kind in ("sibling", "update")
    assert verdict(days[0], replace(days[0], portal="gazette", published_at="2024-06-04")).kind == "copy"


def test_a_ceremony_of_another_year_is_another_story() -> None:
    speech = (
        "全市清明祭扫活动在松岗陵园举行。少先队员敬献花篮，全体肃立默哀，随后绕行一周，瞻仰纪念碑。市民代表讲述了先辈事迹，"
        "大家表示要把这份记忆传给孩子，让更多人记得他们的名字。活动结束后，志愿者清扫了甬道和碑座。"
    )
    this, last = story(speech, "清明祭扫", "yunxi", "2024-04-04"), story(speech, "清明祭扫", "yunxi", "2023-04-05")
    assert verdict(this, last) == Decision("sibling", "days apart")
    assert verdict(this, replace(last, portal="evening")).kind == "sibling"
    assert verdict(this, replace(last, published_at="2024-04-05", portal="evening")) == Decision("copy", "identical")


def test_parts_of_a_series_and_two_reports_of_one_event_stay_apart() -> None:
    part_two = story(
        f"{LEAD}\n下篇走进四楼的古籍室，修复师用竹起子揭开粘连的书页，一天只能补上两三张。" * 2, f"{TITLE}（下）"
    )
    report = story(
        "记者在云溪看到，新馆的大门比原来宽了一倍。排在最前面的是两名小学生，他们凌晨就到了。退休教师葛文澜说，她在这里读完了"
        "六部县志，最怕的就是桌子被换掉。馆方表示，夜间将延长开放，地下车库月底启用，周边三条公交线同步增加班次，方便远处的读者。",
        "新图书馆开门迎客",
        "evening",
    )
    for other in (part_two, report):
        assert verdict(other, ORIGINAL).kind in ("none", "sibling")


def test_a_text_inside_a_longer_one_of_the_same_portal_is_contained() -> None:
    obituary = (
        "民间剪纸艺人卓玉蝉昨日在云溪家中去世，享年91岁。她一生留下剪纸三千余幅，带出徒弟四十多人，作品曾在多地展出。"
    )
    funeral = (
        f"剪纸艺人卓玉蝉的告别仪式今天上午举行，乡邻和徒弟从各地赶来送行，灵堂两侧挂满了她的作品。{obituary}"
        "徒弟们把最后一幅没有剪完的莲花放在她身旁，乡亲们沿着河堤送了很远。镇上的学校决定把她的课继续开下去。"
    )
    first, then = story(obituary, "卓玉蝉去世", day="2024-03-11"), story(funeral, "乡邻送别卓玉蝉", day="2024-03-13")
    assert verdict(then, first) == Decision("contains", "quotes or extends")


def test_a_rewritten_piece_of_one_portal_with_another_title_is_no_copy() -> None:
    assert verdict(story(f"{NEWS}\n{NOTE}{NOTE}", "旧馆新生"), ORIGINAL).kind == "contains"
    assert verdict(story(NEWS, "旧馆新生"), ORIGINAL).kind == "copy"


def test_an_update_under_a_new_address_is_the_same_story_when_it_only_adds() -> None:
    first = story(
        "今早7点，城东仓库起火，消防员15人到场，2人送医。火势已受控，原因正在调查，附近居民暂时疏散到学校操场。",
        "城东仓库起火",
    )
    later = story(
        "今早7点，城东仓库起火，消防员38人到场，5人送医。火势已受控，原因正在调查，附近居民暂时疏散到学校操场。"
        "中午，最后一处明火被扑灭，居民陆续回家。",
        "城东仓库起火",
    )
    assert compare(first, later).extends
    assert verdict(later, first).kind == "copy"
    other_words = story(
        "今早7点，城东仓库起火，消防员38人赶到，5人受伤。火势已经扑灭，原因正在调查，附近居民12时起回家，道路恢复通行。",
        "城东仓库起火",
    )
    assert verdict(other_words, first).kind == "update"
    assert verdict(replace(other_words, published_at="2024-03-20"), first).kind == "sibling"


def test_passages_of_many_stories_are_a_form() -> None:
    common = dict.fromkeys(ORIGINAL.fingerprint.sketch, 9)
    copy = story(NEWS, portal="evening")
    assert verdict(copy, ORIGINAL, common) == Decision("sibling", "form")
    assert verdict(copy, ORIGINAL, dict.fromkeys(common, 3)).kind == "copy"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (("视频：请点击观看", "今日看点", "yunxi"), ("视频：请点击观看", "今日看点", "yunxi"), "sibling"),
        (("视频：请点击观看", "今日看点", "yunxi"), ("视频：请点击观看", "今日看点", "evening"), "copy"),
        (("视频：请点击观看", "今日看点", "yunxi"), ("视频：请点击观看", "早间播报", "evening"), "sibling"),
        (("", "空", "yunxi"), ("", "空", "evening"), "none"),
        (("。，！", "", ""), ("", "", ""), "none"),
    ],
)
def test_short_and_empty_texts(first: tuple[str, str, str], second: tuple[str, str, str], kind: str) -> None:
    one, two = (story(body, title, portal, "2024-03-11") for body, title, portal in (first, second))
    assert verdict(replace(one, published_at="2024-03-01"), two).kind == kind


KOREAN = (
    "운계시 도서관이 오늘 오전 다시 문을 열었다. 관장은 14개월 동안 공사가 이어졌고 860만 원을 들여 "
    "좌석 320개를 새로 놓았다고 밝혔다. 삼 층에는 어린이 열람실이 들어섰고 이 층의 낡은 나무 책상은 그대로 남았다. "
    "첫날 시민들은 길게 줄을 섰으며 자원봉사자들이 안내 지도를 나누어 주었다. 월요일은 쉰다."
)
UYGHUR = (
    "يۇنشى شەھەرلىك كۈتۈپخانا بۈگۈن چۈشتىن بۇرۇن قايتا ئېچىلدى. باشلىقىنىڭ تونۇشتۇرۇشىچە، رېمونت 14 ئاي داۋاملاشقان، "
    "320 ئورۇندۇق يېڭىدىن قويۇلغان. ئۈچىنچى قەۋەتتە بالىلار ئوقۇش زالى تەسىس قىلىندى. بىرىنچى كۈنى كىتاب ئارىيەت "
    "ئالغۇچىلار ئۇزۇن ئۆچىرەت تۇردى، پىدائىيلار خەرىتە تارقاتتى."
)
TIBETAN = (
    "གྲོང་ཁྱེར་གྱི་དཔེ་མཛོད་ཁང་དེ་རིང་སྔ་དྲོ་བསྐྱར་དུ་སྒོ་ཕྱེས་པ་རེད། འགན་འཛིན་གྱིས་བཤད་དོན། ཟླ་བ་ ༡༤ རིང་བཟོ་བཅོས་བྱས་ཤིང་སྟེགས་བུ་ ༣༢༠ "
    "གསར་དུ་བཞག་ཡོད། བྱིས་པའི་ཀློག་ཁང་ཐོག་གསུམ་པར་ཡོད། མི་མང་གིས་གྲལ་རིང་པོ་བསྒྲིགས།"
)
ENGLISH_NEWS = (
    "The Yunxi town library opened its doors again this morning after 14 months of work. Its director said that 320 "
    "seats were added and that the old wooden tables on the second floor were kept, to the relief of many readers. "
    "A reading room for children is new on the third floor. Volunteers handed out maps while a long queue formed."
)


@pytest.mark.parametrize("text", [KOREAN, UYGHUR, TIBETAN, ENGLISH_NEWS], ids=["ko", "ug", "bo", "en"])
def test_other_languages(text: str) -> None:
    original = story(text, text[:20], "yunxi")
    middle = text.index(" ", len(text) // 2)
    copies = [text, text.replace(" ", "  "), text[:middle], f"{ENGLISH_NEWS if text is KOREAN else KOREAN[:60]} {text}"]
    for body in copies:
        assert verdict(story(body, text[:20], "elsewhere", "2024-03-14"), original).kind == "copy"
    notice = (
        text.replace("14", "19").replace("320", "455").replace("༡༤", "༡༩").replace("༣༢༠", "༤༥༥").replace("860", "77")
    )
    assert verdict(story(notice, text[:20], "yunxi", "2024-03-12"), original).kind != "copy"


def test_titles_are_alike_with_a_site_name_but_not_when_empty() -> None:
    pairs = [
        (TITLE, TITLE, True),
        (TITLE, f"【民生】{TITLE} - 晚报网", True),
        (TITLE, "雲溪市圖書館改造後（hòu）重新開放", True),
        ("天气", "今日天气预报", False),
        (TITLE, "云溪市图书馆闭馆改造", False),
        (TITLE, f"{TITLE}（下）", False),
        (f"{TITLE}（上）", f"{TITLE}（下）", False),
        (TITLE, f"{TITLE} 第三集", False),
        (ENGLISH_TITLE, f"{ENGLISH_TITLE}, part 2", False),
        (ENGLISH_TITLE, f"{ENGLISH_TITLE} | The Yunxi Post", True),
        ("", "", False),
    ]
    for one, two, expected in pairs:
        assert compare(story(NEWS, one), story(NEWS, two)).same_title is expected


@pytest.mark.parametrize(
    ("published_at", "gap"),
    [
        ("2024-03-11T23:50:00+08:00", 0),
        ("2024-02-29", 11),
        ("20240312", 1),
        ("", None),
        ("soon", None),
        ("0001-01-01", None),
    ],
)
def test_gap_in_days(published_at: str, gap: int | None) -> None:
    assert compare(ORIGINAL, replace(ORIGINAL, published_at=published_at)).gap_days == gap


def test_unknown_dates_do_not_stand_in_the_way() -> None:
    assert verdict(replace(story(NEWS, portal="evening"), published_at=""), ORIGINAL).kind == "copy"


def test_one_lost_number_is_forgiven_to_other_portals_only() -> None:
    scores = Scores(0.9, 0.85, lcs=0.95, numbers=0.5, number_count=2, tokens=200, gap_days=0, same_title=True)
    assert decide(scores).kind == "copy"
    assert decide(replace(scores, numbers=2 / 3, number_count=3)).kind == "copy"
    assert decide(replace(scores, number_count=4)) == Decision("sibling", "numbers")
    assert decide(replace(scores, numbers=0.6, number_count=10)).kind == "copy"
    assert decide(replace(scores, same_portal=True)) == Decision("update", "numbers")
    assert decide(replace(scores, same_portal=True, numbers=0.7, number_count=10)).kind == "copy"


def test_a_frame_does_not_spoil_the_numbers_of_a_cut_copy() -> None:
    framed = story(
        f"2019年5月6日 07:08 热线 0999-5550188\n{LEAD}\n客服 0999-5550177 周一至周五 9:00-17:30", portal="evening"
    )
    assert compare(framed, ORIGINAL).numbers == 1.0


def test_shortlist_ranks_by_shared_hashes_and_leaves_forms_out() -> None:
    rows = [(1, 7), (2, 7), (3, 7), (1, 8), (2, 8), (3, 9), *((4, cluster) for cluster in range(100, 101 + LIST_LIMIT))]
    best, counts = shortlist(rows)
    assert best == [7, 8]
    assert counts == {1: 2, 2: 2, 3: 2, 4: LIST_LIMIT + 1}
    assert shortlist([]) == ([], {})


def test_shortlist_is_short() -> None:
    best, _ = shortlist([(value, cluster) for cluster in range(10) for value in range(MIN_SHARED)])
    assert best == list(range(VERIFY))


def slow_lcs(a: list[int], b: list[int]) -> int:
    row = [0] * (len(b) + 1)
    for one in a:
        diagonal = 0
        for place, two in enumerate(b, 1):
            diagonal, row[place] = row[place], diagonal + 1 if one == two else max(row[place], row[place - 1])
    return row[-1]


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_lcs_is_that_of_the_textbook(a: list[int], b: list[int]) -> None:
    assert longest_common(a, b) == slow_lcs(a, b)


def test_lcs_of_huge_texts_is_bounded() -> None:
    assert longest_common([1, 2, 3] * LCS_TOKENS, [1, 2, 3] * LCS_TOKENS) == LCS_TOKENS


BODIES = st.lists(
    st.sampled_from([LEAD, MIDDLE, END, NOTE, KOREAN, WEATHER.format(**DAYS[0]), "", "3月12日"]), max_size=4
)
STORIES = st.builds(
    lambda parts, title, portal, day: story("\n".join(parts), title, portal, day),
    BODIES,
    st.sampled_from([TITLE, "今日天气", ""]),
    st.sampled_from(["yunxi", "evening"]),
    st.sampled_from(["2024-03-11", "2024-03-12", "2023-03-11"]),
)


@settings(max_examples=150)
@given(STORIES, STORIES)
def test_compare_does_not_ask_which_came_first(one: Story, two: Story) -> None:
    assert compare(one, two) == compare(two, one)


@given(STORIES)
def test_a_story_is_a_copy_of_itself_unless_it_says_too_little(one: Story) -> None:
    kind = decide(compare(one, replace(one, portal="elsewhere"))).kind
    tokens = len(one.fingerprint.codes)
    assert kind == "copy" if tokens >= MIN_TOKENS else kind in ("copy", "sibling", "none")


@given(STORIES, STORIES)
def test_scores_are_shares(one: Story, two: Story) -> None:
    scores = compare(one, two)
    shares = [scores.containment, scores.containment_min, scores.rare, scores.lcs, scores.numbers]
    assert all(0 <= share <= 1 for share in shares if share is not None)
    assert scores.containment_min <= scores.containment


def test_a_day_is_read_like_a_number_of_the_text() -> None:
    assert encode("3月07日")[2] == encode("7")[0]
