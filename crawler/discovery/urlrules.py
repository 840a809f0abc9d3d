"""The rules by which the shape of a URL speaks for an article, for a list, or forbids a fetch (data only).

Patterns are searched in shapes (``crawler.discovery.urlshapes.shape``), so a number is ``{2}``, ``{3}`` or ``{5+}``, a date is
``{date}``. They name what content systems have in common, never one site. All are linear: no nested quantifiers.
"""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """A pattern with its points for an article; ``hit`` and ``miss`` are paths that must and must not match."""

    id: str
    points: int
    pattern: re.Pattern[str]
    hit: str
    miss: str


def _rule(id: str, points: int, pattern: str, hit: str, miss: str) -> Rule:
    return Rule(id, points, re.compile(pattern), hit, miss)


_EXT = r"(?:\.(?:s?html?|xhtml|php|aspx?|jsp|do))?"
_SEGMENT_END = r"(?=[/?]|$)"
_END = r"/?(?=\?|$)"
_ID = r"\{(?:2|3|5\+|hex|key)\}"
_LIST_NAME = (
    r"(?:index|default|main|more|home|list|[a-z]{0,10}list|list[a-z]{1,8}|node|col|column|channel|class|category|cat|"
    r"page|section|special|zt|topics?|forum|board|type|sort|menu|archives?)"
)
_LIST_KEY = (
    r"(?:[a-z_]{0,10}(?:cat|cate|category|class|col|column|channel|type|sort|section|board|menu|node|group|tag|topic|"
    r"project|special)_?(?:id)?|tid|cid)"
)
_PERSON_KEY = r"(?:author|user|member)_?(?:id)?|uid|page_id"
_PAGE_KEY = r"(?:page|pageno|pagenum|pageindex|pn|paged|curpage)"

# Never fetched, whatever the anchor says: account, search, tag, print, vote, feed (a source of its own) and file links.
NEVER = (
    _rule(
        "account",
        0,
        r"/(?:log-?(?:in|out|on)|sign-?(?:in|up|out|on)|register|reg|passport|users?|u|ucenter|members?|accounts?|auth|"
        r"oauth|sso|cart|checkout|wp-admin|wp-login)" + _EXT + _SEGMENT_END,
        "/user/login?back=1",
        "/news/users-of-the-library",
    ),
    _rule(
        "search",
        0,
        r"/(?:search|searchresult|query|suche|buscar|recherche)" + _EXT + _SEGMENT_END + r"|[?&](?:q|s|kw|keyword|wd)=",
        "/search?q=1",
        "/research/10299.html",
    ),
    _rule(
        "tag", 0, r"/(?:tags?|tagged|labels?|keywords?|hashtag)" + _EXT + _SEGMENT_END, "/tag/tour", "/stage/10299.html"
    ),
    _rule(
        "action",
        0,
        r"/(?:print|printer|printview|sendmail|wp-json|api|ajax|cgi-bin|cdn-cgi)"
        + _EXT
        + _SEGMENT_END
        + r"|[?&](?:print|replytocom|share)(?:=|$)",
        "/print/10299.html",
        "/printing-industry",
    ),
    _rule("feed", 0, r"/(?:rss|feeds?|atom|sitemap)" + _EXT + _SEGMENT_END, "/sports/feed/", "/feedlot/10299.html"),
    _rule(
        "file",
        0,
        r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|css|js|json|xml|txt|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|apk|ipa|exe|dmg|"
        r"mp[34]|m3u8|flv|avi|mov|wmv|wav|swf|epub|ics)(?:\?|$)",
        "/up/2024/05/13/10299.jpg",
        "/2024/05/13/10299.html",
    ),
)

# Points for (+) and against (-) an article. They add up with those of the anchor text and of the links of that shape.
POINTS = (
    _rule("dated", 4, r"\{date\}(?:[^?/]*/[^?]*[^?/]|[_-][^?/])", "/2024/0510/c1004-402.html", "/2024/05/13/"),
    _rule("dated-name", 2, r"[^/?}]\{date\}(?:\.|$)", "/alert20240513.html", "/2024/05/13.html"),
    _rule("long-id", 2, r"\{5\+\}[^/?]*(?:/?\?|/?$)", "/p/12345.html", "/p/123.html"),
    _rule("short-id", 1, r"\{3\}[^/?]*(?:/?\?|/?$)", "/p/123.html", "/p/12345.html"),
    _rule("id-directory", 1, r"\{5\+\}/[^?]", "/1878615/road-open", "/p/12345.html"),
    _rule("hex-id", 3, r"\{hex\}", "/a/ae7e7ec561.shtml", "/a/decade.shtml"),
    _rule("key-id", 1, r"\{key\}", "/a/Zj30sZ50uRIj", "/a/zoo"),
    _rule("slug", 3, r"\{slug\}", "/town-opens-its-new-bridge", "/town-news"),
    _rule("document", 1, r"\.s?html?(?:\?|$)", "/p/123.html", "/p/"),
    _rule(
        "article-word",
        1,
        r"/(?:articles?|story|stories|posts?|detail|content|show|view|doc|info|art|thread|news(?:detail|info|show|view))"
        r"[a-z]{0,8}(?:[/_-]|" + _EXT + r"(?:\?|$))|/[acnpt][/_-]?\{[^2]|[?&]a=show(?:&|$)",
        "/newsdetail_forward_123",
        "/sports/123",
    ),
    _rule(
        "query-id",
        5,
        r"[?&](?!" + _LIST_KEY + r"=|" + _PERSON_KEY + r"=|pageid=)"
        r"(?:[a-z_]{0,12}(?:id|no)|[anp]|idx|sn|artnr|code|key)=" + _ID,
        "/show.php?catid=2&id=31",
        "/list.php?catid=2",
    ),
    _rule("query-list", -3, r"[?&]" + _LIST_KEY + "=", "/list.php?catid=2", "/show.php?id=31"),
    _rule("query-person", -6, r"[?&](?:" + _PERSON_KEY + ")=", "/?author=34", "/?p=34"),
    _rule("query-page", -2, r"[?&]" + _PAGE_KEY + r"=\{[23]\}", "/list.php?page=2", "/list.php"),
    _rule(
        "list-name",
        -6,
        r"/" + _LIST_NAME + r"(?:[-_]?\{[^}]{1,4}\}){0,3}" + _EXT + _END,
        "/sports/index_2.html",
        "/list/2024/05/12.html",
    ),
    _rule("page-directory", -6, r"/page/\{[23]\}" + _EXT + _END, "/sports/page/2/", "/page/intro.html"),
    _rule(
        "category",
        -4,
        r"/(?:category|categories|channels?|sections?|topics?|columns?|series|authors?|people)/[^/?]+" + _END,
        "/category/auto",
        "/topics/detail/26442071/",
    ),
    _rule("directory", -2, r"^(?:/[^{}?./]+(?:\{[23]\})?)*/?$", "/sports/", "/2024/05/13/bridge/"),
    _rule(
        "service",
        -4,
        r"/(?:about(?:[-_]?us)?|contact(?:[-_]?us)?)" + _EXT + r"(?:/[^/?]*)?(?:\?|$)|"
        r"/(?:privacy[-_a-z]{0,20}|terms[-_a-z]{0,30}|legal|law|imprint|impressum|copyright|ads?|advertis(?:e|ing)|jobs?|"
        r"careers?|help|faq|subscribe|newsletters?|apps?|download|client|mobile|m|wap|hotline|links?|vote|feedback|"
        r"guestbook|cookies?)" + _EXT + _END,
        "/about/",
        "/jobs/2023/05/17/fair-opens.html",
    ),
)


def names(text: str) -> frozenset[str]:
    """The names of a table, written with ``|`` between them on as many lines as need be."""
    return frozenset(name.strip() for name in text.replace("\n", "").split("|"))


# Anchor texts, lower case. Tools and imprint: never news.
TOOL_ANCHORS = names(
    """登录|登陆|登入|注册|立即注册|退出|会员中心|用户中心|设为首页|加入收藏|收藏本站|手机版|手机端|触屏版|
    电脑版|客户端|客户端下载|下载app|app下载|移动端|无障碍|长者模式|关于我们|联系我们|联系方式|广告服务|
    广告合作|商务合作|版权声明|免责声明|法律声明|隐私政策|用户协议|网站地图|诚聘英才|人才招聘|加入我们|友情链接|
    意见反馈|投稿|在线投稿|举报|帮助|帮助中心|返回顶部|繁體|繁体|简体|english|微博|微信|登錄|註冊|關於我們|
    聯絡我們|廣告刊登|隱私權政策|服務條款|ログイン|会員登録|お問い合わせ|利用規約|로그인|회원가입|
    개인정보처리방침|login|log in|log out|sign in|sign up|sign out|register|subscribe|newsletter|advertise|
    advertise with us|contact|contact us|about|about us|privacy|privacy policy|terms|terms of use|
    terms of service|cookies|cookie policy|imprint|help|faq|jobs|careers|sitemap|print|share|rss|my account|
    anmelden|registrieren|abonnieren|impressum|datenschutz|kontakt|werbung|se connecter|connexion|s'abonner|
    contacts|publicité|mentions légales|iniciar sesión|ingresar|suscríbete|contacto|publicidad|accedi|abbonati|
    contatti|entrar|assinar|вход|войти|регистрация|контакты|реклама|о нас|giriş|künye|iletişim"""
)

# From one page of a list to the next, and to any other, without the arrows around.
NEXT_ANCHORS = names(
    """下一页|下页|后一页|后页|下一頁|下頁|次へ|次のページ|다음|다음 페이지|next|next page|older|older posts|
    older entries|siguiente|página siguiente|suivant|suivante|page suivante|nächste|nächste seite|weiter|
    próxima|próximo|seguinte|successiva|successivo|avanti|volgende|nästa|næste|neste|seuraava|następna|dalej|
    další|следующая|вперёд|далее|наступна|sonraki|التالي|הבא|अगला|berikutnya|selanjutnya"""
)
OTHER_PAGE_ANCHORS = names(
    """上一页|上页|前一页|前页|上一頁|上頁|尾页|末页|最后一页|第一页|末頁|最後一頁|前へ|最初|最後|이전|prev|
    previous|previous page|newer|newer posts|first|first page|last|last page|anterior|précédent|zurück|
    vorherige|precedente|vorige|предыдущая|назад|последняя|önceki|السابق"""
)
