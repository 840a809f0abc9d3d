"""What an operator expects of a portal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expect:
    """What is normal for a portal: (least, most) articles a day and characters of a body, fields that are always there."""

    articles_per_day: tuple[int, int] = (0, 1000)
    body_chars: tuple[int, int] = (40, 100_000)
    always: tuple[str, ...] = ("title",)
