"""Pinyin notes after Han characters: told apart as a copy tool's noise or an author's help, and taken out.

A note is a pair of parentheses, half or full width, with one legal toned syllable, right after a Han character.

Copy tools that convert to traditional characters note everyday characters, and each of them every time. Authors
note the rare and the polyphonic, as a rule once; a text for children or learners notes new words once, or nearly
every character, and a vocabulary lists each word once. So a page is noisy when all of this holds: at least 5 notes on 3
characters, one of these noted again; a third of the notes on everyday characters; most occurrences of the noted
characters noted; at most 40 % of all Han characters noted. Where the noted characters are not the traditional ones of
a converter, much more of it is asked for. The 201 noisy pages this was set by have 19 notes and more, on 8 to 21 % of
their Han characters.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from crawler.reading.hanzi import COMMON, FREQUENT, READINGS

_BASES = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha chai
chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo
da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan
fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han
hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju
juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei
leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lü lüe ma mai man mang mao me mei men meng mi
mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu
nuan nun nuo nü nüe o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie
qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se
sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su
suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei
wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you
yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua
zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
"""
#: Legal syllables without tone, GB/T 16159 spelling.
SYLLABLES: frozenset[str] = frozenset(_BASES.split())
#: Characters that are read in the neutral tone: the only ones after which an untoned syllable is a note.
NEUTRAL: dict[str, str] = {
    **dict.fromkeys("的地得", "de"),
    **dict.fromkeys("們们", "men"),
    **dict.fromkeys("麼么", "me"),
    **dict.fromkeys("嗎吗", "ma"),
    **dict.fromkeys("着著", "zhe"),
    **{"了": "le", "呢": "ne", "吧": "ba", "子": "zi", "個": "ge", "个": "ge", "頭": "tou", "头": "tou"},
}
_TONES = "\u0304\u0301\u030c\u0300"
_LETTERS = "a-zü" + "".join(unicodedata.normalize("NFC", v + t) for v in "aeiouü" for t in _TONES)
#: The letters of one syllable, at most six ("zhuang"); whether they are one is for :func:`is_syllable` to say.
SYLLABLE_PATTERN = f"[{_LETTERS}]{{1,6}}"
_NOTE = re.compile(rf"[(（]({SYLLABLE_PATTERN})[)）]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")

_MIN_NOTES, _MIN_KINDS, _MOST = 5, 3, 0.4


class Note(NamedTuple):
    """A note in a text: the character it follows, its syllable, and ``text[start:end]`` with the parentheses."""

    char: str
    syllable: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def is_syllable(letters: str) -> bool:
    """Whether ``letters`` is one legal syllable with exactly one tone mark, in composed form (NFC)."""
    marks = [char for char in unicodedata.normalize("NFD", letters) if unicodedata.combining(char)]
    return sum(mark in _TONES for mark in marks) == 1 and _untoned(letters) in SYLLABLES


def notes(text: str) -> list[Note]:
    """All notes of ``text`` in their order, in time linear in its length."""
    found: list[Note] = []
    if not _TONED.search(text):
        return found
    for hit in _NOTE.finditer(text):
        twice = found and found[-1].end == hit.start()
        char = found[-1].char if twice else text[hit.start() - 1 : hit.start()]
        if char and _HAN.match(char) and (is_syllable(hit[1]) or NEUTRAL.get(char) == hit[1]):
            found.append(Note(char, hit[1], hit.start(), hit.end()))
    return found


def noisy(text: str, found: list[Note]) -> bool:
    """Whether the ``found`` notes of a page (all its lines) are a tool's and not the author's; see the module's text."""
    kinds = Counter(note.char for note in found)
    total = len(found)
    if total < _MIN_NOTES or len(kinds) < _MIN_KINDS or total == len(kinds):
        return False
    counts = Counter(_HAN.findall(text))
    if total > _MOST * counts.total():
        return False
    occurrences = sum(counts[char] for char in kinds)
    converted = sum(note.syllable in READINGS.get(note.char, ()) for note in found)
    everyday = sum(note.char in FREQUENT for note in found)
    if 3 * everyday < total and not (total >= 20 and 3 * len(kinds) <= 2 * total):
        return False
    if converted >= 0.8 * total:
        return total >= 0.6 * occurrences
    return total >= 12 and len(kinds) >= 8 and total - len(kinds) >= 4 and total >= 0.8 * occurrences


def strip(text: str) -> str:
    """``text`` of a noisy page without its notes.

    One kind stays: on a rare character, in parentheses of the other width than nearly all. Tools write one width, so
    that note was in the text before.
    """
    return cut(text, notes(text))


def cut(text: str, found: list[Note]) -> str:
    """As :func:`strip`, for notes found before."""
    full = sum(text[note.start] == "（" for note in found)
    minority = "（" if 10 * full <= len(found) else "(" if 10 * full >= 9 * len(found) else ""
    parts, at = [], 0
    for note in found:
        if note.char not in COMMON and text[note.start] == minority:
            continue
        parts.append(text[at : note.start])
        at = note.end
    return "".join([*parts, text[at:]])


def _untoned(letters: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", letters) if char not in _TONES)
    return unicodedata.normalize("NFC", bare)
