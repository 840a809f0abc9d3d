"""Pages that stand in an article's place, in many languages, and the articles that tell of such pages."""

import re
import time

import pytest

from crawler.reading.items import Article, LedgerLine, RawPage
from crawler.reading.pretenders import is_dated, reason_by_answer, reason_by_landing
from crawler.reading.reasons import REASONS
from crawler.reading.validity import reason_against
from crawler.rules.han import traditional
from crawler.rules.markup import HEADERS, LANDINGS, MARKUP, STATUS, Sign
from crawler.rules.pretenders import BESIDE, CUT, DIRECT, PRETENDERS, Pretender
from tests.crawler.pages import ZH

EXAMPLES = [(kind, said) for kind in PRETENDERS for said in kind.example]
TODAY = "2026-11-20T08:00:00+08:00"


def ids(value: object) -> str:
    return value.id if isinstance(value, Pretender) else str(value)[:40]


def shell(said: str, *frame: str) -> Article:
    """A page without running text: what it says stands among the lines of its frame."""
    return Article(ledger=[LedgerLine(n, text, "unknown") for n, text in enumerate((said, *frame))])


@pytest.mark.parametrize(("kind", "said"), EXAMPLES, ids=ids)
def test_a_page_that_says_so_is_refused(kind: Pretender, said: str) -> None:
    """As text under a title of its own, as text with the day of today in the frame, as a title, as a bare page."""
    assert reason_against(Article(title=ZH.title, body=said)) == kind.reason
    assert reason_against(Article(title=ZH.title, body=said, published_at=TODAY)) == kind.reason
    assert reason_against(shell(said)) == kind.reason
    assert reason_against(Article(title=traditional(said), body=traditional(said))) == kind.reason


@pytest.mark.parametrize("kind", PRETENDERS, ids=ids)
def test_an_article_about_it_passes(kind: Pretender) -> None:
    for published in ("", TODAY):
        assert reason_against(Article(title="A note", body=kind.counter, published_at=published)) == "", published


def test_rules_have_names_reasons_and_examples() -> None:
    assert len({kind.id for kind in PRETENDERS}) == len(PRETENDERS)
    for kind in PRETENDERS:
        assert kind.reason in REASONS
        assert kind.example
        assert kind.counter
        assert re.search(kind.pattern, "", re.I) is None, "an empty sentence says nothing"
    for pattern in (BESIDE, DIRECT):
        re.compile(pattern)


#: Articles about captchas, paywalls, dead links, outages: short, and in the words of the pages they tell of.
ABOUT = {
    "captcha": "A bank in the valley now asks its customers to solve a captcha before they log in. The firm said bots had tried 40,000 passwords in May. "
    "Older customers complain that the letters are hard to read. A hotline is open until June.",
    "paywall": "The Courier will lock its articles behind a paywall from Monday. Readers pay six euros a month. The publisher lost a third of its print run "
    "in ten years, and the council has stopped placing notices in it.",
    "404": "An artist from Lower Mill collects error pages. Her show, called 404, opens on Friday in the old dairy. The first room is empty but for a "
    "telephone. Entry is free, and the café stays open until ten.",
    "outage": "The county's website was down for six hours on Tuesday. A cable was cut by an excavator near the station. Citizens could not book "
    "appointments, and the offices stayed open until eight. The repair cost nine thousand euros.",
    "deleted": "The mayor has deleted a post in which he called the ferry a waste of money. He apologised to the crew on Friday. The council will "
    "talk about the ferry's future in May, and two thousand people have signed for it.",
    "验证码": "昨天，城西派出所接到一起报警。受害人王女士收到“客服”来电，对方以退款为由要她提供短信验证码，随后卡内两万元被转走。民警提示，凡是索要验证码的都是诈骗。目前案件正在侦办。",
    "404页面": "市图书馆上周升级了网站，旧链接大多失效，读者点开收藏夹常常看到404。馆方说，新目录本月底完成，届时旧地址会自动指向新页面。读者也可以到一楼服务台查询，电话不变。",
    "付费": "县融媒体中心的电子报下月起收费，每年三十元。负责人说，纸质报仍在村口免费领取。老人协会希望给七十岁以上的读者留一个免费账号，中心表示会考虑。目前已有四百户订阅。",
    "停水": "因管道检修，明天8时至17时，河东路以南停水。请用户提前储水。恢复供水的时间如有变化，将另行通知。水务公司电话24小时有人接听。",
    "notice": "The town hall is closed on Friday. Passports can be collected at the library until six. The registry opens again on Monday at eight.",
    "ru": "В школе на Речной улице открыли музей старых компьютеров. Дети смогут увидеть, как выглядел первый сайт города. Вход свободный по субботам, "
    "экскурсии ведёт учитель физики. Экспонаты собирали двадцать лет.",
    "de": "Die Sparkasse stellt ihr Online-Banking um. Kunden müssen ab Mai ein neues Verfahren nutzen, das alte wird abgeschaltet. Wer kein "
    "Handy hat, bekommt ein Lesegerät am Schalter. Die Kosten von neun Euro trägt die Bank.",
}  # fmt: skip


@pytest.mark.parametrize("name", ABOUT)
@pytest.mark.parametrize("published", ["", TODAY], ids=["undated", "dated"])
def test_short_news_about_such_pages_pass(name: str, published: str) -> None:
    assert (
        reason_against(
            Article(
                title="城事一则" if not ABOUT[name].isascii() else "From the valley",
                body=ABOUT[name],
                published_at=published,
            )
        )
        == ""
    )


#: Wordings that no rule was written after, with all that stands around them on real pages of their kind.
UNSEEN = [
    ("gone", "抱歉，您浏览的文章已经被作者删除", "抱歉，您浏览的文章已经被作者删除。\n您可以：\n检查网址是否正确\n返回首页\n联系客服"),
    ("gone", "Page not found - Valley Courier", "Sorry, we couldn't find the page you were after. It may have been moved or deleted. Try the search, or go back to the home page."),
    ("gone", "Fehler 404", "Hoppla! Die von Ihnen gesuchte Seite konnte nicht gefunden werden. Bitte prüfen Sie die Adresse."),
    ("gone", "Erreur", "Désolé, la page que vous cherchez est introuvable ou a été supprimée. Retour à l'accueil"),
    ("gone", "Не найдено", "Запрашиваемая страница не существует или была удалена. Вернитесь на главную."),
    ("gone", "404", "ご指定のページは削除されたか、URLが変更された可能性があります。トップページへ"),
    ("wall", "会员登录", "您尚未登录，请登录后浏览全文。\n用户名\n密码\n忘记密码？\n注册"),
    ("wall", "Sign in", "You need to sign in to view this page.\nEmail\nPassword\nForgot your password?"),
    ("wall", "Council approves new ferry", "The council has approved the new ferry.\nThis article is only available to subscribers. Already a subscriber? Subscribe now to continue reading."),
    ("blocked", "请稍候", "正在对您的浏览器进行安全检查，请稍候…\n事件编号：7f00"),
    ("blocked", "访问验证", "检测到您的网络环境存在异常，请拖动滑块完成验证后继续访问。"),
    ("blocked", "Security Check", "Please complete the security check below to access this site. Your IP: 10.0.0.1 Reference ID: 77ab"),
    ("blocked", "405", "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"),
    ("blocked", "Accès", "Veuillez confirmer que vous n'êtes pas un robot pour continuer."),
    ("busy", "维护公告", "网站正在维护，请您稍后再来，给您带来的不便敬请谅解。"),
    ("http-error", "Whoops", "Whoops, something went wrong on our servers. An unexpected error occurred."),
    ("http-error", "example.cn", "您正在访问的域名可以转让！联系我们购买该域名"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "title", "body"), UNSEEN, ids=[f"{reason} {title}" for reason, title, _ in UNSEEN])
def test_whole_pages_of_their_kinds(reason: str, title: str, body: str) -> None:
    assert reason_against(Article(title=title, body=body)) == reason
    assert (
        reason_against(
            Article(title=title, ledger=[LedgerLine(n, line, "unknown") for n, line in enumerate(body.split("\n"))])
        )
        == reason
    )


@pytest.mark.parametrize("offer", CUT.example)
def test_a_teaser_with_an_offer_right_below_is_a_wall(offer: str) -> None:
    def teaser(below: str, body: str = ZH.paragraphs[0]) -> Article:
        lines = [LedgerLine(0, body, "body"), LedgerLine(1, below, "removed", "subscribe")]
        return Article(title=ZH.title, body=body, published_at=TODAY, ledger=lines)

    assert reason_against(teaser(offer)) == "wall"
    assert reason_against(teaser(CUT.counter)) == ""
    assert reason_against(teaser(offer, ZH.body * 3)) == "", "the whole text is there"


def test_a_date_in_the_address_is_none_of_the_page() -> None:
    for published, url, dated in (
        ("2026-03-05T00:00:00+08:00", "http://www.example.cn/news/20260305/1.html", False),
        ("2026-03-05T00:00:00+08:00", "http://www.example.cn/2026/03/05/a.html", False),
        ("2026-03-05T09:12:00+08:00", "http://www.example.cn/2026/03/05/a.html", True),
        ("2026-03-05T00:00:00+08:00", "http://www.example.cn/1.html", True),
        ("", "http://www.example.cn/1.html", False),
    ):
        assert is_dated(Article(published_at=published, fetched_url=url)) is dated


def test_a_link_to_log_in_in_the_frame_is_no_wall() -> None:
    frame = [f"第{n}条本地新闻的标题，讲的是镇上的事" for n in range(20)]
    assert reason_against(shell("登录后可评论", *frame)) == "no-text"


@pytest.mark.parametrize("sign", MARKUP, ids=lambda sign: sign.id)
def test_markup_of_a_page_without_text(sign: Sign) -> None:
    def page(html: str) -> Article:
        return Article(title="example.cn", pages=[RawPage("http://www.example.cn/1.html", html.encode())])

    assert reason_against(page(sign.example)) == sign.reason
    assert reason_against(page(sign.counter)) == "no-text"


def test_markup_is_not_asked_where_there_is_text() -> None:
    login = RawPage("http://www.example.cn/1.html", b'<form><input type="password"></form>')
    assert reason_against(Article(title=ZH.title, body=ZH.body, pages=[login])) == ""


@pytest.mark.parametrize("sign", LANDINGS, ids=lambda sign: sign.id)
def test_addresses_that_redirects_lead_to(sign: Sign) -> None:
    asked = "http://www.example.cn/news/17.html"
    assert reason_by_landing(asked, f"http://{sign.example}") == sign.reason
    assert reason_by_landing(asked, f"http://{sign.counter}") == ""


@pytest.mark.parametrize(
    "front", ["/", "", "/index.html", "/index.php", "/default.aspx", "/home", "/en/", "/index.shtml"]
)
def test_the_front_page_in_the_place_of_an_article(front: str) -> None:
    assert reason_by_landing("http://www.example.cn/news/17.html", f"http://www.example.cn{front}") == "gone"


@pytest.mark.parametrize(
    ("asked", "landed"),
    [
        ("http://www.example.cn/news/17.html", "https://www.example.cn/news/17.html"),
        ("http://www.example.cn/news/17.html", "http://m.example.cn/news/17.html"),
        ("http://www.example.cn/?id=17", "http://www.example.cn/?id=17&lang=en"),
        ("http://www.example.cn/a/17", "http://www.example.cn/2026/11/a-new-bridge"),
        ("http://www.example.cn/", "https://www.example.cn/index.html"),
        ("http://www.example.cn/17", "http://www.example.cn/?p=17"),
    ],
)
def test_a_move_is_no_reason(asked: str, landed: str) -> None:
    assert reason_by_landing(asked, landed) == ""


@pytest.mark.parametrize(("status", "reason"), STATUS.items())
def test_statuses(status: int, reason: str) -> None:
    assert reason_by_answer(status, {}) == reason
    assert reason in REASONS


@pytest.mark.parametrize("status", [200, 203, 206, 304])
def test_statuses_that_say_nothing_by_themselves(status: int) -> None:
    assert reason_by_answer(status, {}) == ""


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, _, reason in HEADERS])
def test_headers(name: str, reason: str) -> None:
    assert reason_by_answer(200, {name: "challenge"}) == reason
    assert reason_by_answer(200, {"server": "challenge"}) == ""


@pytest.mark.parametrize(
    "text",
    [
        "您的请求" * 700,
        "page " * 560,
        "请输入" * 900,
        "cookie we " * 280,
        "at a.b(" * 400,
        "domain " * 400,
        "0" * 2900,
        "ip:" * 900,
        "не найден " * 250,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    reason_against(Article(title="warm", body="up"))
    start = time.process_time()
    reason_against(Article(title=text[:200], body=text))
    assert time.process_time() - start < 0.5
