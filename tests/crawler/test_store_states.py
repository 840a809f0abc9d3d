"""Whatever arrives in whatever order, the store holds together."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from crawler.reading.items import Article
from crawler.storage.store import RunCounts, Store
from tests.crawler.store_kit import NOON, article, put, text

# Few addresses and few texts that overlap, so that every kind of meeting happens.
_PARTS = [text(f"part {number}", 2) for number in range(5)]
BODIES = ["", "图片新闻", *_PARTS, *("\n".join(_PARTS[n : n + 3]) for n in range(3)), "\n".join(_PARTS)]
DATES = ["", "2024-03-05T08:30:00+08:00", "2024-03-06T08:30:00+08:00", "2025-03-05T08:30:00+08:00"]
FLAGS: list[list[str]] = [[], [], ["mended"], ["mojibake"]]

articles = st.builds(
    lambda page, portal, title, body, published, flags: article(
        page,
        url=f"http://{portal}.example/{page}",
        portal=portal,
        title=title,
        body=body,
        published_at=published,
        flags=flags,
    ),
    st.integers(1, 3),
    st.sampled_from(["riverside", "harbour"]),
    st.sampled_from(["河边的消息一则", "老街灯笼重新点亮"]),
    st.sampled_from(BODIES),
    st.sampled_from(DATES),
    st.sampled_from(FLAGS),
)

BROKEN = {
    "one canonical copy a story": "SELECT story_id FROM article GROUP BY story_id HAVING sum(is_canonical) != 1",
    "a story has the id of its first article": """SELECT a.id FROM article a JOIN article b ON b.id = a.story_id
        WHERE b.story_id != b.id""",
    "revisions are kept without a gap": """SELECT id FROM article a
        WHERE revision - 1 != (SELECT count(*) FROM revision WHERE article_id = a.id)""",
    "only first articles are indexed": """SELECT story_id FROM sketch
        WHERE story_id NOT IN (SELECT id FROM article WHERE id = story_id)""",
    "nothing is related to itself": "SELECT article_id FROM relation WHERE article_id = other_id",
    "every text has an id and a hash": "SELECT id FROM article WHERE length(content_hash) != 16",
    "damage is that of the flags": """SELECT id FROM article WHERE damage !=
        CASE WHEN flags LIKE '%mojibake%' THEN 2 WHEN flags LIKE '%mended%' THEN 1 ELSE 0 END""",
    "foreign keys": "PRAGMA foreign_key_check",
}


class StoreMachine(RuleBasedStateMachine):
    """Puts articles and counts what the store says it did."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(":memory:")
        self.run = self.store.start_run("riverside", NOON)
        self.counts = RunCounts()

    @rule(item=articles)
    def put(self, item: Article) -> None:
        before = self.store.article_id(item.url)
        stored = put(self.store, item, self.run)
        assert (before is None) == (stored.outcome in ("new", "copy"))
        assert before in (None, stored.article_id)
        column = "copies" if stored.outcome == "copy" else stored.outcome
        setattr(self.counts, column, getattr(self.counts, column) + 1)
        row = self.store.article(stored.article_id)
        assert row is not None
        assert row["story_id"] == stored.story_id
        assert (stored.outcome == "new") <= (stored.story_id == stored.article_id)

    @rule(item=articles)
    def put_twice(self, item: Article) -> None:
        self.put(item)
        again = put(self.store, item, self.run)
        assert again.outcome == "unchanged"
        assert not again.canonical_changed
        self.counts.unchanged += 1

    @rule(reason=st.sampled_from(["list", "gone"]))
    def skip(self, reason: str) -> None:
        self.store.skip("http://riverside.example/list", "riverside", reason, self.run, NOON)
        self.counts.skipped[reason] = self.counts.skipped.get(reason, 0) + 1

    @invariant()
    def holds_together(self) -> None:
        for what, sql in BROKEN.items():
            assert self.store._db.conn.execute(sql).fetchall() == [], what

    @invariant()
    def counts_agree(self) -> None:
        (run,) = self.store.runs()
        assert run["pages"] == self.counts.pages
        assert run["skipped"] == self.counts.skipped
        assert [run[name] for name in ("new", "changed", "unchanged", "copies")] == [
            getattr(self.counts, name) for name in ("new", "changed", "unchanged", "copies")
        ]

    def teardown(self) -> None:
        self.store.close()


StoreMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestStore = StoreMachine.TestCase
