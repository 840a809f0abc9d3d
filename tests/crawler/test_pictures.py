"""Captions: by photo credit right below or above an image, and in the table that frames it."""

import pytest

from crawler.reading.pictures import has_photo_credit, images
from crawler.reading.reading import read_page
from tests.crawler.pages import EN, ZH, paragraphs, portal_page

IMAGE = '<img src="/pic/1.jpg">'


def captions(middle: str, story: object = ZH) -> list[str]:
    tale = EN if story is EN else ZH
    content = f"{paragraphs(*tale.paragraphs[:2])}{middle}{paragraphs(*tale.paragraphs[2:])}"
    return [image.caption for image in images(read_page(portal_page(tale, content=content)))]


@pytest.mark.parametrize(
    "text",
    [
        "改造后的老码头。 陆一鸣 摄",
        "改造后的老码头。记者陆一鸣摄",
        "改造后的老码头（陆一鸣摄）",
        "新华社记者 陆一鸣 摄",
        "改造后的老码头。新华社发",
        "改造后的老码头。受访者供图",
        "老码头（资料图）",
        "老码头（资料照片）",
        "老碼頭（資料照片）",
        "图为改造后的老码头",
        "▲改造后的老码头",
        "图片来源：南湾日报",
        "Photo: Ruth Calloway",
        "The ferry at the pier (Photo: Ruth Calloway)",
        "Die Fähre am Steg. Foto: Jörg Wendt",
        "The ferry at the pier (AP Photo/Ruth Calloway)",
        "La barca al molo © Ida Brandt Foto: Archivio",
    ],
)
def test_lines_with_a_photo_credit(text: str) -> None:
    assert has_photo_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "他说，这张照片是三十年前由父亲所摄。",
        "那段时间他到处拍摄",
        "当地电力公司恢复了对老码头的供电",
        "两家公司上周出发",
        "她在报上看到了这张图",
        "He took a photo of the ferry every morning",
        "Ein Bild vom Hafen hängt im Flur",
        "They asked for photos and for letters",
        "一句。两句。三句。四句。（陆一鸣摄）",
        "",
    ],
)
def test_lines_without_one(text: str) -> None:
    assert not has_photo_credit(text)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<p>{IMAGE}</p><p>改造后的老码头。 陆一鸣 摄</p>", "改造后的老码头。 陆一鸣 摄"),
        (f"<p>改造后的老码头。 陆一鸣 摄</p><p>{IMAGE}</p>", "改造后的老码头。 陆一鸣 摄"),
        (f"<p>{IMAGE}</p><p>三台旧吊车被刷成橙色。</p>", ""),
        (f"<p>{IMAGE}</p><h3>老码头（资料图）</h3>", ""),
        (f"<p>{IMAGE}</p><p>中间的一段话，说的是别的事情。</p><p>陆一鸣 摄</p>", ""),
        (f"<figure>{IMAGE}<figcaption>老吊车</figcaption></figure><p>改造后的老码头。陆一鸣 摄</p>", "老吊车"),
    ],
)
def test_a_credited_line_beside_an_image_is_its_caption(markup: str, expected: str) -> None:
    assert captions(markup) == [expected]


def test_each_image_of_a_row_has_its_own_caption() -> None:
    rows = "".join(f'<p><img src="/pic/{n}.jpg"></p><p>第{n}张照片。陆一鸣 摄</p>' for n in (1, 2, 3))
    assert captions(rows) == ["第1张照片。陆一鸣 摄", "第2张照片。陆一鸣 摄", "第3张照片。陆一鸣 摄"]


def test_captions_in_other_languages() -> None:
    assert captions(f"<p>{IMAGE}</p><p>The ferry. Photo: Ruth Calloway</p>", EN) == ["The ferry. Photo: Ruth Calloway"]
    assert captions(f"<p>{IMAGE}</p><p>He sold his photo shop.</p>", EN) == [""]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (f"<table><tr><td>{IMAGE}</td></tr><tr><td>改造后的老码头</td></tr></table>", "改造后的老码头"),
        (f"<table><tr><td>{IMAGE}<br>改造后的老码头<br>陆一鸣</td></tr></table>", "改造后的老码头 陆一鸣"),
        (
            f"<table><tr><td>{IMAGE}</td><td>九月</td></tr><tr><td>十月</td><td>3</td></tr><tr><td>十一月</td><td>4</td></tr></table>",
            "",
        ),
        (f"<table><tr><td>{IMAGE}</td></tr><tr><td><a href='/a'>下一张图片</a></td></tr></table>", ""),
        (f"<table><tr><td>{IMAGE}</td></tr><tr><td>{'很长的一句话没有停顿' * 30}</td></tr></table>", ""),
    ],
)
def test_the_text_of_a_table_around_an_image_is_its_caption(table: str, expected: str) -> None:
    assert captions(table) == [expected]


@pytest.mark.parametrize("name", ["data-src", "data-original", "data-lazy-src", "data-echo", "zoomfile"])
def test_images_that_are_loaded_late_have_their_own_address(name: str) -> None:
    content = f'<p><img src="/pic/wait.gif" {name}="/pic/7.jpg"></p>{paragraphs(*ZH.paragraphs)}'
    found = images(read_page(portal_page(content=content)))
    assert [image.url for image in found] == ["http://www.nanwan.example/pic/7.jpg"]
