"""The benchmark's own measure: figures worked out by hand, and a run over a small set."""

import gzip
import json
from pathlib import Path

import pytest

from tests.bench import extraction
from tests.bench.extraction import Found, Saved, ours, plain, run, unknown_share
from tests.bench.measure import FIGURES, PageScore, days, f1, score, shingles, squash, summary, tokens

TEXT = "渡口的老船工把最后一班船开到了对岸，岸上的人朝他挥手，他没有回头。"


def test_a_token_is_a_word_or_a_han_or_kana_character() -> None:
    assert tokens("船3号，ship no.2 カナ 배가") == ["船", "3", "号", "ship", "no", "2", "カ", "ナ", "배가"]


@pytest.mark.parametrize(
    ("words", "count"), [([], 0), (["a"], 1), (list("abcd"), 1), (list("abcde"), 2), (list("aaaaaa"), 3)]
)
def test_shingles_are_runs_of_four(words: list[str], count: int) -> None:
    assert shingles(words).total() == count


@pytest.mark.parametrize(
    ("true", "found", "expected"),
    [
        ("a b c d e", "a b c d e", 1.0),
        ("a b c d e", "a, b. c! d e", 1.0),
        ("a b c d e", "", 0.0),
        ("a b c d e", "v w x y z", 0.0),
        ("a b c d e", "a b c d e f g h", 2 * 2 / (2 + 5)),  # 2 true shingles, 5 found, 2 shared
        ("a b c d e f g h", "a b c d e", 2 * 2 / (5 + 2)),
        ("甲乙丙丁戊", "甲乙丙丁", 2 / 3),
        ("ab", "ab", 1.0),
    ],
)
def test_f1_of_shingles(true: str, found: str, expected: float) -> None:
    assert f1(true, found) == pytest.approx(expected)
    assert f1(found, true) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23", ["2026-11-23"]),
        ("2026-11-23T23:30:00-05:00", ["2026-11-23", "2026-11-24"]),
        ("2026-11-23T01:30:00+08:00", ["2026-11-22", "2026-11-23"]),
        ("2026-11-23T10:00:00Z", ["2026-11-23"]),
        ("2026年11月3日", ["2026-11-03"]),
        ("2026-13-45", []),
        ("", []),
    ],
)
def test_a_day_counts_as_written_and_in_utc(moment: str, expected: list[str]) -> None:
    assert sorted(day.isoformat() for day in days(moment)) == expected


def test_white_space_and_normal_forms_do_not_matter() -> None:
    assert squash(" e\u0301\u3000a\n\nb ") == "é a b"


def test_a_page_is_scored_where_the_truth_speaks() -> None:
    true = {
        "title": "老船工",
        "published": "2026-11-23T08:00:00+08:00",
        "body": TEXT,
        "must_contain": ["没有回头", "不在这里"],
        "must_not_contain": ["责任编辑", "下载客户端"],
        "neutral": ["图为渡口。"],
    }
    page = score(true, "老船工", "2026-11-23", f"{TEXT}\n图为渡口。\n责任编辑：甲")
    assert (page.title, page.date, page.exact) == (True, True, False)
    assert (page.leaked, page.missed) == ([True, False], [False, True])
    assert score(true, "", "", f"{TEXT}\n图为渡口。").exact
    assert score({}, "老船工", "2026-11-23", TEXT) == PageScore()


def test_a_set_is_summed_over_pages_and_segments() -> None:
    pages = [
        PageScore(f1=1.0, exact=True, title=True, leaked=[False, False], missed=[False]),
        PageScore(f1=0.5, exact=False, title=False, leaked=[True, False], missed=[]),
        PageScore(),
    ]
    figures = summary(pages)
    assert tuple(figures) == FIGURES
    assert figures == {
        "pageF1": 0.75,
        "exact": 0.5,
        "leak": 0.25,
        "leakPages": 0.5,
        "missed": 0.0,
        "title": 0.5,
        "date": None,
    }


# --- the table ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one set of one page, and something that is no set."""
    (tmp_path / "ferry").mkdir()
    (tmp_path / "notes").mkdir()
    html = f"<html><title>老船工的最后一班</title><h1>老船工的最后一班</h1><p>{TEXT}</p><p>{TEXT}</p></html>"
    (tmp_path / "ferry" / "a.html.gz").write_bytes(gzip.compress(html.encode()))
    truth = {
        "url": "http://www.example.cn/a.html",
        "content_type": "text/html",
        "title": "老船工的最后一班",
        "body": f"{TEXT}\n{TEXT}",
    }
    (tmp_path / "ferry" / "a.json").write_text(json.dumps(truth))
    return tmp_path


def test_the_table_names_every_extractor(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "LIBRARIES", (("a library", "no_such_module", "'library[zh]'", extraction._magic),))
    assert extraction.main([str(folder)]) == 0
    told = capsys.readouterr()
    lines = [line.split() for line in told.out.splitlines()]
    assert lines[0][:3] == ["set", "extractor", "pages"]
    assert lines[1][:5] == ["ferry", "citydesk", "1", "1.000", "1.000"]
    assert lines[2] == ["ferry", "a", "library", "1", *"-" * (len(FIGURES) + 1)]
    assert lines[-1][-2:] == ["ferry", "0.0%"]
    assert "pip install 'library[zh]'" in told.err


def test_lines_that_nothing_accounts_for_are_counted() -> None:
    text = f"<h1>老船工的最后一班</h1><div><div>渡口</div><p>{TEXT}</p><p>{TEXT}</p></div>"
    page = Saved(f"<html>{text}</html>".encode(), {"url": "http://www.example.cn/a.html"})
    assert unknown_share([page]) == 0.25
    assert unknown_share([]) == 0


@pytest.mark.parametrize("arguments", [["--set", "notes"], ["--set", "missing"]])
def test_a_set_without_pages_is_named(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        extraction.main([str(folder), *arguments])
    assert arguments[1] in capsys.readouterr().err


def test_an_extractor_that_fails_counts_as_empty_and_ours_may_not_fail() -> None:
    def fails(page: Saved) -> Found:
        raise KeyError(page.url)

    page = Saved(b"<p>x</p>", {"title": "t", "body": TEXT})
    scores, cpu = run(fails, [page])
    assert (scores[0].f1, scores[0].title) == (0.0, False)
    assert cpu >= 0
    with pytest.raises(TypeError):
        run(ours, [Saved(None, {})])  # type: ignore[arg-type]


def test_html_of_a_library_becomes_lines() -> None:
    assert plain("<div>a<script>x</script><p>b <b>c</b></p>d<br>e</div>") == "a\nb c\nd\ne"
    assert plain(" ") == ""
