"""The pages of the sample portal dadongnews: HTML5 in UTF-8, og: and JSON-LD, prompts between the paragraphs.

Pages that copy yb983 pass the article's own parts through the noise that their record names; what the site itself
prints around them stays clean.
"""

import json
from collections.abc import Callable

from tests.noise import add_notes, shift_bytes
from tests.templates_common import Around, Record, heading, items, page_id, text

CONTINUE = "請繼續往下閱讀"
APP = "下載大東網App，本地消息早一步知道"
DISCLAIMER = "本站轉載之內容僅為傳遞更多訊息，不代表本站立場；若有疑義，請於三十日內來信告知，本站將儘速處理。"
SECTIONS = {
    "local": "地方", "life": "生活", "economy": "財經", "edu": "教育", "culture": "文化",
    "sports": "體育", "health": "健康", "notice": "公告", "weather": "天氣", "video": "影音",
}  # fmt: skip
SHARES = ("分享到Facebook", "分享到LINE", "複製連結", "列印本頁", "字級放大", "字級縮小")
DISTRICTS = ("城北區", "城南區", "榆樹口", "月牙灣", "北灣", "舊城", "海濱", "竹圍", "槐安里", "燈塔巷")
SERVICES = (
    "即時路況",
    "潮汐時刻",
    "停水停電",
    "垃圾清運",
    "活動行事曆",
    "市場行情",
    "診所查詢",
    "公車動態",
    "失物招領",
    "徵才快訊",
)

_RULES = (
    ("header", "position:sticky;top:0;z-index:40;background:#fff;box-shadow:0 1px 4px rgba(0,0,0,.12)"),
    ("header__nav", "display:flex;gap:1.25rem;max-width:1120px;margin:0 auto;padding:.75rem 1rem;overflow-x:auto"),
    (
        "district",
        "display:grid;grid-template-columns:repeat(5,1fr);gap:.25rem 1rem;padding:.5rem 1rem;background:#f6f7f9",
    ),
    ("layout", "display:grid;grid-template-columns:minmax(0,1fr) 320px;gap:2rem;max-width:1120px;margin:1.5rem auto"),
    ("trail", "font-size:.8125rem;color:#6b7280;display:flex;gap:.5rem;list-style:none;padding:0;margin:0 0 1rem"),
    ("story__title", "font-size:2rem;line-height:1.35;margin:0 0 .75rem;font-weight:700;letter-spacing:.01em"),
    (
        "story__meta",
        "display:flex;flex-wrap:wrap;gap:.75rem;color:#6b7280;font-size:.875rem;border-bottom:1px solid #eee",
    ),
    ("story__text", "font-size:1.125rem;line-height:1.9;color:#1f2937;overflow-wrap:anywhere"),
    ("share", "display:flex;gap:.5rem;margin:1rem 0;padding:0;list-style:none"),
    (
        "share__button",
        "border:1px solid #d1d5db;border-radius:999px;padding:.25rem .75rem;background:#fff;cursor:pointer",
    ),
    ("story__more", "text-align:center;color:#9ca3af;font-size:.875rem;border-block:1px dashed #e5e7eb;padding:.5rem"),
    (
        "app",
        "display:flex;align-items:center;gap:1rem;background:#eef6ff;border-radius:.5rem;padding:1rem;margin:1.5rem 0",
    ),
    ("disclaimer", "font-size:.8125rem;color:#9ca3af;line-height:1.6;margin:1.5rem 0"),
    ("labels", "display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;padding:0"),
    ("cards", "display:grid;grid-template-columns:repeat(2,1fr);gap:1rem;list-style:none;padding:0"),
    ("card", "border:1px solid #e5e7eb;border-radius:.5rem;padding:.75rem;background:#fff"),
    ("rank", "counter-reset:rank;list-style:none;padding:0;border-top:3px solid #b91c1c"),
    ("service", "display:grid;grid-template-columns:repeat(2,1fr);gap:.5rem;list-style:none;padding:0"),
    ("footer", "background:#111827;color:#d1d5db;padding:2rem 1rem;font-size:.8125rem;line-height:1.8"),
)
CARD = """<li class="card"><a href="{path}"><img src="/media/{day}-320.webp" loading="lazy" width="320" height="180"
 srcset="/media/{day}-320.webp 320w, /media/{day}-640.webp 640w, /media/{day}-960.webp 960w" alt="{title}">
<span>{title}</span> <time datetime="{day}">{day}</time></a></li>"""
STYLE = "\n".join(
    f".{box}{{{look}}}\n@media (max-width:720px){{.{box}{{display:block;padding:.5rem}}}}\n"
    f"@media print{{.{box}{{box-shadow:none}}}}"
    for box, look in _RULES
)
SCRIPT = """
(function () {
  'use strict';
  var root = document.documentElement, size = Number(localStorage.getItem('story-size')) || 18;
  function apply() { root.style.setProperty('--story-size', size + 'px'); localStorage.setItem('story-size', size); }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-action]');
    if (!button) { return; }
    if (button.dataset.action === 'larger') { size = Math.min(26, size + 2); apply(); }
    if (button.dataset.action === 'smaller') { size = Math.max(14, size - 2); apply(); }
    if (button.dataset.action === 'copy' && navigator.clipboard) { navigator.clipboard.writeText(location.href); }
    if (button.dataset.action === 'print') { window.print(); }
  });
  if ('IntersectionObserver' in window) {
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { if (entry.isIntersecting) { entry.target.classList.add('is-seen'); } });
    });
    document.querySelectorAll('.card').forEach(function (card) { seen.observe(card); });
  }
  apply();
}());
"""
HEAD = """<!DOCTYPE html>
<html lang="zh-Hant">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}｜大東網</title>
<link rel="canonical" href="{url}">
<meta property="og:site_name" content="大東網">
<meta property="og:type" content="{og_type}">
<meta property="og:title" content="{title}｜大東網">
<meta property="og:url" content="{url}">
<meta property="og:image" content="http://www.dadongnews.example/static/share.png">
<meta property="og:locale" content="zh_TW">
<link rel="alternate" type="application/rss+xml" title="大東網" href="/rss.xml">
<style>{style}</style>
{data}
</head>
<body>
<header class="header"><nav class="header__nav" aria-label="主選單"><a href="/">大東網</a>{nav}
<a href="/search">搜尋</a><a href="/user/login">會員登入</a></nav></header>
<div class="district">{districts}</div>
<div class="layout">
<main>
"""
FOOT = """</div>
<footer class="footer"><p><a href="/about/about.htm">關於本站</a>　
<a href="/about/privacy.htm">隱私權政策</a>　<a href="/about/contact.htm">聯絡我們</a></p>
<p>客服專線 00-0000-2468（週一至週五 09:00–18:00）</p>
<p>© 2023 大東網 版權所有，未經同意請勿轉載</p></footer>
<script>{script}</script>
</body>
</html>
"""


def noise_of(record: Record) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """What the record's noise does to the article's sentences, and to the short lines around them."""
    noise = record.get("noise", [])
    brackets = "（）" if "pinyin-full-width" in noise else "()"
    if not any(kind.startswith("pinyin") for kind in noise):
        return str, str

    def noted(line: str) -> str:
        return add_notes(line, brackets)

    return (shift_bytes if "byte-shift" in noise else noted), noted


def page(record: Record, around: Around) -> str:
    """The whole page of ``record``."""
    story, _ = noise_of(record)
    title = text(story(heading(record)[0]))
    is_article = record["kind"] == "article"
    head = HEAD.format(
        title=title,
        url=record["url"],
        og_type="article" if is_article else "website",
        style=STYLE,
        data=_json_ld(record, story) if is_article else "",
        nav="".join(f'<a href="/news/{code}/">{name}</a>' for code, name in SECTIONS.items()),
        districts="\n".join(
            f'<a href="/district/{n}/{k}">{district}{service}</a>'
            for n, district in enumerate(DISTRICTS)
            for k, service in enumerate(SERVICES)
        ),
    )
    middle = _article(record, around) if is_article else OTHERS[record["kind"]].format(title=title)
    return f"{head}{middle}\n</main>\n{_aside(around)}\n{FOOT.format(script=SCRIPT)}"


def _json_ld(record: Record, story: Callable[[str], str]) -> str:
    want = record["expected"]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story(want["title"]),
        "datePublished": want["published_at"],
        "dateModified": want.get("modified_at", want["published_at"]),
        "mainEntityOfPage": record["url"],
        "publisher": {"@type": "NewsMediaOrganization", "name": "大東網"},
    }
    if want["authors"]:
        data["author"] = [{"@type": "Person", "name": name} for name in want["authors"]]
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def _article(record: Record, around: Around) -> str:
    want = record["expected"]
    story, line = noise_of(record)
    code = record["url"].split("/")[4]
    byline = "".join(f'<span class="story__byline">記者 {text(name)}</span>\n' for name in want["authors"])
    labels = "".join(
        f'<li><a href="/tag/{page_id(record)}-{n}">{text(line(tag))}</a></li>' for n, tag in enumerate(want["tags"])
    )
    return f"""<ol class="trail"><li><a href="/">首頁</a></li>
<li><a href="/news/{code}/">{text(line(SECTIONS[code]))}</a></li></ol>
<article class="story">
<header>
<h1 class="story__title">{text(story(want["title"]))}</h1>
<div class="story__meta"><time datetime="{want["published_at"]}">{want["published_at"][:16].replace("T", " ")}</time>
{byline}<span class="story__from">{text(line("來源：" + want["source"]))}</span></div>
<ul class="share">{"".join(f'<li><button class="share__button">{share}</button></li>' for share in SHARES)}</ul>
</header>
<div class="story__text">
{_text(record)}
<p class="story__editor">{text(line("責任編輯：" + want["credits"][-1]["name"]))}</p>
<div class="app"><img src="/static/qr.png" alt="" width="72" height="72"><p>{text(line(APP))}</p></div>
</div>
<p class="disclaimer">{text(line(DISCLAIMER))}</p>
<ul class="labels">{labels}</ul>
</article>
<section><h2>相關新聞</h2><ul class="cards">
{items(around.related, CARD)}
</ul></section>"""


def _text(record: Record) -> str:
    story, line = noise_of(record)
    rows = [f"<p>{text(story(sentence))}</p>" for sentence in record["expected"]["body"].split("\n")]
    for at, tag in record.get("parts", {}).get("tags", {}).items():
        rows[int(at)] = rows[int(at)].replace("<p>", f"<{tag}>").replace("</p>", f"</{tag}>")
    if len(rows) > 2:
        rows.insert(2, f'<p class="story__more">{text(line(CONTINUE))}</p>')
    return "\n".join(rows)


def _aside(around: Around) -> str:
    return f"""<aside><h2>熱門排行</h2><ol class="rank">
{items(around.hot, '<li><a href="{path}?ref=rank">{title}</a></li>')}
</ol><h2>便民服務</h2><ul class="service">{"".join(f"<li>{service}</li>" for service in SERVICES)}</ul></aside>"""


OTHERS = {
    "about": """<h1>{title}</h1><div class="story__text">
<p>大東網由一群在地人共同經營，記錄街坊裡的大小事，也轉載鄰近地區的好報導。</p>
<p>編輯室設在舊城區一棟老屋的二樓，歡迎投稿、提供線索，或者只是上來喝杯茶。</p></div>""",
    "video": """<h1>{title}</h1><div class="story__text">
<div class="player" data-src="/media/clip.m3u8"><button type="button">播放</button></div></div>""",
    "gone": """<div class="story__text"><h1>找不到頁面</h1>
<p>您要找的頁面不存在，可能已經被移除。</p>
<p><a href="/">回到首頁</a></p></div>""",
    "wall": """<h1>{title}</h1><div class="story__text">
<p>這是會員專屬內容，請先登入後繼續閱讀。</p>
<p><a href="/user/login">會員登入</a> <a href="/user/join">加入會員</a></p></div>""",
}
