"""Crawls the portals of a family in one process, before and with their faults, and says what is wrong with each."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from tests.conftest import ROOT
from tests.hostile.fault import Family, Found
from tests.hostile.portal import GOOD, LATE, NEW, OLD, Portal, body, title
from tests.hostile.server import serving

#: Seconds after which a crawl is killed, so that one without end fails its test.
LONGEST_RUN = 120.0
#: ``ru_maxrss`` is in KiB on Linux and in bytes on macOS.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Ran:
    """One crawl: exit code, what it said, bytes of memory at its peak, seconds."""

    code: int
    out: str
    err: str
    memory: int
    seconds: float


@dataclass(frozen=True)
class Walked:
    """What came of a family: the crawl with its faults, and what was found on each of their portals."""

    ran: Ran
    found: dict[str, Found]


def run(arguments: Sequence[str], folder: Path, settings: dict[str, str]) -> Ran:
    """Runs ``citydesk`` in a process of its own, whose peak of memory the system tells when it has ended."""
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "crawler.cli", *arguments, *options]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    started = monotonic()
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=err)
        watch = Timer(LONGEST_RUN, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    texts = [(folder / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err")]
    return Ran(process.returncode, texts[0], texts[1], usage.ru_maxrss * _RSS_UNIT, monotonic() - started)


def walk(family: Family, folder: Path) -> Walked:
    """Crawls all portals of the family while they are good, then with their faults."""
    portals = {fault.id: Portal(fault, number) for number, fault in enumerate(family.faults, 1)}
    scenes = {name: portal.scene for name, portal in portals.items()}
    addresses = [scene.host.url for scene in scenes.values()]
    with serving([host for scene in scenes.values() for host in (scene.host, scene.other)]):
        first = run(["crawl", "--json", *addresses], folder, family.settings)
        assert first.code == 0, first.err
        before = {name: rows(folder, scene.host.netloc) for name, scene in scenes.items()}
        for scene in scenes.values():
            scene.bad = True
            scene.host.asked.clear()
        second = run(["crawl", "--json", "--revisit", "--full", *addresses], folder, family.settings)
    results = {line["portal"]: line for line in map(json.loads, second.out.splitlines())}
    found = {}
    for name, scene in scenes.items():
        place = scene.host.netloc
        found[name] = Found(
            scene,
            folder / "citydesk.db",
            results.get(place, {}),
            rows(folder, place),
            before[name],
            {path_of(row["url"]): row["reason"] for row in _ask(folder, _SKIPPED, place)},
            _texts(folder, place),
            second.seconds,
        )
    return Walked(second, found)


_SKIPPED = "SELECT url, reason FROM skipped WHERE portal = ? ORDER BY run, seen_at"
_TEXTS = """SELECT a.url, r.body FROM articles a JOIN revisions r ON r.article_id = a.id WHERE a.portal = ?1
            UNION ALL SELECT url, body FROM articles WHERE portal = ?1"""


def rows(folder: Path, portal: str) -> dict[str, dict[str, Any]]:
    """The articles of a portal by path."""
    return {path_of(row["url"]): row for row in _ask(folder, "SELECT * FROM articles WHERE portal = ?", portal)}


def path_of(url: str) -> str:
    """An address without its host."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _texts(folder: Path, portal: str) -> dict[str, set[str]]:
    """All texts of each article, earlier revisions too."""
    texts: dict[str, set[str]] = {}
    for row in _ask(folder, _TEXTS, portal):
        texts.setdefault(path_of(row["url"]), set()).add(row["body"])
    return texts


def _ask(folder: Path, sql: str, portal: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"file:{folder / 'citydesk.db'}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql, (portal,))]


def wrong(family: Family, name: str, found: Found) -> list[str]:
    """All that is not as it must be with one fault, one line each; empty when it is passed."""
    fault = next(fault for fault in family.faults if fault.id == name)
    expected, result, scene = fault.expected, found.result, found.scene
    lines = [] if result else ["the portal has no result"]
    if result.get("verdict") != expected.verdict:
        lines.append(f"verdict {result.get('verdict')} for {expected.verdict}: {result.get('problems')}")
    if expected.problem not in (problems := " ".join(result.get("problems", []))):
        lines.append(f"problems say {problems!r}")
    refused = {trap for source in result.get("sources", {}).values() for trap in source.get("refused", {})}
    if expected.refused and expected.refused not in refused:
        lines.append(f"links refused as {sorted(refused)}")
    if scene.other.asked and not expected.leaves:
        lines.append(f"the other host was asked for {[ask.path for ask in scene.other.asked]}")
    lines += [
        f"{ask.path} was asked for" for ask in scene.host.asked if any(part in ask.path for part in expected.never)
    ]
    if expected.most and (times := max(map(scene.host.count, (NEW, OLD)))) > expected.most:
        lines.append(f"asked {times} times")
    lines += _wrong_good(found, [*GOOD, *([LATE] if expected.good else [])])
    if fault.place == "article":
        lines += _wrong_page(found, fault.expected)
    return lines + (expected.check(found) if expected.check else [])


def _wrong_good(found: Found, paths: Sequence[str]) -> list[str]:
    """What is not as it must be with the good articles beside a fault."""
    lines = []
    for path in paths:
        article = found.articles.get(path, {})
        if article.get("body") != body(found.scene, path) or article.get("title") != title(found.scene, path):
            lines.append(f"{path} is not whole: {article.get('title')!r} {str(article.get('body'))[:60]!r}")
    return lines


def _wrong_page(found: Found, expected: Any) -> list[str]:
    """What is not as it must be with the fault's own pages, the new one and the one that was good before."""
    lines, new = [], found.articles.get(NEW)
    good = found.before.get(OLD, {}).get("body", "")
    if good != body(found.scene, OLD):
        lines.append("the good text was not stored in the first run")
    if good not in found.texts.get(OLD, ()):
        lines.append("the good text is lost")
    if not expected.stored:
        lines += [f"stored: {new['title']!r} {new['body'][:80]!r}"] if new else []
        if found.articles.get(OLD, {}).get("body") != good:
            lines.append(f"the good text was replaced by {found.articles.get(OLD, {}).get('body', '')[:80]!r}")
        if expected.reason:
            reasons = [found.skipped.get(path, "nothing") for path in (NEW, OLD)]
            lines += [] if set(reasons) == {expected.reason} else [f"skipped as {reasons} for {expected.reason}"]
    elif new is None:
        lines.append(f"not stored but skipped as {found.skipped.get(NEW, 'nothing')}")
    else:
        text = f"{new['title']}\n{new['body']}"
        lines += [f"lacks {part!r}" for part in expected.says if part not in text]
        lines += [f"says {part!r}" for part in expected.lacks if part in text]
        lines += [f"flags {new['flags']}" for flag in expected.flags if flag not in json.loads(new["flags"])]
    return lines
