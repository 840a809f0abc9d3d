"""The line rules: what stands on a news page and is no article, as data.

A rule's id begins with its kind: ``login``, ``toolbar``, ``breadcrumb``, ``share``, ``app``, ``hotline``, ``helpline``,
``credit``, ``author``, ``agency``, ``source``, ``notice``, ``copyright``, ``tags``, ``prevnext``, ``related``, ``pager``,
``comment``, ``continue``, ``readmore``, ``paywall``, ``ad``, ``shop``, ``embed``, ``item``, ``original-title``, ``feedback``, ``newsletter``, ``caption``, ``meta``,
``player``, ``cookie``, ``nav``, ``link``, ``template``, ``ornament``; ``chrome`` stands for a smaller language's share,
related, comment, login and advertising words together. Where several rules match a line, the first in ``RULES`` names it.
"""

from crawler.rules.asian import ASIAN
from crawler.rules.en import EN
from crawler.rules.european import EUROPEAN
from crawler.rules.inner import INNER
from crawler.rules.marks import MARKS
from crawler.rules.rule import Rule
from crawler.rules.tails import TAILS
from crawler.rules.zh import ZH

RULES: tuple[Rule, ...] = MARKS + ZH + EN + EUROPEAN + ASIAN + INNER

__all__ = ["RULES", "TAILS", "Rule"]
