"""The page's own word on its text and its author: believed where it agrees with what was found, and nowhere else."""

import json

import pytest

from crawler.reading.claims import LONGEST, PARAGRAPH, unclaimed, vita
from crawler.reading.reading import Reading, read_page
from crawler.reading.repeats import Repeats
from tests.crawler.pages import EN, ZH, Story, body_of, lines_of, page, paragraphs

PRODUCT = "Brass hand pump, four litres"
CAPTION = "The ferry on the slip, seen from the old customs house in the rain"
TEASER = "A bakery in the hills sells bread by the hour, and the queue begins before the lights are on."
VITA = "Nell Harrow has lived above the harbour since 2009, keeps two dogs, and rows a boat that leaks in summer."


def claimed(body: str, text: object, author: object = None) -> Reading:
    claim = json.dumps({"@type": "NewsArticle", "headline": EN.title, "articleBody": text, "author": author})
    head = f'<script type="application/ld+json">{claim}</script>'
    return read_page(page(f"<h1>{EN.title}</h1><article>{body}</article>", head=head))


def rules(reading: Reading) -> dict[str, str]:
    return {line.text: line.rule for line in reading.trimmer.ledger() if line.verdict == "removed"}


@pytest.mark.parametrize("story", [EN, ZH], ids=["en", "zh"])
def test_what_follows_the_claimed_text_goes(story: Story) -> None:
    body = paragraphs(*story.paragraphs, TEASER)
    assert TEASER in body_of(claimed(body, ""))
    reading = claimed(body, story.body)
    assert body_of(reading) == list(story.paragraphs)
    assert rules(reading)[TEASER] == "unclaimed"


@pytest.mark.parametrize("line", [PRODUCT, CAPTION])
def test_a_short_line_between_claimed_paragraphs_goes(line: str) -> None:
    body = paragraphs(EN.paragraphs[0], line, *EN.paragraphs[1:])
    assert line in body_of(claimed(body, ""))
    assert body_of(claimed(body, EN.body)) == list(EN.paragraphs)


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Four winters in the shed</h2>",
        f"<p>{'The keel was laid by hand, plank upon plank, and no one hurried. ' * 4}</p>",
    ],
    ids=["heading", "paragraph"],
)
def test_headings_and_long_paragraphs_stay_though_the_claim_leaves_them_out(kept: str) -> None:
    body = paragraphs(EN.paragraphs[0]) + kept + paragraphs(*EN.paragraphs[1:])
    assert len(body_of(claimed(body, EN.body))) == len(EN.paragraphs) + 1


def test_a_standfirst_stays_though_the_claim_leaves_it_out() -> None:
    assert body_of(claimed(paragraphs(TEASER, *EN.paragraphs), EN.body)) == [TEASER, *EN.paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Short.",
        None,
        7,
        ["a", "b"],
        {"text": EN.body},
        EN.paragraphs[0],  # a summary
        " ".join(ZH.paragraphs) * 3,  # another text
        EN.body + "\n" + "It goes on behind the wall, as long again as what is shown to everybody. " * 9,
        "\n".join(EN.paragraphs[:-1]) + "\n" + EN.paragraphs[-1][:20] + "…",  # cut short
        EN.body + " " * LONGEST,
    ],
)
def test_a_claim_that_is_not_to_be_believed_changes_nothing(text: object) -> None:
    body = paragraphs(*EN.paragraphs, TEASER)
    assert body_of(claimed(body, text)) == [*EN.paragraphs, TEASER]


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace('"', "“"), lambda text: f"<p>{text}</p>"])
def test_case_marks_and_markup_of_the_claim_do_not_count(change: object) -> None:
    assert callable(change)
    reading = claimed(paragraphs(*EN.paragraphs, TEASER), change(EN.body))
    assert body_of(reading) == list(EN.paragraphs)


def test_a_paragraph_that_differs_by_a_word_is_claimed() -> None:
    changed = EN.paragraphs[1].replace(" ", " very ", 5)
    reading = claimed(paragraphs(EN.paragraphs[0], changed, *EN.paragraphs[2:], TEASER), EN.body)
    assert changed in body_of(reading)


def test_a_claim_without_lines_or_a_body_without_letters() -> None:
    lines = lines_of("<p>***</p><p>———</p>")
    assert unclaimed(lines, [0, 1], EN.body) == set()
    assert unclaimed(lines, [], EN.body) == set()
    assert len(PRODUCT) < PARAGRAPH


def test_what_the_portal_teaches_later_does_not_undo_it() -> None:
    reading = claimed(paragraphs(*EN.paragraphs, TEASER, VITA), EN.body, "Nell Harrow")
    reading.retrim(Repeats())
    assert body_of(reading) == list(EN.paragraphs)
    assert rules(reading)[TEASER] == "unclaimed"


# ---- who wrote it


@pytest.mark.parametrize("author", ["Nell Harrow", {"name": "nell harrow"}, [{"name": "A B"}, {"name": "Nell Harrow"}]])
def test_the_vita_of_the_named_author_goes_from_the_end(author: object) -> None:
    reading = claimed(paragraphs(*EN.paragraphs, VITA), "", author)
    assert body_of(reading) == list(EN.paragraphs)
    assert rules(reading)[VITA] == "author.vita"


@pytest.mark.parametrize("author", [None, "Someone Else", "Nell"])
def test_who_is_not_the_author_is_what_the_article_is_about(author: object) -> None:
    assert VITA in body_of(claimed(paragraphs(*EN.paragraphs, VITA), "", author))


def test_an_author_who_appears_in_the_text_stays() -> None:
    lines = lines_of(paragraphs(VITA, *EN.paragraphs))
    assert vita(lines, list(range(len(lines.lines))), ["Nell Harrow"]) == set()
    spoken = "Nell Harrow, who built boats, walked down to the slip and looked at the water for a while."
    lines = lines_of(paragraphs(*EN.paragraphs, spoken))
    assert vita(lines, list(range(len(lines.lines))), ["Nell Harrow"]) == set()
