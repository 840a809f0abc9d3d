"""Two runs by Debian's own cron: ``python -m tests.cron`` (as root, with cron installed, two minutes).

The crontab line is the one that ``citydesk schedule`` prints, but for its minutes; database, portals and log lie in
folders with a blank and a ``%`` in their names. A portal on loopback has three articles before the first run and five
before the second. The daemon is this check's own: it sees an empty /etc/crontab and a spool of its own, in a mount
namespace of its own, and is ended by its number.

Exit codes: 0 all as it should be, 1 something is not, 75 it cannot be tried here (a line says why).
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event

from tests.asked import Answer, Asked, asking, front, ordinary
from tests.conftest import ROOT

#: Where Debian's cron looks (cron(8)); each is hidden behind an empty one.
SPOOL, TABLES = "/var/spool/cron/crontabs", ("/etc/cron.d",)
DAEMON = """set -e
mount -t tmpfs -o mode=1730,gid={group} none {spool}
for folder in {tables}; do test -d $folder && mount -t tmpfs none $folder; done
test -f /etc/crontab && mount --bind /dev/null /etc/crontab
mount -t tmpfs none /run
install -m 600 {table} {spool}/root
exec cron -f
"""
MODULE = """from crawler.portal import PortalSpider
from crawler.sources import ListPage


class Ferry(PortalSpider):
    name = "ferry"
    hosts = ("{host}",)
    sources = (ListPage("{url}/", every="10s"),)
"""
SECONDS = 200
PATIENCE = 2.0


def cannot() -> str:
    """Why it cannot be tried here; empty where it can."""
    if os.geteuid() != 0:
        return "only root may start a cron daemon"
    if missing := [name for name in ("cron", "unshare", "mount") if not shutil.which(name)]:
        return f"{', '.join(missing)} is not installed (apt-get install cron)"
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        return "no mount namespace can be made here"
    return ""


def line(folder: Path, url: str) -> str:
    """What ``citydesk schedule`` prints, for every minute."""
    (folder / "portals").mkdir()
    (folder / "portals" / "ferry.py").write_text(MODULE.format(url=url, host=url.partition("//")[2]))
    script = Path(sys.executable).with_name("citydesk")
    options = ("--db", "news.db", "--portals", "portals", "--log-file", "crawl.log", "--cron", "ferry")
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "CITYDESK_CONTACT": "desk 100% 'news'"}
    done = subprocess.run(
        [script, "schedule", *options], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    printed = next(text for text in done.stdout.splitlines() if text[:1].isdigit())
    command = re.sub(r"^\S+ \S+ \S+ \S+ \S+ ", "", printed)
    printed_into = str(folder / "output").replace("%", r"\%")
    return f"{done.stdout.replace(printed, '')}\n* * * * * {command} >>'{printed_into}' 2>&1\n"


@contextmanager
def cron(table: str, folder: Path) -> Iterator[None]:
    """The daemon, until the block ends."""
    (folder / "crontab").write_text(table)
    group = next(
        (row.split(":")[2] for row in Path("/etc/group").read_text().splitlines() if row.startswith("crontab:")), "0"
    )
    script = DAEMON.format(group=group, spool=SPOOL, tables=" ".join(TABLES), table=f"'{folder / 'crontab'}'")
    with subprocess.Popen(["unshare", "--mount", "sh", "-c", script], process_group=0) as daemon:
        try:
            yield
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(10)


def ended(log: Path) -> int:
    """How many runs the log tells the end of."""
    return log.read_text().count("run ended with code") if log.exists() else 0


def wait_for(runs: int, log: Path, pause: Event) -> bool:
    """Waits for the end of so many runs."""
    return (
        any(ended(log) >= runs or pause.wait(PATIENCE) for _ in range(int(SECONDS / PATIENCE))) and ended(log) >= runs
    )


def wrong(folder: Path) -> list[str]:
    """What is not as it should be after both runs."""
    with closing(sqlite3.connect(f"{(folder / 'news.db').as_uri()}?mode=ro", uri=True)) as db:
        outcomes = db.execute("SELECT outcome, new, skipped FROM runs ORDER BY id").fetchall()
        articles = db.execute("SELECT count(*), count(DISTINCT url), count(DISTINCT story_id) FROM articles").fetchone()
    script = Path(sys.executable).with_name("citydesk")
    doctor = subprocess.run([script, "doctor", "--db", folder / "news.db"], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)  # fmt: skip
    output, log = (folder / "output").read_text(), (folder / "crawl.log").read_text()
    checks = {
        f"runs: {outcomes}": [row[:2] for row in outcomes] == [("ok", 3), ("ok", 2)],
        f"articles: {articles}": articles == (5, 5, 5),
        f"a quiet run printed: {output}": output == "",
        f"log: {log}": log.count("run ended with code 0") == 2,
        f"doctor: {doctor.stdout}": doctor.returncode == 0,
    }
    return [told for told, right in checks.items() if not right]


def main() -> int:
    """Runs the check; returns its exit code."""
    if why := cannot():
        print(f"cron: not tried: {why}")
        return 75
    numbers = {"articles": 3}

    def answer(path: str, asked: Asked) -> Answer:
        html = {"Content-Type": "text/html; charset=utf-8"}
        return (200, html, front(range(1, numbers["articles"] + 1))) if path == "/" else ordinary(path)

    with tempfile.TemporaryDirectory() as place, asking(answer) as site:
        folder = Path(place) / "news desk 100%"
        folder.mkdir()
        with cron(line(folder, site.url), folder):
            came = wait_for(1, folder / "crawl.log", Event())
            numbers["articles"] = 5
            came = came and wait_for(2, folder / "crawl.log", Event())
        problems = wrong(folder) if came else [f"two runs did not end within {2 * SECONDS} seconds"]
    for problem in problems:
        print(f"cron: {problem}", file=sys.stderr)
    print(
        f"cron: {datetime.now():%H:%M:%S} {'two runs, and the database is right' if not problems else 'not as it should be'}"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
