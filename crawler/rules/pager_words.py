"""What the links between the pages of one article are called (data only), lower case, without the marks around them."""

import re

from crawler.discovery.urlrules import NEXT_ANCHORS, names

#: Marks and arrows around a link's name.
AROUND = " \u3000«»‹›<>→←…·.[]()【】（）［］〔〕>>|"


# "older posts" and the like are a list's.
NEXT = (NEXT_ANCHORS - names("older|older posts|older entries")) | names(
    """余下全文|阅读余下全文|查看余下全文|点击查看下一页|点击进入下一页|阅读下一页|下一页阅读|点击下一页|下一页继续阅读|
    餘下全文|閱讀下一頁|次ページ|次ページへ|次のページへ|続きを読む|다음페이지|다음 페이지로|continue to next page|
    continued on next page|read next page|go to next page|auf der nächsten seite weiterlesen|
    weiter auf der nächsten seite|zur nächsten seite|lire la page suivante|leer la página siguiente|
    pagina successiva|próxima página|página seguinte|volgende pagina|nästa sida|næste side|neste side|
    następna strona|další strana|следующая страница|наступна сторінка|sonraki sayfa"""
)
PREVIOUS = names(
    """上一页|上页|前一页|前页|上一頁|上頁|前へ|前のページ|이전|이전 페이지|prev|previous|previous page|zurück|
    vorherige seite|vorige seite|précédent|page précédente|página anterior|pagina precedente|vorige pagina|
    föregående sida|forrige side|poprzednia strona|předchozí strana|предыдущая страница|önceki sayfa"""
)
# Everything on one page.
WHOLE = names(
    """阅读全文|全文阅读|查看全文|显示全文|在本页阅读全文|在本页显示剩余内容|单页阅读|余下全文|阅读余下全文|閱讀全文|
    全文閱讀|顯示全文|単一ページで読む|全文を表示|全文表示|1ページで表示|전체 보기|한 페이지로 보기|view all|read all|
    view on one page|read on one page|view as single page|single page|show all|all on one page|full text|
    auf einer seite lesen|alles auf einer seite|artikel auf einer seite lesen|lire sur une seule page|
    afficher sur une page|ver en una sola página|leggi tutto in una pagina|op één pagina lezen|
    на одной странице|tek sayfada göster"""
)
ALL = NEXT | PREVIOUS | WHOLE

#: A page named by its number: "2", "第2页", "Seite 2", "page 2 of 5", "Seite 2: Der Fluss steigt".
NUMBER = re.compile(
    r"第?\s?(\d{1,2})\s?[页頁]?"
    r"|(?:page|seite|página|pagina|sida|side|strona|strana|страница|стр\.?|sayfa|ページ|페이지)\s?(\d{1,2})(?:(?:\s|:|/).{0,80})?",
    re.IGNORECASE,
)
