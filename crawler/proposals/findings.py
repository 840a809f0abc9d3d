"""What ``citydesk check`` finds: one line each, with the file it is about and the remedy."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. ``check`` is one of :data:`CHECKS`, ``where`` a file or the database."""

    portal: str
    check: str
    where: str
    message: str

    @property
    def is_drift(self) -> bool:
        """Whether the portal has changed, and not what we say of it."""
        return self.check == "drift"

    def __str__(self) -> str:
        return f"{self.portal}: {self.check}: {self.where}: {self.message}"

    def as_json(self) -> dict[str, str]:
        """The finding as plain data."""
        return asdict(self)


#: The checks, in their order, and what each looks at.
CHECKS = {
    "module": "the attributes of the portal's class: hosts, sources, article_url, the order of its layouts",
    "overlap": "no other portal takes the same addresses for its own",
    "sample": "every saved page, read again, gives the fields of its record and none of the lines that must not come through",
    "expects": "what the database has of the last days is what the module's `expects` says",
    "drift": "its crawls have seen no change of the portal, and pages of the last run gave articles",
}
