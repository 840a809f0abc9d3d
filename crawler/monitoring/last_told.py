"""What each receiver of alerts was last told of a portal (pure).

One that was out of reach is told again; those that took the alert are not.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class LastTold:
    """The ``verdict`` that was told last, and what the receivers ``behind`` know instead: the verdict before, by their name."""

    verdict: str = ""
    behind: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """As the database keeps it: the plain verdict, or JSON of a mapping while somebody is behind."""
        if not text.startswith("{"):
            return cls(text)
        by_name = json.loads(text)
        return cls(by_name.pop("", ""), by_name)

    @property
    def text(self) -> str:
        """The same for the database."""
        return json.dumps({"": self.verdict, **self.behind}) if self.behind else self.verdict

    def to(self, receiver: str) -> str:
        """The verdict that a receiver was told last."""
        return self.behind.get(receiver, self.verdict)

    def then(self, verdict: str, took: Collection[str], missed: Collection[str]) -> "LastTold":
        """After a ``verdict`` that some receivers took and others ``missed``."""
        if not took:
            return self
        # A receiver that was not called now stays as far behind as it was.
        others = {name: known for name, known in self.behind.items() if name not in took}
        behind = {**others, **{name: self.to(name) for name in missed}}
        return LastTold(verdict, {name: known for name, known in behind.items() if known != verdict})
