"""The status in the text format of Prometheus, for the textfile collector of node_exporter (pure).

Format: prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4.
"""

from collections.abc import Sequence
from datetime import datetime

from crawler.monitoring.verdicts import ORDER, WELL, Health

#: Name, what it says, and its value for a portal; None leaves the portal out.
METRICS = {
    "citydesk_portal_ok": "1 while the portal is fresh, asleep or retired, else 0",
    "citydesk_portal_verdict": "1 for the verdict that holds, 0 for the others",
    "citydesk_portal_articles_today": "articles of these days that came today, by the portal's clock",
    "citydesk_portal_articles_week": "articles of these days that came in the last seven days",
    "citydesk_portal_came_today": "all new articles that came today, those of an archive, too",
    "citydesk_portal_last_success_timestamp_seconds": "when the last run began that the portal answered",
}


def prometheus(found: Sequence[Health], now: datetime) -> str:
    """All metrics of all portals, one line each, and when they were taken."""
    values: dict[str, list[str]] = {name: [] for name in METRICS}
    for health in found:
        name = f'portal="{_escape(health.portal)}"'
        values["citydesk_portal_ok"].append(f"{{{name}}} {int(health.verdict in WELL)}")
        for verdict in ORDER:
            values["citydesk_portal_verdict"].append(f'{{{name},verdict="{verdict}"}} {int(verdict == health.verdict)}')
        values["citydesk_portal_articles_today"].append(f"{{{name}}} {sum(health.news[-1:])}")
        values["citydesk_portal_articles_week"].append(f"{{{name}}} {sum(health.news[-7:])}")
        values["citydesk_portal_came_today"].append(f"{{{name}}} {sum(health.came[-1:])}")
        if health.last_success:
            moment = datetime.fromisoformat(health.last_success).timestamp()
            values["citydesk_portal_last_success_timestamp_seconds"].append(f"{{{name}}} {moment:.0f}")
    lines = []
    for metric, meaning in METRICS.items():
        lines += [f"# HELP {metric} {meaning}", f"# TYPE {metric} gauge", *(metric + value for value in values[metric])]
    taken = "citydesk_status_timestamp_seconds"
    lines += [f"# HELP {taken} when this status was taken", f"# TYPE {taken} gauge", f"{taken} {now.timestamp():.0f}"]
    return "\n".join(lines) + "\n"


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
