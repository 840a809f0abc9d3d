"""Settings of every crawl, by ``scrapy crawl`` and ``citydesk crawl`` alike; any can be changed with ``-s KEY=VALUE``."""

import os

from scrapy.settings import default_settings

from crawler import __version__
from crawler.network.limits import DEFAULTS


def without(parts: dict[str, int], *names: str) -> dict[str, int]:
    """Scrapy's parts but for those whose path ends in one of ``names``. Raises ``LookupError`` for one that is not there."""
    if missing := [name for name in names if not any(part.endswith(f".{name}") for part in parts)]:
        raise LookupError(f"Scrapy has no {', '.join(missing)} any more: take it out of crawler/settings.py")
    return {part: place for part, place in parts.items() if not part.endswith(tuple(f".{name}" for name in names))}


BOT_NAME = "citydesk"
SPIDER_MODULES = ["spiders"]
# Also loads the modules of the operator's own folder (CITYDESK_PORTALS).
SPIDER_LOADER_CLASS = "crawler.crawling.portals.PortalLoader"

# --- what is ours ------------------------------------------------------------------------------------------------------
CITYDESK_DB = os.environ.get("CITYDESK_DB", "citydesk.db")
CITYDESK_PORTALS = os.environ.get("CITYDESK_PORTALS", "")
CITYDESK_CONTACT = os.environ.get("CITYDESK_CONTACT", "")
CITYDESK_KEEP_RAW = os.environ.get("CITYDESK_KEEP_RAW", "all")  # none, latest, all: pages of which revisions are kept
CITYDESK_SINCE = ""  # ISO date: older articles are not stored
CITYDESK_BUSY_SECONDS = os.environ.get("CITYDESK_BUSY_SECONDS", "")  # seconds to wait for a lock; empty = 30
CITYDESK_MIGRATION_BACKUP = os.environ.get("CITYDESK_MIGRATION_BACKUP", "")  # 0 = no copy before a migration
CITYDESK_INDEX_DAYS = os.environ.get("CITYDESK_INDEX_DAYS", "")  # stories stay in the look-up of copies; empty = 90
CITYDESK_SKIPPED_DAYS = os.environ.get("CITYDESK_SKIPPED_DAYS", "")  # rows stay in the view skipped; empty = 90
CITYDESK_FULL = False  # every source unconditionally and in full depth, and what was given up before
CITYDESK_REVISIT = False  # every known article again
CITYDESK_PUNCTUAL = False  # no source before its interval is over
CITYDESK_GRACE = 8.0  # seconds that answers have to come in after SIGTERM or Ctrl-C
CITYDESK_OLD_REVISITS = 20  # old articles looked at again because a sitemap told of a change, a portal and run

# --- what is due comes from the database, not from memory ---------------------------------------------------------------
SCHEDULER = "crawler.scheduling.scheduler.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # filters nothing: the frontier knows what was asked

# --- who we are and how we ask -----------------------------------------------------------------------------------------
# One identity with a contact, so that a portal's operator can ask us to slow down instead of blocking us.
USER_AGENT = f"citydesk/{__version__} (local news archive{'; ' + CITYDESK_CONTACT if CITYDESK_CONTACT else ''})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "citydesk"  # the product token that rules name (RFC 9309 §2.2.1)
CONCURRENT_REQUESTS = 32  # over all portals of a process
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one at a time, as one reader would
DOWNLOAD_DELAY = 1.0  # seconds between requests to one host; loopback hosts are asked without delay
CITYDESK_MAX_DELAY = 300.0  # seconds: longest delay between two requests, whatever robots.txt and latency say
CITYDESK_FIRST_PAUSE = 5.0  # seconds after the first 429 or 503 without Retry-After; doubles at each one in a row
CITYDESK_MAX_PAUSE = 120.0  # a portal that asks for more is left alone until the next run
CITYDESK_QUIET_HOURS = ""  # such as "23:00-06:30", by the portal's clock: no request then
COOKIES_ENABLED = False  # no session: every page is what a first visitor sees
# Taken out of what Scrapy has by default, not set to None: that would import them, and some bring much along.
DOWNLOADER_MIDDLEWARES_BASE = without(
    default_settings.DOWNLOADER_MIDDLEWARES_BASE,
    "robotstxt.RobotsTxtMiddleware",  # reads every failure as permission
    "redirect.MetaRefreshMiddleware",  # follows a page that reloads itself in a circle
    "httpcompression.HttpCompressionMiddleware",  # gives out what broke off as a page
    "offsite.OffsiteMiddleware",  # lets redirects of start requests pass
    "httpauth.HttpAuthMiddleware",  # no portal is logged in to
    "cookies.CookiesMiddleware",  # its list of domain suffixes comes with a second web client
)
DOWNLOADER_MIDDLEWARES = {
    "crawler.network.redirects.KnownRedirects": 90,  # before anything is asked: what a redirect leads to may be known
    "crawler.network.robots.Robots": 100,
    "crawler.network.budget.Budget": 580,  # inside redirects and retries: every request that is sent counts
    "crawler.network.pace.Pace": 585,  # inside retries (550): the host pauses before it is asked again
    "crawler.network.guard.HostGuard": 610,  # nearer the network than redirects (600): sees where one leads before it is followed
    "crawler.network.refresh.MetaRefresh": 580,
    "crawler.network.whole.WholeAnswers": 595,
    "crawler.network.cookies.Cookies": 700,
}
SPIDER_MIDDLEWARES_BASE = without(  # each wraps every callback; what these do is done by the sources and the guard
    default_settings.SPIDER_MIDDLEWARES_BASE, "depth.DepthMiddleware", "urllength.UrlLengthMiddleware"
)
CONCURRENT_ITEMS = 1  # Scrapy starts this many tasks a response (default 100: 1 ms); the pipelines never wait
WARN_ON_GENERATOR_RETURN_VALUE = False  # inspects the source of every callback

# --- limits ------------------------------------------------------------------------------------------------------------
globals().update(DEFAULTS)  # crawler/network/limits.py has each with its reason
DOWNLOAD_WARNSIZE = 0  # a page over the limit is counted under its reason, no second warning
METAREFRESH_MAXDELAY = 5  # Scrapy: 100 seconds; a page that stays longer is there to be read

# --- doors that stay shut ----------------------------------------------------------------------------------------------
REMOTE_CONTROL_ENABLED = False  # Scrapy 2.19 opens a loopback port that runs Python
TELNETCONSOLE_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy: off
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # none: what is fetched comes by http or https
    **dict.fromkeys(("http", "https"), "crawler.network.handler.BoundedHandler"),
}
# Which page led to another is told to the same origin alone, whatever policy a page names in its own header.
REFERRER_POLICY = "same-origin"
REFERRER_POLICIES = dict.fromkeys(
    "no-referrer-when-downgrade origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url".split(),
    "scrapy.spidermiddlewares.referer.SameOriginPolicy",
) | {"": "scrapy.spidermiddlewares.referer.SameOriginPolicy"}

# --- the flow of an article: check, recognise, store -------------------------------------------------------------------
ITEM_PIPELINES = {
    "pipelines.validate.Validate": 100,  # a page that is no article leaves here, with its reason
    "pipelines.doubt.Doubt": 150,  # a page without date and credit waits: the same text elsewhere makes it a notice
    "pipelines.deduplicate.Deduplicate": 200,  # fingerprints, on which the store recognises copies
    "pipelines.store.Save": 900,  # one transaction an article
}
EXTENSIONS = {"crawler.crawling.watch.RunLedger": 100}
EXTENSIONS_BASE = (
    without(  # shut as well, see above; for the first Scrapy imports a web server, a tenth of the start-up
        default_settings.EXTENSIONS_BASE, "remote_control.RemoteControl", "telnet.TelnetConsole"
    )
)
LOG_LEVEL = os.environ.get("CITYDESK_LOG_LEVEL", "INFO")
FEED_EXPORT_ENCODING = "utf-8"
