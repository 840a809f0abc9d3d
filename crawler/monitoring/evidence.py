"""Evidence of drift: what it is, and the limits beyond which something is no chance (pure)."""

from dataclasses import asdict, dataclass
from math import comb, erfc, exp, factorial, lgamma, log, sqrt
from typing import Any, Self

#: Pages that must show it: up to three may be specials, videos, or one correspondent's.
FEWEST = 4
#: The share of pages that show it must have grown by this much.
GROWN = 0.3
#: … and lie by this much above that of any earlier day of at least so many pages.
ABOVE_WORST, A_DAY = 0.1, 4
#: Probability below which chance is ruled out: 50 portals with 30 figures and 10 runs a day make 5 million looks a year, but
#: most of them see the same pages again; the two limits above do the rest.
IMPROBABLE = 1e-5
#: Earlier pages and days without which nothing is known of a portal.
KNOWN_PAGES, KNOWN_DAYS = 20, 3
#: A name that so few of the earlier pages have is new; so many of the latest ones must have new names.
RARE, MOSTLY = 0.02, 0.8
#: The kind of what a run without any article shows by itself, without a history.
NO_ARTICLE = "page none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is otherwise than before, in words. ``loss``: something is not found that was; else it only looks new."""

    kind: str
    text: str
    loss: bool = True

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The evidence that :meth:`as_json` gave."""
        return cls(str(stored["kind"]), str(stored["text"]), bool(stored["loss"]))


def tail(count: int, total: int, share: float) -> float:
    """The probability of at least ``count`` of ``total`` where each comes with probability ``share`` (binomial)."""
    total, count = (total, count) if total <= 400 else (400, round(400 * count / total))
    return sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count, total + 1))


def few_tail(count: int, usual: float) -> float:
    """The probability of at most ``count`` where so many are ``usual`` (Poisson)."""
    return sum(exp(number * log(usual) - usual - lgamma(number + 1)) for number in range(count + 1))


def mean_tail(mean: float, number: int) -> float:
    """The probability that ``number`` ranks, each anywhere from 0 to 1, have a mean as low as this one (Irwin-Hall).

    The normal distribution, which stands for it where there are many, is ten times too careful for ten, and for six knows
    nothing improbable.
    """
    if number > 16:
        return erfc((0.5 - mean) * sqrt(12 * number) / sqrt(2)) / 2
    total = mean * number
    signed = [(-1.0) ** k * comb(number, k) * (total - k) ** number for k in range(int(total) + 1)]
    return max(0.0, sum(signed) / factorial(number))
