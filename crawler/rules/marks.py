"""Lines that are the same in every language: share bars, bare numbers, dates, pagers, signs and trails."""

from crawler.rules.months import MONTHS
from crawler.rules.rule import ANYWHERE, BODY, EDGES, PROSE, Rule, alternatives, bar, group, rule, split

_SERVICES = r"""
    facebook|fb|twitter|instagram|insta|linkedin|whatsapp|whats app|telegram|pinterest|reddit|tumblr|flipboard|pocket|messenger
    facebook messenger|fb messenger|threads|bluesky|mastodon|xing|viber|vkontakte|vk|odnoklassniki|skype|snapchat|tiktok|youtube
    rss|e-?mail|sms|evernote|buffer|digg|stumbleupon|delicious|google|google news|weibo|sina weibo|qzone|wechat|kakaotalk|kakao
    kakaostory|hatena|gettr|gab|parler|truth social|flattr|instapaper|feedly|yahoo|line|naver|band|douban|mewe|blogger|outlook|gmail
    myspace|hacker news|slashdot
"""
_SHARING = """
    share|shares|sharing|tweet|retweet|teilen|twittern|mail|partager|partagez|compartir|comparte|condividi|compartilhar|compartilhe
    partilhar|dela|delen|paylaş|bagikan|chia sẻ|поделиться|공유|シェア|ツイート|ポスト|مشاركة|شارك|udostępnij|sdílet|jaa|megosztás
    copy link|copy url|copy|link|url|copiar enlace|copier|copia link|link kopieren|kopieren|link kopiert|print|drucken|imprimir|imprimer
    stampa|skriv ut
"""
_LINKING = """
    on|via|by|to|auf|per|bei|über|sur|par|en|por|su|op|på|i|this|it|article|story|page|post|diesen|artikel|beitrag|seite|click|opens|in
    new|window|tab|or|and|a|friend|with|mit|um|zu|x|send|save|pin|like|follow|join|icon|logo|button|link|us|on:|more|subscribe|gift
    comment|comments|envelope|text
"""
_CLOCK_WORDS = r"""
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch
    donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes
    miércoles|jueves|viernes|sábado|domingo
    lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|segunda
    terça|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|måndag|tisdag|onsdag|torsdag|fredag|lördag
    söndag|mandag|tirsdag|lørdag|søndag|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai
    poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|pondělí|úterý|středa|čtvrtek|pátek|neděle|понедельник|вторник|среда
    четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|senin|selasa|rabu|kamis|jumat|sabtu|minggu
    thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|星期[一二三四五六日天]|周[一二三四五六日]
    [월화수목금토일]요일|[月火水木金土日]曜日?
    published|updated|posted|last updated|updated on|published on|posted on|last modified|first published|release date|date|at|on|of|the
    am|pm|a\.m\.?|p\.m\.?|uhr|um|vom|den|der|am|stand|aktualisiert|letzte aktualisierung|veröffentlicht|erstellt|le|à|du|publié
    publié le|mis à jour|mis à jour le|modifié|el|a las?|de|del|publicado|actualizado|alle|ore|il|pubblicato|aggiornato|às|em|atualizado
    publicado em|op|om|bijgewerkt|gepubliceerd|kl|klo|publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret|julkaistu
    päivitetty|opublikowano|aktualizacja|dodano|aktualizováno|опубликовано|обновлено|в|г|güncelleme|son güncelleme|giriş|yayınlanma|saat
    diterbitkan|diperbarui|pukul|wib|cập nhật|năm|ngày|tháng|입력|수정|등록|업데이트|승인|오전|오후|年|月|日|時|时|分|秒|년|월|일|公開
    更新|掲載|配信|午前|午後|上午|下午|发布|更新时间|发布时间|发布日期|时间|日期|h|hrs?|min|mins|ص|م
    utc|gmt|est|edt|et|pst|pdt|pt|cst|cdt|ct|mst|mdt|mt|bst|cet|cest|ist|jst|kst|hkt|sgt|myt|aest|aedt|msk|wita|wit|pht|sast|eat|wat|z|t
    local time|hours?|days?|ago|uhrlesedauer|lesedauer|minuten|read|minute read|min read|minutes?|lesezeit|lecture|lectura|leestijd|st
    nd|rd|th|er
"""

# A line of dates, times, zones and their labels only.
_CLOCK = (
    rf"(?:(?:\d[\d.:/-]*(?:st|nd|rd|th|er|h)?|{group([*MONTHS, *split(alternatives(_CLOCK_WORDS))])}(?![^\W\d_]))"
    r"[\s|｜·•,，、.:：/／()（）\[\]–—_@|-]*+)++"
)

MARKS: tuple[Rule, ...] = (
    rule(
        "share.bar",
        ANYWHERE,
        rf"{bar(_SERVICES + _SHARING + _LINKING, _SERVICES + _SHARING)}|x",
        (
            "Facebook Twitter Email",
            "FacebookTwitterFlipboardSendLinkedinMessenger",
            "Share on FacebookShare on Twitter",
            "Tweet 0",
            "X (Twitter)",
        ),
        ("Twitter users mocked the mayor.", "Share it on the bus", "Mail trains ran late.", "Line by line she read on"),
        140,
    ),
    rule(
        "meta.number",
        EDGES,
        r"""[+＋]?\d[\d.,]*\s?[km万w]?\+?%?|\(\d+\)|\d+\s?/\s?\d+|\$?\d+(?:[.,]\d+)?\s?[€$£¥]?|\d{1,3}""",
        ("35", "1,2K", "+1", "3 / 12", "16"),
        ("35 boats sank.", "1 in 3", "9 lives"),
        16,
    ),
    rule(
        "meta.clock",
        ANYWHERE,
        r"""
        \d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?/\s?\d{1,2}:\d\d(?::\d\d)?)?|\d{1,2}[.:]\d\d\s?(?:uhr|h|hrs)|[0-3]?[.,]\d{1,2}x
        [0-3]x
""",
        ("00:00 / 00:00", "1.25x", "9:34PM", "20:15 Uhr"),
        ("8:00 sharp, they left.", "2x2 wooden beams"),
        24,
    ),
    rule(
        "meta.date",
        EDGES,
        rf"(?={_CLOCK}\Z)(?!0\d{{1,3}}-\d{{3,4}}-\d{{4}}\Z).*\d.*",
        (
            "Dec 22, 2021, 5:24 AM UTC / Updated Dec. 22, 2021, 2:01 PM UTC",
            "15.04.2021, 14:36 Uhr",
            "12 mars 2021 à 17h35",
            "20 Nisan 2021•Güncelleme: 20 Nisan 2021",
            "2021-03-04 08:00",
        ),
        ("In May 2021 the bridge fell", "2 of the 3 boats", "May the 4th be with you", "02-751-1500", "0431-8858-1234"),
        110,
        closes=".",
    ),
    rule(
        "meta.stamp",
        BODY,
        rf"(?={_CLOCK}\Z)(?=.*\d[:.h]\d\d).*(?:19|20)\d\d.*",
        ("Dec 22, 2021, 5:24 AM UTC", "15.04.2021, 14:36 Uhr", "2021-03-04 08:00:28"),
        ("In 2019 at 10:00 the bell rang", "At 10:00 he left"),
        110,
        closes=".",
    ),
    rule(
        "meta.label",
        BODY,
        rf"(?={_CLOCK}\Z)(?=.*\d).*(?:published|updated|posted|modified|stand|aktualisiert|veröffentlicht|lesedauer|lesezeit|publié|mis à jour|publicado"
        r"|actualizado|pubblicato|aggiornato|atualizado|bijgewerkt|gepubliceerd|publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret|julkaistu"
        r"|päivitetty|opublikowano|aktualizacja|опубликовано|обновлено|güncelleme|giriş|입력|수정|등록|更新|公開|发布|发表).*",
        (
            "Last updated 6 hours ago",
            "Stand: 20:03 Uhr | Lesedauer: 4 Minuten",
            "Actualizado a las 20:56h.",
            "Published May 25, 2021",
        ),
        ("Updated plans show 3 bridges.", "Published in 2021, it sold well."),
        110,
        closes=".",
    ),
    rule(
        "tags.hash",
        EDGES,
        r"""#[\w.\-’']{2,30}(?:[\s,]+#[\w.\-’']{2,30}){0,14}""",
        ("#bridge #river", "#yangın"),
        ("#1 on the list is the old mill.", "The #bridge is open"),
        200,
    ),
    rule(
        "pager.any",
        ANYWHERE,
        bar(
            r"page|pages|seite|página|pagina|strona|страница|sayfa|next|previous|prev|last|first|of|weiter|zurück|suivant|"
            r"précédent|siguiente|anterior|\d{1,3}",
            r"page \d|seite \d|página \d|\d+ (?:next|of|weiter|suivant|siguiente)|(?:previous|prev|zurück|précédent|anterior) \d",
        )
        + r"""
        \[\d{1,2}\](?:\s?\[\d{1,2}\]){1,20}|[【\[]\d{1,2}[】\]](?:\s?[【\[]\d{1,2}[】\]]){1,20}|page \d+
""",
        ("[1] [2] [3] [4]", "【1】【2】", "1 2 3 4 Next", "Page 1 of 3"),
        ("Page 3 was torn out", "2 of them fled"),
        60,
    ),
    rule(
        "copyright.sign",
        EDGES,
        r"""[©ⓒ]\s?.{0,160}|\(c\)\s.{2,100}|&copy;.{0,100}|[™®]\s?.{0,40}|(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d.{0,60}©?.{0,40}""",
        ("© 2021 Example Media", "(c) Ann Hill"),
        ("The sign read © and nothing else.",),
        200,
        closes=PROSE,
    ),
    rule(
        "link.bare",
        EDGES,
        r"""(?:https?://|www\.)\S+(?:\s\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?|@\w{2,20}|https?://\S+ .{0,4}""",
        ("http://www.example.com/", "www.example.org"),
        ("www.example.org lists the names.", "The letter went to desk@example.org on Monday."),
        120,
    ),
    rule(
        "template.leak",
        ANYWHERE,
        r"""\{\{.{1,80}\}\}|\[\[.{1,60}\]\]
        (?:true|false|null|undefined|nan|none|ispaid:|issubscriber:|showpaywall:|mailto|\[object object\]|lorem ipsum.*|%[0-9a-f]{2}\S{6,200}|\[email protected\])""",
        ("{{ article.title }}", "[email protected]", "undefined"),
        ("True love waits, she sang.", "None of them came."),
        220,
    ),
    rule(
        "ornament.line",
        ANYWHERE,
        r"""_{2,}|Δ""",
        ("____",),
        ("_ x y _",),
        20,
    ),
)
