"""Pages of invented news for the tests of extraction, in many languages and in the shapes that portals use."""

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from lxml.html import HtmlElement

from crawler.reading.box import find_box, foreign_blocks
from crawler.reading.headline import likely_headline
from crawler.reading.lines import PageLines, read_lines
from crawler.reading.metadata import read_metadata
from crawler.reading.page import Page
from crawler.reading.reading import Reading, read_page

URL = "http://www.nanwan.example/news/shehui/48201.html"


@dataclass(frozen=True)
class Story:
    """A title and its paragraphs, in one language."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """What extraction must find."""
        return "\n".join(self.paragraphs)


STORIES: dict[str, Story] = {
    "zh-Hans": Story(
        "南湾老码头改造完工，货场变成城市公园",
        (
            "九月的第一个周末，南湾老码头重新向市民开放。原来堆放煤炭的货场铺上了草皮，三台旧吊车被刷成橙色，留在原处供人参观。",
            "住在附近的退休搬运工何广福说，他在这里干了三十一年，“没想到还能推着孙子，到自己扛过麻袋的地方散步”。",
            "工程去年三月动工，花费四千二百万元，其中一半用于清理被油污浸透的土壤。施工队一共运走了一万八千立方米旧土。",
            "公园管理处介绍，每天早上六点开门，晚上十点关门，冬天提前一个小时。园内不设围栏，骑车的人需要下车推行。",
        ),
    ),
    "zh-Hant": Story(
        "溪口國小百年老樟樹救活了，學童寫信道謝",
        (
            "溪口國小操場邊的百年樟樹去年遭颱風吹斷主幹，經過樹醫生一年的照顧，上個月終於長出新芽，全校師生都鬆了一口氣。",
            "樹醫生蔡孟庭說，當時斷口已經發黑，只剩兩條側枝還連著根部，他們把腐爛的部分刮掉，再用透氣的材料封起來。",
            "五年級的學生每天輪流記錄土壤的濕度，並且把讀數寫在走廊的黑板上。校長表示，這件事讓孩子們學會等待。",
            "家長會計畫在樹下設置一圈木椅，經費由校友捐助，預計開學以前可以完成，屆時會舉辦一場小型音樂會。",
        ),
    ),
    "ja": Story(
        "港町の銭湯が再開、若い夫婦が引き継ぐ",
        (
            "三年前に店を閉じた港町の銭湯が、今月から再び湯を沸かし始めた。引き継いだのは、隣の市から移り住んだ若い夫婦だ。",
            "夫の和也さんは元船員で、釜の扱いは先代から半年かけて教わったという。「火の音で温度が分かるようになりました」と笑う。",
            "料金は以前と同じに据え置かれ、夕方には漁を終えた人たちが次々とのれんをくぐる。週末には子ども向けの催しも開かれる予定だ。",
        ),
    ),
    "ko": Story(
        "폐교된 산골 학교, 마을 도서관으로 다시 문 열어",
        (
            "학생이 줄어 문을 닫았던 산골 초등학교가 마을 도서관으로 다시 문을 열었다. 교실 벽을 터서 만든 열람실에는 책 구천 권이 꽂혔다.",
            "도서관을 맡은 이순덕 씨는 이 학교의 열두 번째 졸업생이다. 그는 칠판을 그대로 두고 아이들이 오늘의 낱말을 적게 하고 있다.",
            "군청은 버스 노선을 하루 두 차례 늘리고, 겨울에는 난방비를 보태기로 했다. 주민들은 저녁마다 돌아가며 문을 지킨다.",
        ),
    ),
    "en": Story(
        "Ferry returns to Alder Bay after a decade on dry land",
        (
            "The small ferry that once carried schoolchildren across Alder Bay is back in the water, ten years after the council sold it for scrap.",
            "Volunteers spent four winters replacing the planks and rebuilding the engine, which had been used as a hen house by a farmer in the hills.",
            "“We found eggs in the gearbox,” said Ruth Calloway, who led the work and who will be at the wheel when the first passengers board on Saturday.",
            "A single crossing will cost two pounds, and the boat will run every hour until dusk, weather permitting, from the stone pier below the church.",
        ),
    ),
    "de": Story(
        "Die alte Mühle an der Wehra mahlt wieder",
        (
            "Nach zwölf Jahren Stillstand dreht sich das Rad der alten Mühle an der Wehra wieder, und der Müller verkauft sein Mehl am Samstag auf dem Markt.",
            "Die Gemeinde hatte das Gebäude für einen Euro an einen Verein abgegeben, der das Dach, die Welle und das Wehr mit Spenden erneuert hat.",
            "Im Winter soll das Wasser außerdem Strom für die Schule liefern, doch die Genehmigung dafür ist noch nicht da, wie der Vorstand sagt.",
        ),
    ),
    "fr": Story(
        "À Montreval, le dernier allumeur de phares prend sa retraite",
        (
            "Le gardien du phare de Montreval a éteint la lampe pour la dernière fois dimanche, après vingt-neuf années passées dans la tour de granit.",
            "Le phare est désormais commandé depuis le port, mais les habitants ont obtenu que les escaliers restent ouverts aux visiteurs pendant les vacances.",
            "Dans le village, une fête est prévue pour la fin du mois, et les enfants des écoles ont déjà peint une lanterne pour chaque année de service.",
        ),
    ),
    "es": Story(
        "El tren de la nieve vuelve a subir a Peñablanca",
        (
            "El tren de la nieve volvió a subir el viernes a Peñablanca con los vagones llenos, por primera vez desde que un alud cortó las vías hace siete años.",
            "Los ingenieros levantaron un muro de piedra y desviaron el arroyo, y las pruebas de carga se hicieron con sacos de arena en lugar de viajeros.",
            "El billete para los vecinos del valle costará la mitad que el de los turistas, que se pueden alojar en la antigua estación de la cumbre.",
        ),
    ),
    "ru": Story(
        "В Заречье открыли мост, который ждали сорок лет",
        (
            "В посёлке Заречье открыли пешеходный мост, которого жители ждали сорок лет. Раньше на другой берег переправлялись на лодке, а зимой по льду.",
            "Строители работали два сезона и не раз останавливались из-за паводка. Опоры поставили на скальный грунт, чтобы их больше не подмывало.",
            "Школьники теперь тратят на дорогу десять минут вместо часа, а почтальон говорит, что впервые приносит газеты в день их выхода.",
        ),
    ),
    "vi": Story(
        "Làng chài Bãi Sậy có lớp học trên thuyền",
        (
            "Một chiếc thuyền cũ ở làng chài Bãi Sậy đã được sửa thành lớp học, và mỗi chiều có hơn hai mươi em nhỏ đến học đọc, học viết.",
            "Cô giáo Hạnh cho biết các em theo cha mẹ đi biển từ sáng sớm, nên lớp chỉ mở cửa sau khi ghe về bến và cá đã được bán xong.",
            "Người dân trong làng góp gỗ, góp sơn, còn trạm biên phòng tặng những tấm pin mặt trời để lớp có đèn và có quạt vào mùa hè.",
        ),
    ),
}  # fmt: skip
ZH, EN = STORIES["zh-Hans"], STORIES["en"]
NAVIGATION = "".join(
    f'<li><a href="/{name}/">{name}</a></li>' for name in ("首页", "新闻", "社会", "体育", "文化", "旅游")
)


def paragraphs(*texts: str, tag: str = "p") -> str:
    """Each text as one element."""
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def teasers(count: int, summary: str = "这里只有一句话的简介，点开以后才能看到全部内容。") -> str:
    """So many linked titles of other articles, each with a short text below it."""
    return "".join(
        f'<div class="item"><h3><a href="/news/{n}.html">第{n}号公交线路从下周起延长到东山村</a></h3><p>{summary}</p></div>'
        for n in range(count)
    )


def document(body: str, head: str = "", title: str = "", lang: str = "") -> bytes:
    """A whole document in UTF-8."""
    language = f' lang="{lang}"' if lang else ""
    named = f"<title>{escape(title)}</title>" if title else ""
    return f'<!DOCTYPE html><html{language}><head><meta charset="utf-8">{named}{head}</head><body>{body}</body></html>'.encode()


def ld(**values: Any) -> str:
    """A NewsArticle of JSON-LD, for a page's head."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def page(body: str, head: str = "", title: str = "", lang: str = "", url: str = URL) -> Page:
    """A fetched page."""
    return Page(url, document(body, head, title, lang), "text/html; charset=utf-8")


def portal_page(
    story: Story = ZH,
    *,
    info: str = "2023-09-04 08:30　来源：南湾日报",
    inside: str = "",
    after: str = "",
    head: str = "",
    lang: str = "",
    content: str = "",
    url: str = URL,
) -> Page:
    """An article as portals show it: navigation, trail, headline, date line, content box, what follows, footer.

    ``content`` replaces the paragraphs, ``inside`` stands after them in their box, ``after`` behind the box.
    """
    body = f"""
    <div class="header"><ul class="nav">{NAVIGATION}</ul></div>
    <div class="wrap"><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/news/">新闻</a> &gt; <a href="/s/">社会</a></div>
    <div class="main"><h1>{escape(story.title)}</h1><div class="info">{info}</div>
    <div class="content">{content or paragraphs(*story.paragraphs)}{inside}</div>{after}</div></div>
    <div class="footer"><p>南湾信息网 版权所有</p><p>地址：南湾市港口路一号</p></div>"""
    return page(body, head, f"{story.title}_南湾信息网", lang, url)


def tree(body: str, head: str = "") -> HtmlElement:
    """The tree of a page."""
    return page(body, head).root


def lines_of(body: str) -> PageLines:
    """The lines of a page."""
    return read_lines(tree(body))


def texts(lines: PageLines) -> list[str]:
    """All lines' texts."""
    return [line.text for line in lines.lines]


def box_texts(body: str, head: str = "", title: str = "") -> list[str] | None:
    """The lines of the content box without those of side blocks; None when no box was found."""
    root = page(body, head, title).root
    lines = read_lines(root)
    headline = likely_headline(lines, read_metadata(root))
    foreign = foreign_blocks(lines, headline)
    if (found := find_box(lines, foreign, headline)) < 0:
        return None
    block = lines.blocks[found]
    return [line.text for line in lines.lines[block.start : block.end] if not foreign[line.block]]


def body_of(reading: Reading) -> list[str]:
    """The paragraphs that a reading keeps."""
    return [reading.trimmer.text(number) for number in reading.trimmer.body]


def read(body: str, head: str = "", title: str = "", url: str = URL) -> Reading:
    """A page read without layouts."""
    return read_page(page(body, head, title, url=url))
