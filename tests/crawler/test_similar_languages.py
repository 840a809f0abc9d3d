"""Copies are found and daily notices kept apart in every script that the portals of a border region print."""

from dataclasses import replace
from itertools import combinations

import pytest

from crawler.copies.fingerprint import fingerprint
from crawler.copies.similar import ARCHIVED_NUMBERS, ARCHIVED_TOKENS, Decision, Story, compare, decide

NEWS = {
    "zh": "图们江畔的老码头上周完成修缮，木栈道延长了三百二十米，沿线新装路灯64盏。负责工程的崔敏洙说，工人们保留了旧石阶，"
    "只换下朽坏的木板。附近居民金顺姬每天清晨来这里散步，她说孩子们终于能在平整的路面上骑车了。市政部门计划在秋天补种柳树240棵。",
    "ko": "두만강 가의 옛 나루터가 지난주 보수를 마쳤다. 나무 산책로는 320미터 늘어났고 길을 따라 가로등 64개가 새로 섰다. 공사를 맡은 최민수 씨는 "
    "낡은 돌계단은 남기고 썩은 널빤지만 바꾸었다고 말했다. 날마다 새벽에 이곳을 걷는 김순희 씨는 아이들이 이제 고른 길에서 자전거를 탈 수 있다고 "
    "반겼다. 시는 가을에 버드나무 240그루를 더 심을 계획이다.",
    "en": "Repairs to the old landing on the Tumen were finished last week. The boardwalk is now 320 metres longer and 64 "
    "lamps stand along it. Choe Minsu, who led the work, said his crew kept the stone steps and changed only rotten "
    "planks. Kim Sunhui, who walks there at dawn, is glad that children can ride their bicycles on level ground at "
    "last. In autumn the city will plant 240 willows on both banks.",
    "de": "Der alte Anleger am Fluss ist seit voriger Woche wieder offen. Der Steg wurde um 320 Meter verlängert, an ihm stehen "
    "64 neue Laternen. Bauleiter Jonas Brecht sagte, die Steinstufen seien geblieben, nur morsche Bretter habe man "
    "getauscht. Anwohnerin Ute Kranz, die dort jeden Morgen spazieren geht, freut sich, dass Kinder nun auf ebenem Weg "
    "radeln können. Im Herbst pflanzt die Stadt 240 Weiden an beide Ufer.",
    "ug": "دەريا بويىدىكى كونا پرىستان ئۆتكەن ھەپتە رېمونت قىلىنىپ پۈتتى. ياغاچ يول 320 مېتىر ئۇزارتىلدى، يول بويىغا 64 دانە چىراغ "
    "ئورنىتىلدى. قۇرۇلۇشقا مەسئۇل بولغان تۇرسۇن ئەپەندى كونا تاش پەلەمپەيلەرنىڭ ساقلاپ قېلىنغانلىقىنى، پەقەت چىرىگەن تاختايلارنىڭلا "
    "ئالماشتۇرۇلغانلىقىنى ئېيتتى. ھەر كۈنى سەھەردە بۇ يەردە سەيلە قىلىدىغان ئايگۈل خانىم بالىلارنىڭ ئەمدى تۈز يولدا ۋېلىسىپىت "
    "مىنەلەيدىغانلىقىدىن خۇشال. شەھەر كۈزدە 240 تۈپ سۆگەت تىكىدۇ.",
    "bo": "གཙང་པོའི་འགྲམ་གྱི་གྲུ་ཁ་རྙིང་པ་གཟའ་འཁོར་སྔོན་མར་ཉམས་གསོ་བྱས་ཚར། ཤིང་ལམ་སྨི་ 320 རིང་དུ་བཏང་ཞིང་ལམ་འགྲམ་དུ་སྒྲོན་མེ་ 64 གསར་དུ་བཙུགས། "
    "ལས་གྲྭའི་འགན་འཛིན་བཀྲ་ཤིས་ཀྱིས་རྡོ་སྐས་རྙིང་པ་རྣམས་བཞག་ནས་རུལ་བའི་པང་ལེབ་ཁོ་ན་བརྗེས་པ་རེད་ཅེས་བཤད། ཞོགས་པ་རེ་རེར་འདིར་འཆམ་འཆམ་དུ་ཡོང་མཁན་སྒྲོལ་མས་བྱིས་པ་"
    "ཚོས་ད་ལྟ་ལམ་བདེ་མོའི་སྒང་ནས་རྐང་འཁོར་བཏང་ཆོག་པས་དགའ་པོ་བྱུང་ཞེས་བཤད། གྲོང་ཁྱེར་གྱིས་སྟོན་ཁར་ལྕང་མ་ 240 འདེབས་རྩིས་ཡོད།",
    "th": "ท่าเรือเก่าริมแม่น้ำซ่อมแซมเสร็จเมื่อสัปดาห์ที่แล้ว ทางเดินไม้ยาวขึ้น 320 เมตร และมีโคมไฟใหม่ 64 ดวง หัวหน้างานบอกว่าเก็บบันไดหินเดิมไว้ "
    "เปลี่ยนเฉพาะแผ่นไม้ที่ผุ ชาวบ้านที่มาเดินทุกเช้าดีใจที่เด็ก ๆ ขี่จักรยานบนทางเรียบได้ เมืองจะปลูกต้นหลิวอีก 240 ต้นในฤดูใบไม้ร่วง",
}
NOTICES = {
    "zh": "今日菜价：{0}月{1}日，西市场白菜每斤{2}元，萝卜每斤{3}元，鸡蛋每斤{4}元，牛肉每斤{5}元。货源充足，价格平稳，请市民放心选购，"
    "不必囤积。如遇缺斤少两，请到服务台复秤，工作人员会当场处理。",
    "ko": "오늘의 시장 시세: {0}월 {1}일 서시장 배추 한 근 {2}원, 무 한 근 {3}원, 달걀 한 판 {4}원, 쇠고기 한 근 {5}원. 물량이 넉넉하고 값이 고르니 "
    "시민 여러분은 마음 놓고 장을 보시기 바랍니다. 무게가 모자라면 안내대에서 다시 달아 드립니다. 장터는 아침 일곱 시에 엽니다.",
    "en": "Market prices for {0}/{1}: cabbage {2} a pound, radish {3} a pound, eggs {4} a tray, beef {5} a pound at the west "
    "market. Supplies are ample and prices steady, so there is no need to stock up. Anyone who doubts the weight may "
    "have it checked at the desk, where the staff will settle the matter at once. Dogs must stay outside.",
    "de": "Marktpreise vom {1}.{0}.: Kohl {2} Euro, Rettich {3} Euro, Eier {4} Euro, Rindfleisch {5} Euro auf dem Westmarkt. Die "
    "Stände sind gut versorgt, die Preise ruhig, Vorräte braucht niemand anzulegen. Wer am Gewicht zweifelt, lässt es "
    "an der Auskunft nachwiegen, dort wird der Fall gleich geklärt. Der Markt öffnet früh und schließt am Mittag.",
    "ug": "بۈگۈنكى بازار باھاسى: {0}-ئاينىڭ {1}-كۈنى غەرب بازىرىدا ياڭيۇ {2} يۈەن، تۇرۇپ {3} يۈەن، تۇخۇم {4} يۈەن، كالا گۆشى {5} يۈەن. مال "
    "يېتەرلىك، باھا مۇقىم، شەھەر ئاھالىلىرىنىڭ خاتىرجەم سېتىۋېلىشىنى ئۈمىد قىلىمىز. ئېغىرلىقىدا گۇمان بولسا مۇلازىمەت ئۈستىلىدە قايتا "
    "ئۆلچىتىشكە بولىدۇ، خىزمەتچىلەر شۇ يەردىلا بىر تەرەپ قىلىدۇ.",
    "bo": "དེ་རིང་གི་ཚོང་རའི་རིན་གོང་། ཟླ་ {0} ཚེས་ {1} ནུབ་ཁྲོམ་དུ་པད་ཚལ་རྒྱ་མ་རེར་སྒོར་ {2} ལ་ཕུག་རྒྱ་མ་རེར་སྒོར་ {3} སྒོ་ང་རྒྱ་མ་རེར་སྒོར་ {4} ནོར་ཤ་རྒྱ་མ་རེར་སྒོར་ {5} ཡིན། "
    "དངོས་ཟོག་འདང་ངེས་ཤིག་ཡོད་པས་གྲོང་མི་རྣམས་བློ་བདེ་ངང་ཉོ་རོགས། ལྗིད་ཚད་ལ་དོགས་པ་ཡོད་ན་ཞབས་ཞུའི་སྟེགས་བུར་སྐྱར་འཇལ་བྱེད་ཆོག",
}
PRICES = (
    (3, 11, 1.2, 0.8, 5.1, 38.5),
    (3, 12, 1.4, 0.9, 5.3, 38.9),
    (3, 14, 1.1, 0.7, 4.9, 37.2),
    (3, 15, 1.3, 0.6, 5.0, 39.4),
)


def story(body: str, title: str = "t", portal: str = "yanji", day: str = "2024-03-11") -> Story:
    return Story(fingerprint(title, body), portal, f"{day}T09:30:00+08:00")


def kind(one: Story, two: Story) -> str:
    return decide(compare(one, two)).kind


@pytest.mark.parametrize("language", NEWS)
def test_copies(language: str) -> None:
    text = NEWS[language]
    original = story(text)
    changed = {
        "cut": text[: int(len(text) * 0.6)],
        "without its beginning": text[int(len(text) * 0.35) :],
        "framed": f"TV 12 | 0433 2555 019\n{text}\n24-03-12 08:15 0433 2555 020",
        "louder": text.upper().replace(".", " !"),
    }
    for name, body in changed.items():
        assert kind(story(body, portal="hunchun", day="2024-03-13"), original) == "copy", name


@pytest.mark.parametrize("language", NOTICES)
@pytest.mark.parametrize("portal", ["yanji", "hunchun"])
def test_notices_of_other_days(language: str, portal: str) -> None:
    days = [(prices, NOTICES[language].format(*prices)) for prices in PRICES]
    for (one, first), (two, second) in combinations(days, 2):
        a = story(first, "prices", "yanji", f"2024-{one[0]:02}-{one[1]:02}")
        b = story(second, "prices", portal, f"2024-{two[0]:02}-{two[1]:02}")
        assert kind(a, b) not in ("copy", "none"), (language, one[1], two[1])


@pytest.mark.parametrize("language", NOTICES)
def test_a_notice_is_copied_by_another_portal(language: str) -> None:
    body = NOTICES[language].format(*PRICES[0])
    assert kind(story(body, "prices"), story(f"{body}\n{body[:20]}", "prices", "hunchun", "2024-03-12")) == "copy"


@pytest.mark.parametrize(("one", "two"), list(combinations(NEWS, 2)))
def test_translations_are_no_copies(one: str, two: str) -> None:
    assert kind(story(NEWS[one]), story(NEWS[two], portal="hunchun")) == "none"


def test_numbers_of_a_part_that_was_cut_off_are_not_lost_ones() -> None:
    head = "开工前，工人先清点了8座闸门、16台水泵，又量了42处堤脚。"
    original = story(f"{head}{NEWS['zh']}")
    cut = story(f"投稿 0433-2555019 传真 0433-2555020 值班 9:00-17:30\n{NEWS['zh']}", portal="hunchun")
    scores = compare(cut, original)
    assert scores.numbers in (1.0, None)
    assert decide(scores).kind == "copy"


LONG = "".join(
    f"第{n}组的{name}修好了{n * 7 + 3}盏灯，换了{n + 40}块木板，" for n, name in enumerate("赵钱孙李周吴郑王冯陈褚卫")
)


def test_a_long_text_with_many_numbers_is_found_in_an_archive_of_later_years() -> None:
    body = f"{NEWS['zh']}{LONG}"
    assert len(fingerprint("", body).codes) >= ARCHIVED_TOKENS
    first, later = story(body), story(body, portal="archive", day="2025-09-01")
    assert decide(compare(later, first)) == Decision("copy", "identical")
    assert kind(replace(later, portal="yanji"), first) == "sibling"
    assert kind(story(f"{body}。另讯", portal="archive", day="2025-09-01"), first) == "sibling"


@pytest.mark.parametrize("body", [NEWS["zh"], "清明祭扫活动举行，市民献花。" * 30])
def test_a_shorter_one_or_one_without_numbers_is_not(body: str) -> None:
    assert len(fingerprint("", body).codes) < ARCHIVED_TOKENS or len(fingerprint("", body).numbers) < ARCHIVED_NUMBERS
    assert kind(story(body), story(body, portal="archive", day="2025-09-01")) == "sibling"
