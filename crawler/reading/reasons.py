"""Why a fetched page was not stored: one id and one line each, as counted in ``runs`` and listed in ``skipped``."""

REASONS: dict[str, str] = {
    "no-text": "the page holds no running text (a video, a gallery, an empty shell)",
    "no-title": "the page has text but nothing that could be its headline",
    "gone": "the page says, with whatever status, that the article does not exist (any more)",
    "wall": "the page asks to log in, pay or accept cookies, or shows an advertisement, instead of an article",
    "blocked": "the portal refuses us: a challenge, captcha or firewall page, or status 403 or 451",
    "same-text": "the same text as at other addresses of the portal, without a date: a notice, no article",
    "list": "the page lists other articles and is none itself",
    "part": "a later page of an article, which is read together with its first page",
    "part-missing": "a later page of the article did not come: nothing of it is stored, it comes again",
    "not-html": "the address answered with something that is not HTML",
    "old": "published before the day given with --since",
    "http-error": "an error: status 4xx or 5xx, 205 or 207, an error or default page, a domain for sale",
    "busy": "the portal asks to come back later: 202, 429, 503, or a page that says so",
    "unreachable": "no answer: name not found, connection refused or reset, time out",
    "too-large": "the answer, or what it unpacks to, is larger than a limit (bytes, headers, tags, attributes)",
    "too-slow": "reading the page took longer than CITYDESK_PAGE_SECONDS",
    "cut-off": "the answer broke off, is only a part or cannot be unpacked: nothing of it is stored, it comes again",
    "robots": "robots.txt does not allow this address",
    "off-portal": "a redirect leads away from the portal's hosts, or to what is no web address",
    "private": "the host has a private or forbidden network address, and is none that the operator named",
    "redirects": "more redirects than REDIRECT_MAX_TIMES, or in a circle",
    "error": "an error of code, ours or the portal module's; the log has the traceback, the page comes again",
}

#: With these an address shows no article; another address of the same page may.
NO_ARTICLE = frozenset(("no-text", "no-title", "gone", "wall", "list", "not-html", "too-large", "robots", "off-portal"))
