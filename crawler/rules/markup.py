"""What walls and challenges are made of, where they have no words: markup, headers, statuses, addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern and the reason it stands for; ``example`` must match, ``counter`` must not."""

    id: str
    reason: str
    pattern: str
    example: str
    counter: str


#: Searched in the first bytes of pages without running text, in this order.
MARKUP = (
    Sign("captcha-box", "blocked", r"""class=["']?[^"'>]{0,80}(?:g-recaptcha|h-captcha|cf-turnstile|geetest)|initgeetest|tencentcaptcha|captcha\.(?:js|php|aspx)|id=["']?(?:captcha|nc_1_wrapper|slider-?verify)""",
         '<div class="box g-recaptcha" data-sitekey="x"></div>', '<p class="news">A captcha asks for letters.</p>'),
    Sign("challenge-script", "blocked", r"""/cdn-cgi/challenge-platform|__jsl_clearance|acw_sc__v\d|_cf_chl|\bddos-guard|__ddg\d|incapsula|/_guard/|window\._waf|safeline|yundun""",
         '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>', '<script src="/js/platform.js"></script>'),
    Sign("cookie-script", "blocked", r"""document\.cookie\s{0,3}=.{0,2000}location(?:\.href)?\s{0,3}(?:=|\.reload|\.replace)""",
         "<script>document.cookie='k=1';location.reload()</script>", "<script>document.cookie='seen=1'</script><p>Text</p>"),
    Sign("password-field", "wall", r"""<input\b[^>]{0,300}type=["']?password""",
         '<input name="p" type="password">', '<input type="text" name="password_hint_not">'),
    Sign("frame-of-names", "http-error", r"""<frame[^>]{0,200}(?:parking|sedo|bodis|afternic|dan\.com)|data-adblockkey""",
         '<html data-adblockkey="x">', '<iframe src="/player.html">'),
)  # fmt: skip

#: Searched in "host/path?query" of the page that a redirect led to, all in lower case.
_WORD = r"(?:^|[./_?&=-])"
LANDINGS = (
    Sign("login-address", "wall", rf"{_WORD}(?:log-?in|sign-?in|sso|passport|auth|oauth\d?|account|register|denglu|subscribe|subscription|abo|paywall|pay|premium|consent|cookie-?wall)(?=$|[./_?&=-])",
         "www.example.cn/user/login?back=1", "www.example.cn/author/lee/1.html"),
    Sign("challenge-address", "blocked", rf"{_WORD}(?:captcha|verify|verification|challenge|blocked|denied|forbidden|waf|antibot|robot-?check|validate|yanzheng|sorry)(?=$|[./_?&=-])",
         "www.example.cn/captcha?u=1", "www.example.cn/robots-in-school.html"),
    Sign("error-address", "gone", rf"{_WORD}(?:404|410|error|err|not-?found|notfound|page-?not-?found|missing|gone|deleted|offline|expired)(?=$|[./_?&=-])",
         "www.example.cn/404.html", "www.example.cn/news/40412.html"),
    Sign("maintenance-address", "busy", rf"{_WORD}(?:maintenance|busy|weihu|coming-?soon)(?=$|[./_?&=-])",
         "www.example.cn/maintenance.html", "www.example.cn/busybee/1.html"),
)  # fmt: skip

#: Name, pattern of the value, reason.
HEADERS = (
    ("cf-mitigated", r"challenge|block", "blocked"),
    ("x-amzn-waf-action", r"challenge|captcha|block", "blocked"),
    ("x-datadome", r"protected|blocked|challenge", "blocked"),
    ("x-sucuri-block", r".", "blocked"),
)

#: RFC 9110 §15.3: 202 says that the work is not done (and is what some challenges send), 205 has no content by definition, 206 is a
#: part (:mod:`crawler.network.whole`); RFC 4918 §11.1: 207 is a list of statuses. 203 is a page that a proxy has touched. §15.5: 401 asks who we are, 402 to pay, 403 refuses, 407 is a proxy's; RFC 7725: 451 for legal reasons.
STATUS = {202: "busy", 205: "http-error", 207: "http-error", 401: "wall", 402: "wall", 403: "blocked", 404: "gone", 407: "wall", 410: "gone", 429: "busy", 451: "blocked", 503: "busy"}  # fmt: skip
