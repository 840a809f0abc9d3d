"""The language of a text, by its script first, then by the page's own word for it, then by its commonest words."""

import re
from collections import Counter

#: Some of the most frequent words of languages in Latin and Cyrillic script that no other listed language shares much.
STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(["the", "and", "of", "to", "was", "with", "that", "for", "his", "has"]),
    "de": frozenset(["der", "die", "und", "das", "nicht", "mit", "ist", "ein", "den", "auf"]),
    "fr": frozenset(["le", "les", "des", "est", "dans", "pour", "une", "qui", "sur", "du"]),
    "es": frozenset(["el", "los", "las", "una", "por", "con", "del", "para", "que", "se"]),
    "it": frozenset(["il", "di", "che", "della", "per", "sono", "gli", "nel", "alla", "anche"]),
    "pt": frozenset(["o", "os", "da", "do", "não", "uma", "com", "para", "em", "ao"]),
    "nl": frozenset(["het", "een", "van", "niet", "voor", "zijn", "dat", "aan", "ook", "op"]),
    "sv": frozenset(["och", "att", "det", "som", "är", "för", "inte", "på", "av", "den"]),
    "da": frozenset(["og", "at", "det", "ikke", "til", "af", "er", "på", "som", "også"]),
    "no": frozenset(["og", "ikke", "som", "på", "til", "av", "har", "det", "etter", "ble"]),
    "fi": frozenset(["ja", "on", "että", "ei", "oli", "mutta", "ovat", "myös", "kun", "hän"]),
    "pl": frozenset(["i", "w", "nie", "na", "się", "jest", "że", "do", "z", "oraz"]),
    "tr": frozenset(["ve", "bir", "bu", "için", "ile", "olarak", "da", "çok", "daha", "olan"]),
    "id": frozenset(["yang", "dan", "di", "untuk", "dengan", "ini", "itu", "tidak", "dari", "pada"]),
    "vi": frozenset(["và", "của", "là", "có", "không", "được", "cho", "người", "trong", "các"]),
    "cs": frozenset(["se", "že", "je", "na", "které", "jsem", "bylo", "podle", "však", "také"]),
    "ru": frozenset(["и", "в", "не", "на", "что", "с", "это", "как", "для", "по"]),
    "uk": frozenset(["і", "та", "що", "не", "на", "у", "в", "його", "від", "як"]),
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.2),
    ("bo", re.compile(r"[\u0f00-\u0fff]"), 0.2),
    ("ug", re.compile(r"[ەېۇۆۈۋڭ]"), 0.08),
    ("fa", re.compile(r"[پچژگی]"), 0.06),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.2),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.2),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.2),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.2),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.2),
    ("mn", re.compile(r"[\u1800-\u18af]"), 0.2),
)
#: Languages that are written as the one that a script is taken for: between them the page's own word decides.
_KIN = {
    "ar": frozenset("fa ur ps sd ckb ku ug".split()),
    "fa": frozenset("ur ps sd ckb ku".split()),
    "ug": frozenset("ckb ku".split()),
    "hi": frozenset("ne mr mai bho kok sa".split()),
    "he": frozenset(["yi"]),
    "bo": frozenset(["dz"]),
}
#: All of these scripts at once: most texts have none of them.
_SCRIPTED = re.compile("|".join(pattern.pattern for _, pattern, _ in _SCRIPTS))
# Frequent characters that differ between the two scripts: enough to tell them apart in one sentence.
_SIMPLIFIED = re.compile(
    r"[们这会来个为国说时对发过还实现动员进长机开门关书车东见问体学电业术产务设记调议单让认级报网区]"
)
_TRADITIONAL = re.compile(
    r"[們這會來個為國說時對發過還實現動員進長機開門關書車東見問體學電業術產務設記調議單讓認級報網區]"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
# Languages that are never written in Latin letters, and those that are written in Cyrillic ones (some in both).
_NOT_LATIN = frozenset(
    "zh ja ko bo ug fa ar he th hi el ru uk be bg mk ka hy am ta te kn ml bn mr ne pa gu si my km lo ur yi".split()
)
_IN_CYRILLIC = frozenset("ru uk be bg mk sr kk ky tg tt ba cv mn uz az".split())
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1500


def detect(text: str, declared: str = "") -> str:
    """A BCP 47 tag: ``zh-Hans``, ``zh-Hant``, ``ko``, ``en`` …; empty when nothing can be told.

    ``declared`` is what the page says (``lang`` attribute, ``og:locale``); it decides only between languages of one
    script, for templates are copied and their attribute stays.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if not letters:
        return ""
    told = re.split(r"[-_]", declared.strip().lower())[0]
    for language, pattern, share in _SCRIPTS if _SCRIPTED.search(sample) else ():
        if len(pattern.findall(sample)) >= share * letters:
            return script_of(sample) if language == "zh" else told if told in _KIN.get(language, ()) else language
    counts = Counter(map(str.lower, words))
    if not _fits(told, sample[:300]):  # 300 characters show their script, and 1,500 take a quarter millisecond
        told = ""
    scores = {language: sum(counts[word] for word in common) for language, common in STOPWORDS.items()}
    best = max(scores, key=lambda language: (scores[language], language == told))
    if told in scores and scores[told] * 2 >= scores[best]:
        return told
    if not scores[best] or (told and told not in scores and len(told) == 2):
        return told if len(told) == 2 else ""
    return best


def _fits(language: str, text: str) -> bool:
    """Whether the language is written in the script of a text that is none of ``_SCRIPTS``."""
    latin, cyrillic = (sum(map(len, script.findall(text))) for script in (_LATIN, _CYRILLIC))
    if cyrillic > latin:
        return language in _IN_CYRILLIC
    return language not in _NOT_LATIN if latin else language not in STOPWORDS


def script_of(text: str) -> str:
    """``zh-Hant`` when traditional forms outnumber simplified ones, else ``zh-Hans``."""
    return "zh-Hant" if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)) else "zh-Hans"
