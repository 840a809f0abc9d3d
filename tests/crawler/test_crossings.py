from crawler.discovery.crossings import Crossings
from crawler.scheduling.visits import Target

OLD, NEW = Target("http://news.example/old/7", "article"), "http://news.example/7.html"


def test_what_a_redirect_leads_to_is_blocked_until_that_has_come() -> None:
    crossings = Crossings()
    crossings.take(NEW, OLD)
    assert crossings.blocks(NEW)
    assert crossings.is_stale(NEW)
    assert crossings.is_leading(OLD.url)
    assert crossings.came(OLD.url, [NEW]) == []
    assert not crossings.blocks(NEW)
    assert not crossings.is_leading(OLD.url)
    assert crossings.is_stale(NEW), "what was read before is out of date"
    crossings.read_anew()
    assert not crossings.is_stale(NEW)


def test_what_waits_is_given_back_once() -> None:
    crossings = Crossings()
    crossings.wait(NEW, OLD)
    assert crossings.blocks(OLD.url)
    assert crossings.came("http://news.example/8.html", []) == []
    assert crossings.came(NEW, []) == [OLD]
    assert crossings.came(NEW, []) == []
    assert not crossings.blocks(OLD.url)
