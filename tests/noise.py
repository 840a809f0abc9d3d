"""The noise of careless copy sites, made on purpose: pinyin notes, shifted GBK bytes, half-width marks, cut ends.

All functions take and give text of one line or of lines joined by ``\\n``, and are deterministic.
"""

import re

#: Characters that get a note, each with its reading: frequent traditional ones, as a faulty converter's table has
#: them. Many frequent ones are missing on purpose, for such tables have gaps.
READINGS = """
來lái 時shí 後hòu 開kāi 點diǎn 場chǎng 學xué 頭tóu 書shū 條tiáo 進jìn 間jiān 機jī 隊duì 報bào 發fā 鐵tiě 長zhǎng
網wǎng 龍lóng 會huì 帶dài 張zhāng 電diàn 員yuán 線xiàn 鐘zhōng 區qū 溝gōu 記jì 氣qì 對duì 錢qián 萬wàn 農nóng 頂dǐng
業yè 東dōng 臺tái 燈dēng 熱rè 參cān 賽sài 週zhōu 滿mǎn 讓ràng 聲shēng 現xiàn 種zhǒng 課kè 縣xiàn 樹shù 隻zhī 動dòng
館guǎn 雲yún 戶hù 經jīng 橋qiáo 裝zhuāng 陽yáng 塊kuài 級jí 號hào 檢jiǎn 園yuán 費fèi 風fēng 琿huī 話huà 飯fàn 腳jiǎo
師shī 輪lún 響xiǎng 無wú 處chù 預yù 計jì 陣zhèn 溫wēn 蘭lán 彈dàn 鋪pù 結jié 練liàn 問wèn 親qīn 連lián 試shì 將jiāng
遠yuǎn 貼tiē 轉zhuǎn 攤tān 見jiàn 當dāng 樓lóu 糧liáng 庫kù 繩shéng 貨huò 單dān 變biàn 圍wéi 並bìng 體tǐ 數shù 畫huà
牆qiáng 準zhǔn 縮suō 編biān 寶bǎo 湯tāng 別bié 輛liàng 鄰lín 買mǎi 隨suí 飛fēi 請qǐng 撐chēng 鋼gāng 馬mǎ 設shè 輩bèi
辦bàn 淺qiǎn 臉liǎn 櫥chú 組zǔ 興xīng 搶qiǎng 倉cāng 閉bì 運yùn 習xí 蓋gài 調diào 鎮zhèn 覺jué 壓yā 實shí 夠gòu
黃huáng 鎔róng 殼ké 選xuǎn 盤pán 夥huǒ 職zhí 層céng 冊cè 淨jìng 丟diū 鮮xiān 絲sī 飄piāo 許xǔ 畢bì 劃huà 測cè 據jù
繞rào 斷duàn 續xù 膠jiāo
"""
NOTES: dict[str, str] = {entry[0]: entry[1:] for entry in READINGS.split()}
#: NFKC equivalents only: what such a converter narrows, while the marks of Chinese alone (。、“”《》) stay.
HALF_WIDTH = str.maketrans("，：；！？（）", ",:;!?()")

_NOTED = re.compile("[" + "".join(NOTES) + "]")
_NOTED_BYTES = re.compile(b"|".join(re.escape(char.encode("gbk")) for char in NOTES))
_NOTE = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")


def half_width(text: str) -> str:
    """Full-width punctuation narrowed; brackets and quotes of Chinese alone stay."""
    return text.translate(HALF_WIDTH)


def add_notes(text: str, brackets: str = "()") -> str:
    """Each character of the table followed by its reading in ``brackets``."""
    return _NOTED.sub(lambda hit: hit[0] + brackets[0] + NOTES[hit[0]] + brackets[1], text)


def strip_notes(text: str) -> str:
    """The inverse of :func:`add_notes`, for texts without an author's own notes."""
    return _NOTE.sub("", text)


def shift_bytes(text: str) -> str:
    """Notes added to the GBK bytes of each line at whatever offset a table entry matches.

    A match across two characters puts the note between a lead byte and its trail byte. A reader that takes two
    bytes for every byte above 0x7F then prints ``?`` for the broken pair and reads on one byte late, up to the next
    trail byte below 0x80: a run of wrong characters, some from the private use area.
    """
    return "\n".join(
        read_pairs(_NOTED_BYTES.sub(_with_note, line.encode("gbk", "replace"))) for line in text.split("\n")
    )


def _with_note(hit: re.Match[bytes]) -> bytes:
    return hit[0] + f"({NOTES[hit[0].decode('gbk')]})".encode("gbk")


def read_pairs(data: bytes) -> str:
    """GBK bytes as a reader shows them that takes two for a lead byte in any case, and "?" for what is no character."""
    chars: list[str] = []
    at = 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        try:
            chars.append(data[at : at + size].decode("gb18030"))
        except UnicodeDecodeError:
            chars.append("?")
        at += size
    return "".join(chars)


def truncate(text: str, share: float) -> str:
    """The first ``share`` of the characters, cut wherever that falls."""
    return text[: round(len(text) * share)].rstrip()
