"""The status as one static page: no scripts, nothing from elsewhere, readable on a phone and in the dark (pure)."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from crawler.monitoring.health import SHOWN
from crawler.monitoring.verdicts import Health

_STYLE = """
:root { color-scheme: light dark; --text: #1c2024; --dim: #60676e; --page: #fff; --card: #f5f6f7; --bar: #4477aa;
        --bad: #b3261e; --odd: #8a5a00; --good: #1b6e3c }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ea; --dim: #9aa2a9; --page: #15181b; --card: #1f2428;
        --bar: #7aa7d6; --bad: #ff8a80; --odd: #f0c060; --good: #7fd6a0 } }
* { box-sizing: border-box }
body { font: 16px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0 auto; padding: 1rem;
       max-width: 60rem }
h1 { font-size: 1.35rem; margin: 0 } p { margin: .3rem 0 } .dim { color: var(--dim); font-size: .875rem }
article { background: var(--card); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; border-left: .3rem solid var(--good) }
.bad { border-color: var(--bad) } .odd { border-color: var(--odd) } .bad b { color: var(--bad) } .odd b { color: var(--odd) }
.good b { color: var(--good) }
header, .line { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; justify-content: space-between }
h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere } ul { margin: .4rem 0; padding-left: 1.2rem; overflow-wrap: anywhere }
svg { display: block; width: 100%; height: 3rem; margin-top: .4rem } rect { fill: var(--bar) } .none { fill: var(--dim); opacity: .35 }
"""
_KINDS = {"down": "bad", "blocked": "bad", "drifting": "bad", "late": "odd", "thin": "odd"}
#: Units of a bar in the drawing, and the height of the highest.
_WIDTH, _HEIGHT = 10, 48


def page(found: Sequence[Health], now: datetime) -> str:
    """The whole page; every text that came from elsewhere is escaped."""
    wrong = sum(health.verdict in _KINDS for health in found)
    told = (
        f"{wrong} of {len(found)} portals {'needs' if wrong == 1 else 'need'} a look"
        if wrong
        else f"all {len(found)} portals are well"
    )
    told = told if found else "no portal was crawled yet"
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>citydesk: {told}</title>\n<style>{_STYLE}</style>\n"
        f'<header><h1>citydesk: {told}</h1><span class="dim">{now:%Y-%m-%d %H:%M} UTC</span></header>\n'
        f"{''.join(map(_portal, found))}</html>\n"
    )


def _portal(health: Health) -> str:
    evidence = "".join(f"<li>{escape(line)}</li>" for line in health.evidence)
    since = f" since {escape(health.since[:16].replace('T', ' '))}" if health.since else ""
    older = f" and {health.older} older ones" if health.older else ""
    days = f"{sum(health.news)} articles in {len(health.news)} days, {sum(health.news[-1:])} today{older}"
    success = escape(health.last_success[:16].replace("T", " ")) or "never"
    due = escape(health.next_due[:16].replace("T", " ")) or "–"
    return (
        f'<article class="{_KINDS.get(health.verdict, "good")}"><div class="line"><h2>{escape(health.portal)}</h2>'
        f"<span><b>{escape(health.verdict)}</b>{since}</span></div>\n"
        f"{f'<ul>{evidence}</ul>' if evidence else ''}{_plot(health)}"
        f'<p class="dim">{days} · last success {success} · next due {due}</p></article>\n'
    )


def _plot(health: Health) -> str:
    """Articles a day as bars; a day without any is a thin line, so that a gap is seen as one."""
    most = max([*health.news, 1])
    bars = []
    for place, number in enumerate(health.news):
        height = max(2, round(_HEIGHT * number / most)) if number else 1
        kind = "" if number else ' class="none"'
        bars.append(
            f'<rect{kind} x="{place * _WIDTH + 1}" y="{_HEIGHT - height}" width="{_WIDTH - 2}" height="{height}">'
            f"<title>{len(health.news) - 1 - place} days ago: {number}</title></rect>"
        )
    label = f"articles a day, at most {most}"
    box = f"0 0 {SHOWN * _WIDTH} {_HEIGHT}"
    return f'<svg viewBox="{box}" preserveAspectRatio="none" role="img" aria-label="{label}">{"".join(bars)}</svg>\n'
