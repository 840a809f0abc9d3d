"""The rules over URL shapes."""

import pytest

from crawler.discovery.urlrules import NEVER, POINTS, Rule
from crawler.discovery.urlshapes import shape


@pytest.mark.parametrize("rule", [*NEVER, *POINTS], ids=lambda rule: rule.id)
def test_rule_matches_its_example_and_not_its_counterexample(rule: Rule) -> None:
    assert rule.pattern.search("/" + shape("http://a.cn" + rule.hit).partition("/")[2]), rule.hit
    assert not rule.pattern.search("/" + shape("http://a.cn" + rule.miss).partition("/")[2]), rule.miss


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in (*NEVER, *POINTS)]
    assert len(ids) == len(set(ids))
