"""Whether a page that was read is an article at all, and if not, why not."""

import re
from datetime import date

from crawler.headline import title_key
from crawler.items import Article
from crawler.lines import width

#: In units of a Latin letter: sixteen Han characters. The shortest real notices seen have about 60 characters.
SHORTEST_BODY = 40.0
#: A page that only says "gone" or "log in" is short; a longer text that mentions it is an article about it.
LONGEST_EXCUSE = 600.0

#: Flags of pages that were not parsed (:attr:`crawler.page.Page.unreadable`) are reasons by themselves.
UNREAD = frozenset({"too-large", "not-html"})

_GONE = re.compile(
    r"(?:页面|頁面|网页|網頁|文章|内容|內容|新闻|新聞|信息)[^。\n]{0,14}(?:不存在|已(?:被)?(?:删除|刪除)|找不到|不见了|不見了|已下线|已下架|已失效|走丢)"
    r"|(?:找不到|无法找到|没有找到|很抱歉.{0,8}访问)[^。\n]{0,14}(?:页面|頁面|网页|網頁|文章|地址)"
    r"|\b404\b.{0,30}(?:not found|error|页|頁|fehler|erreur)|^(?:error )?404$"
    r"|(?:page|article|story|content)[^.\n]{0,40}(?:not found|no longer (?:exists|available)|(?:could|can)(?: no|')t be found|"
    r"does not exist|has been removed|was removed|cannot be found)"
    r"|seite[^.\n]{0,30}nicht gefunden|page introuvable|página no (?:encontrada|existe)|страница не найдена"
    r"|ページが見つかりません|페이지를 찾을 수 없습니다|존재하지 않는",
    re.I,
)
_WALL = re.compile(
    r"(?:请|請)(?:先)?(?:您)?(?:登录|登錄|登入)(?:后|後)?(?:再)?(?:查看|阅读|閱讀|继续|繼續|访问|浏览)?|(?:登录|登錄|登入)(?:后|後)(?:即可|方可|可)?(?:查看|阅读|閱讀|继续|繼續)"
    r"|(?:验证码|驗證碼|安全验证|安全驗證|人机验证|滑动验证)|(?:订阅|訂閱|付费|付費)(?:后|後)(?:即可|可)?(?:阅读|閱讀|查看)"
    r"|(?:log|sign) ?in to (?:continue|read|view)|subscribe to (?:continue|read)|verify (?:that )?you are (?:a )?human"
    r"|checking your browser|enable javascript and cookies|access denied|just a moment",
    re.I,
)


def reason_against(article: Article, since: str = "") -> str:
    """An id of :data:`crawler.reasons.REASONS`, or empty when the page is an article."""
    if unread := UNREAD.intersection(article.flags):
        return next(iter(unread))
    length = width(article.body)
    if length <= LONGEST_EXCUSE:
        said = f"{article.title}\n{article.body}"
        if _GONE.search(said) or (not article.body and _GONE.search(_area_text(article))):
            return "gone"
        if _WALL.search(said) or (not article.body and _WALL.search(_area_text(article))):
            return "wall"
    is_title = length <= 2 * width(article.title) and title_key(article.body) == title_key(article.title)
    if length < SHORTEST_BODY or is_title:
        return "no-text"
    if not article.title:
        return "no-title"
    if since and article.published_at and article.published_at[:10] < since:
        return "old"
    return ""


def _area_text(article: Article) -> str:
    return "\n".join(line.text for line in article.ledger)


def parse_since(text: str) -> str:
    """A day as ISO date; raises ``ValueError`` with the expected form for anything else."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no date: write it as 2026-11-23") from None
