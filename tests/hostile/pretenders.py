"""Pretenders: pages that stand in an article's place, with a good status or a telling one."""

from collections.abc import Callable

from tests.hostile.fault import Expected, Fault, Found, Scene
from tests.hostile.portal import GOOD, NEW, OLD, article, body, front, markup, title
from tests.hostile.server import Ask, Wire

SETTINGS = {"CITYDESK_FIRST_PAUSE": "0.05"}  # seconds; a 503 would hold up the whole family
Serve = Callable[[Wire, Ask, Scene], None]
_TODAY = '<div class="top">2026年11月20日 星期五</div>'
_FRAME = f'<div class="nav"><a href="/">首页</a> <a href="/shehui/">社会</a> <a href="/login">登录</a></div>{_TODAY}'


def _page(
    heading: str, *lines: str, status: str = "200 OK", more: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> Serve:
    """A page in the portal's frame, with the day of today, that says ``lines`` under ``heading``."""
    said = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{heading}</title></head><body>{_FRAME}<h2>{heading}</h2><div>{said}</div>{more}</body></html>"
    return lambda wire, ask, scene: wire.reply(page.encode(), status, headers=headers)


def _raw(page: str, status: str = "200 OK", headers: tuple[tuple[str, str], ...] = ()) -> Serve:
    return lambda wire, ask, scene: wire.reply(page.encode(), status, headers=headers)


def _to(path: str, landing: str = "<html><title>街巷</title><p>这里什么也没有</p></html>") -> Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        if ask.path in (NEW, OLD):
            wire.reply(b"", "302 Found", headers=(("Location", path),))
        else:
            wire.reply(landing.encode())

    return serve


def _home(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(front(scene, [f"/news/20260301/{n}.html" for n in range(1, 6)]))


def _feed(wire: Wire, ask: Ask, scene: Scene) -> None:
    items = "".join(
        f"<item><title>{title(scene, str(n))}</title><description>{body(scene, str(n))}</description></item>"
        for n in range(9)
    )
    wire.reply(f'<?xml version="1.0"?><rss version="2.0"><channel><title>街巷</title>{items}</channel></rss>'.encode())


def _teaser(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(
        markup(
            title(scene, ask.path),
            [
                "镇上的老码头要改成公园，第一批树已经种下，傍晚有人在栈桥上散步。",
                "剩余83%的内容需要付费阅读。",
                "成为会员后即可阅读全文，已经是会员？请登录。",
            ],
        ).encode()
    )


def _not_gone(found: Found) -> list[str]:
    """What a known article must not be taken for."""
    return ["the known article was marked gone"] if found.articles.get(OLD, {}).get("gone_at") else []


def _another(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(article(scene, GOOD[0]))


def _kept(found: Found) -> list[str]:
    """The known article is as it was, and is told to have been refused something."""
    row = found.articles[OLD]
    return [] if row["body"] == found.before[OLD]["body"] and "refused" in row["flags"] else [f"now {row['body'][:60]}"]


def _fault(id: str, what: str, serve: Serve, reason: str, verdict: str = "ok") -> Fault:
    if reason == "gone":
        return Fault(id, what, serve, Expected(reason, verdict=verdict))
    return Fault(
        id, what, serve, Expected(reason, verdict=verdict, check=_not_gone, also="the known article is not gone")
    )


def _as_article(heading: str, *lines: str) -> Serve:
    """What a page says in the place of an article, in the portal's own template, with headline, date and paragraphs."""
    return _raw(markup(heading, list(lines)))


FAULTS = (
    _fault("soft-404-zh", "200: the page does not exist, back to the front page in five seconds", _page("提示信息", "抱歉，您访问的页面不存在或已被删除！", "5秒后自动返回首页"), "gone"),
    _fault("soft-404-zh-hant", "the same in traditional characters", _page("系統訊息", "很抱歉，您要找的文章已下架。", "您可以返回首頁繼續瀏覽"), "gone"),
    _fault("soft-404-en", "200: page not found, try the search", _page("Page not found", "Sorry, we could not find the page you are looking for.", "It may have been moved or deleted. Go back to the home page."), "gone"),
    _fault("soft-404-de", "the same in German", _page("Fehler 404", "Die gewünschte Seite wurde leider nicht gefunden.", "Zur Startseite"), "gone"),
    _fault("soft-404-fr", "the same in French", _page("Page introuvable", "Désolé, la page demandée n'existe plus.", "Retour à l'accueil"), "gone"),
    _fault("soft-404-es", "the same in Spanish", _page("Error 404", "Lo sentimos, la página que busca no existe o ha sido eliminada."), "gone"),
    _fault("soft-404-ru", "the same in Russian", _page("Ошибка", "К сожалению, запрашиваемая страница не найдена.", "Вернуться на главную"), "gone"),
    _fault("soft-404-ja", "the same in Japanese", _page("エラー", "お探しのページは見つかりませんでした。", "ページは削除されたか移動した可能性があります。"), "gone"),
    _fault("soft-404-ko", "the same in Korean", _page("알림", "요청하신 페이지를 찾을 수 없습니다.", "삭제되었거나 존재하지 않는 기사입니다."), "gone"),
    _fault("deleted", "200: the article was deleted by its author", _page("提示", "该文章已被作者删除。"), "gone"),
    _fault("status-410", "410 with a page of excuses", _page("Gone", "This story has been removed.", status="410 Gone"), "gone"),
    _fault("home-redirect", "redirects a dead article to the front page", _to("/"), "gone"),
    _fault("error-redirect", "redirects it to /x/error.html", _to("/x/error.html"), "gone"),
    _fault("home-served", "serves the front page, with its links, at the article's address", _home, "no-text"),
    _fault("login", "200: log in first, with a form", _page("会员登录", "您还没有登录，请登录后查看全文。", more='<form><input name="u"><input type="password" name="p"></form>'), "wall"),
    _fault("login-form", "a form with a password field and no word", _raw('<html><title>新闻网</title><form><input name="u"><input type="password" name="p"></form></html>'), "wall"),
    _fault("login-redirect", "redirects to a page to log in", _to("/x/login?back=1"), "wall"),
    _fault("status-401", "401 with WWW-Authenticate", _page("登录", "请登录", status="401 Unauthorized", headers=(("WWW-Authenticate", 'Basic realm="x"'),)), "wall"),
    _fault("status-402", "402: payment required", _page("付费", "请购买", status="402 Payment Required"), "wall"),
    _fault("paywall", "two lines of the article and an offer", _teaser, "wall"),
    _fault("paywall-en", "an offer to subscribe", _page("The ferry", "You have reached your limit of free articles this month.", "Subscribe now to continue reading. Already a subscriber? Log in."), "wall"),
    _fault("cookies", "asks to accept cookies before anything is shown", _page("Your privacy", "We and our partners use cookies to store and access data on your device.", "You can accept all cookies or manage your preferences.", "Accept all"), "wall"),
    _fault("interstitial", "an advertisement, with a countdown", _page("广告", "5秒后自动跳转到您要访问的页面", "跳过广告"), "wall"),
    _fault("challenge-js", "a script that sets a cookie and reloads, no text", _raw("<html><head><title></title></head><body><script>document.cookie='__tst=9';setTimeout(function(){location.reload()},10)</script></body></html>"), "blocked"),
    _fault("challenge-en", "checking your browser, please enable JavaScript", _page("Just a moment...", "Checking your browser before accessing the site.", "Please enable JavaScript and cookies to continue.", "Ray ID: 7f3a"), "blocked"),
    _fault("challenge-503", "the same with 503", _page("Just a moment...", "Checking your browser.", status="503 Service Unavailable"), "busy"),
    _fault("challenge-header", "200 with cf-mitigated: challenge and a page without words", _raw("<html><body><div id=a></div></body></html>", headers=(("cf-mitigated", "challenge"),)), "blocked"),
    _fault("waf-zh", "a firewall's page in Chinese", _page("安全防护", "您的访问请求可能对网站造成威胁，已被云防护拦截。", "事件编号：7f00-1"), "blocked"),
    _fault("slider-zh", "slide to prove that you are human", _page("安全验证", "请按住滑块，拖动到最右边，完成验证后继续访问。"), "blocked"),
    _fault("captcha", "type the letters in the picture", _page("Verification", "Please type the characters you see in the image below to continue.", more='<img src="/captcha.php"><input name="code">'), "blocked"),
    _fault("captcha-ru", "prove that you are no robot, in Russian", _page("Проверка", "Подтвердите, что вы не робот.", "Введите символы с картинки."), "blocked"),
    _fault("status-403", "403 with a page", _page("禁止访问", "禁止访问", status="403 Forbidden"), "blocked"),
    _fault("status-451", "451: for legal reasons", _page("Unavailable", "Unavailable", status="451 Unavailable For Legal Reasons"), "blocked"),
    _fault("region", "200: not available in your country", _page("Not available", "Sorry, this content is not available in your country."), "blocked"),
    _fault("rate-limit", "200: too many requests", _page("提示", "您的访问过于频繁，请稍后再试。"), "busy"),
    _fault("maintenance", "200: the site is under maintenance", _page("网站维护", "网站正在维护升级，请稍后访问。"), "busy"),
    _fault("parked", "the domain is for sale", _page("example.com", "This domain is for sale!", "Buy this domain. Make an offer today."), "http-error"),
    _fault("default-page", "the server's own first page", _page("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and working."), "http-error"),
    _fault("stack-trace", "200 with a stack trace", _page("Error", "Traceback (most recent call last):", 'File "/srv/news/views.py", line 41, in show', "DatabaseError: no such table"), "http-error"),
    _fault("database-error", "200: no connection to the database", _page("Error", "Error establishing a database connection"), "http-error"),
    _fault("php-error", "200 with PHP's fatal error, in the template of an article", _as_article("Error", "Fatal error: Uncaught Error: Call to undefined function get_article() in /srv/www/news.php:41 Stack trace: #0 {main} thrown in /srv/www/news.php on line 41"), "http-error"),
    _fault("critical-error", "200: a critical error of the publishing system", _as_article("City news", "There has been a critical error on this website. Please check your site admin email inbox for instructions."), "http-error"),
    _fault("runtime-error", "200 with the error page of an application server", _page("Server Error in '/' Application.", "Runtime Error. Description: An application error occurred on the server. The current custom error settings for this application prevent the details from being viewed remotely."), "http-error"),
    _fault("database-denied", "200: the database refuses the portal itself, in the template of an article", _as_article("数据库错误", "数据库连接失败：Access denied for user 'root'@'localhost' (using password: YES)"), "http-error"),
    _fault("parked-free", "a parked domain, in the template of an article", _as_article("citynews.example", "The domain citynews.example is parked free, courtesy of a registrar. Get this domain. Related searches: Credit cards, Insurance, Loans."), "http-error"),
    _fault("coming-soon", "a portal that is still to come", _as_article("Coming soon", "Our new website is under construction. Something great is coming. Stay tuned and leave your email to be notified."), "busy"),
    _fault("soft-404-dated", "page not found with a headline, a date and further links in words", _as_article("Oops!", "We can't seem to find the page you're looking for.", "Here are some helpful links instead: Home, Search, Contact."), "gone"),
    _fault("bot-dated", "takes the visitor for a bot, in the template of an article", _as_article("Pardon our interruption", "As you were browsing, something about your browser made us think you were a bot.", "Please enable cookies and JavaScript in your web browser."), "blocked"),
    _fault("browser-dated", "will redirect to the content shortly, in the template of an article", _as_article("DDoS protection", "This process is automatic. Your browser will redirect to your requested content shortly. Please allow up to 5 seconds."), "blocked"),
    _fault("age", "asks for the age of the visitor, in the template of an article", _as_article("Age verification", "You must be 18 years or older to view this content. Please confirm your age."), "wall"),
    _fault("paywall-de", "an offer to subscribe in German, in the template of an article", _as_article("Weiterlesen mit Abo", "Sie möchten diesen Artikel lesen? Jetzt Abo abschließen und weiterlesen.", "Bereits Abonnent? Hier anmelden."), "wall"),
    _fault("index-of", "a list of files", _raw('<html><title>Index of /news</title><h1>Index of /news</h1><pre><a href="../">../</a>\n<a href="a.html">a.html</a> 05-Mar-2026 08:00 1234\n</pre></html>'), "list"),
    _fault("feed-served", "serves a feed, with its items, as text/html at the article's address", _feed, "not-html"),
    Fault("mixed-up", "serves another article at the address of a known one", _another, Expected(stored=True, check=_kept, also="the known article keeps its text, with the flag `refused`")),
    _fault("empty-shell", "an empty root element and a script", _raw('<html><head><title>街巷新闻</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'), "no-text"),
)  # fmt: skip
