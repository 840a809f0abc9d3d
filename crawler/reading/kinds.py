"""What a block says it is, by its tag, class, id and style: comments, related news, navigation, or the text itself."""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

# What the class, id or role of a container says about it. Words are matched on their own or as a part of a name
# (camel case and dashes are split first), for portals call the same thing "relatedNews", "related-news", "news_related".
# "hidden-xs" hides on telephones alone, Drupal's "field--label-hidden" nothing but a label.
_SOMEWHERE = r"(?!-(?:xs|s|sm|md|m|lg|l|xl|xxl|print|phones?|mobile|tablet|desktop|label|title)(?![a-z]))"
_KINDS: tuple[tuple[str, str], ...] = (
    ("comment", r"comments?|commentlist|disqus|respond|pinglun|cmt|liuyan|replies|livefyre|coral"),
    ("related", r"related|relate|relation|recommend(?:ed|ation|ations)?|recirc|recirculation|xgnews|xgxw|xiangguan|"
     r"tuijian|outbrain|taboola|trending|popular|mostread|morenews|readmore|seealso|rank(?!-math)|ranking|paihang|hotnews|"
     r"upnext|promo|promos|promobox|carousel|latest|yarpp|jp-relatedposts|guess"),
    ("teaser", r"teasers?"),
    ("share", r"share|sharing|shares|sharebar|sharethis|social|socials|sns|bshare|bdsharebuttonbox|bdshare|jiathis|addthis|"
     r"addtoany|a2a|fenxiang|sharedaddy|follow"),
    ("nav", r"nav|navi|navbar|navigation|menu|menus|topbar|subnav|breadcrumbs?|crumbs?|skip|toc|pagination|pager|pagenav|"
     r"paginator|page-numbers"),
    ("footer", r"footer|foot|colophon|copyright|copyrights|bottombar"),
    ("aside", r"sidebar|aside|rail|sidecol|rightcol|leftcol|right-column|secondary"),
    ("ad", r"ads?|adv|advert|advertisement|advertising|adbox|adslot|guanggao|sponsor|sponsored|banner|dfp|gpt|promoted"),
    ("form", r"login|signin|signup|register|registration|subscribe|subscription|newsletter|denglu|search|"
     r"searchbox|cookie|cookies|consent|gdpr|popup|pum|popmake|modal|overlay|lightbox|survey|poll"),
    ("tool", r"toolbar|tools?|toolbox|fontsize|print|printer|qrcode|erweima|ewm|player|audioplayer|feedback|jiucuo|like|"
     r"vote|rating|buttons?|actions?|utility"),
    ("tags", r"tags?|taglist|keywords?|topics?|labels|biaoqian"),
    ("byline", r"byline|bylines|author|authors|autor|autoren|autori|auteurs?|authorbox|bio|contributors?|zuozhe|credits?"),
    ("meta", r"meta|dateline|timestamp|pubtime|publish|published|info|postmeta|date|time|laiyuan|source"),
    ("caption", r"caption|captions|wp-caption-text|figcaption|imgdesc|photocredit|picdesc|legend|tuzhu|"
     r"(?:pic|img|image|photo|picture)-(?:note|info|text|txt|desc|description|title|caption|credit|intro)"),
    ("hidden", rf"(?<!label-)(?<!overflow-)hidden{_SOMEWHERE}|hide{_SOMEWHERE}|visually-hidden|sr-only|"
     r"screen-reader-text|noprint|assistive|offscreen"),
)  # fmt: skip
# The patterns begin with a mark, also before the first word, for the engine then jumps from mark to mark: four times as
# fast as "(?:^|[_-])".
_KIND_OF = [re.compile(rf"[_-](?:{words})(?=$|[_-]|\d)") for _, words in _KINDS]
#: All kinds at once: two of three names say nothing, and one search tells it as fast as three.
_SAYS = re.compile(rf"[_-](?:{'|'.join(words for _, words in _KINDS)})(?=$|[_-]|\d)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BODY_NAME = re.compile(
    r"[_-](?:article-?body|article-?content|article-?text|post-?content|entry-?content|story-?body|story-?content|"
    r"body-?content|content-?body|main-?content|post-?body|trs_editor|artibody|zoom|ozoom|fontzoom|founder-content|"
    r"articlecontent|detail-?content|news-?content|news-?body|rich_media_content|prose|rte|body-?text|body-?copy|"
    r"article|content|story|text|detail|body)(?=$|[_-]|\d)"
)
# Names that mean the text itself, whatever stands beside them: "article-body pagination-first".
_TEXT_NAME = re.compile(
    r"[_-](?:article-?body|article-?content|article-?text|post-?content|entry-?content|story-?body|story-?content|"
    r"post-?body|trs_editor|artibody|ozoom|founder-content)(?=$|[_-])"
)
_TAG_KIND = {
    "nav": "nav", "aside": "aside", "footer": "footer", "figcaption": "caption", "button": "tool", "form": "form",
    "label": "form", "menu": "nav", "dialog": "form", "legend": "form",
}  # fmt: skip
_BARE = frozenset(["br", "hr", "tr", "tbody", "thead"])  # their names say nothing, and tables have many
_NOT_ARTICLE = frozenset({"comment", "related", "ad", "hidden"})  # what an <article> is, at times, in spite of its tag
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class _Said(NamedTuple):
    """What one class or id says: the number of its kind in ``_KINDS`` (past the end: none), and the weaker signs."""

    kind: int
    text: bool
    comment: bool
    widget: bool
    body: bool


@lru_cache(maxsize=65536)
def kind_of_name(name: str) -> str:
    """What a class list or id says its element is: ``comment``, ``related``, … ``body``, or empty."""
    parts = name.split()
    if not parts:
        return ""
    kind, text, comment, widget, body = _said(parts[0])
    for part in parts[1:]:
        other = _said(part)
        kind, text, comment = min(kind, other.kind), text or other.text, comment or other.comment
        widget, body = widget or other.widget, body or other.body
    if text and not comment:
        return "body"
    if kind < len(_KINDS):
        return _KINDS[kind][0]
    # WordPress names each box of its side bar so; "article-widget" and "elementor-widget-container" hold text.
    return "aside" if widget else "body" if body else ""


@lru_cache(maxsize=65536)
def _said(part: str) -> _Said:
    """Judges each class alone, for pages have thousands of class lists made of the same few classes."""
    words = "-" + (part if part.islower() else _CAMEL.sub("-", part).lower())
    found = (number for number, pattern in enumerate(_KIND_OF) if pattern.search(words))
    kind = next(found, len(_KINDS)) if _SAYS.search(words) else len(_KINDS)
    body = _BODY_NAME.search(words) is not None
    text = body and _TEXT_NAME.search(words) is not None
    return _Said(kind, text, "comment" in words, part == "widget", body)


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return bool(style and HIDDEN_STYLE.search(style)) or element.get("hidden") is not None


def kind_of(element: HtmlElement, tag: str) -> str:
    """The kind of a block by its tag, class and id; ``hidden`` when it is not shown, as text behind a wall is."""
    kind = _TAG_KIND.get(tag, "")
    if tag in _BARE:
        return kind
    if _is_hidden(element):
        return "hidden"
    if not kind and (name := element.get("class")):
        kind = kind_of_name(name)
    if (not kind or kind == "body") and (name := element.get("id")):
        kind = kind_of_name(name) or kind
    return "body" if tag == "article" and kind not in _NOT_ARTICLE else kind
