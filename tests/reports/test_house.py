"""House text: whole for every edition, filled in, and never markup by what fills it."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reports.house import FOLDER, house_of
from reports.rules import HouseRefused, bands_in_words, house_from, house_html, paper_css
from standards.outline import outline_of
from standards.services import SHIPPED

WORDS = {"service": "Testley <b>", "service_word": "YJS"}


def document(**changed: Any) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((FOLDER / "youth-2021.yaml").read_text(encoding="utf-8"))
    return told | changed


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_edition_has_house_text(path):
    assert house_of(path.stem).edition == path.stem


def test_an_edition_without_house_text_takes_the_newest():
    assert house_of("youth-2030") is not None
    assert house_of("youth-2030").edition == house_of("../../etc").edition == "youth-2021"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["youth-2018", "youth-2021"])
def test_house_text_says_of_which_cases_each_question_is_asked(code, editions):
    questions = outline_of(editions[code]).questions.values()
    conditions = {q.condition.code for q in questions if q.condition.target or q.condition.disposal_types}
    assert conditions <= house_of(code).relevance.keys()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"names": 7}, "names holds 7, which is no text"),
        ({"names": "{nobody} is here"}, "nothing stands for {nobody}"),
        ({"names": "{service"}, "names: "),
        ({"role": "One text"}, "role is a list"),
        ({"more": "x"}, "Missing, or not known: more."),
        ({"statute": None}, "statute holds None"),
        ({"glossary": yaml.safe_load("[{term: Child, says: Under 18, or just over}]")}, "is a comma unquoted?"),
        ({"glossary": ["Child"]}, "is a comma unquoted?"),
        ({"method": [{"heading": "How we inspect"}]}, "does not hold heading and text alone"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(changed, said):
    with pytest.raises(HouseRefused) as refused:
        house_from(document(**changed))
    assert said in str(refused.value)


def test_a_missing_text_is_named():
    told = document()
    del told["rounding"]
    with pytest.raises(HouseRefused, match="rounding"):
        house_from(told)
    with pytest.raises(HouseRefused, match="no texts by name"):
        house_from([])


def test_house_text_is_filled_in_with_notes_and_links():
    text = "{service} & its {service_word}.^[See <https://example.test/a>]"
    assert house_html(text, WORDS) == (
        "Testley &lt;b&gt; &amp; its YJS.<plumb-note>See "
        '<a class="govuk-link" href="https://example.test/a">https://example.test/a</a></plumb-note>'
    )


@given(st.text())
def test_what_fills_a_text_is_never_markup(name):
    html = house_html("{service}", {"service": name})
    assert "<" not in html and ">" not in html


@pytest.mark.django_db
def test_bands_are_said_in_words(editions):
    assert bands_in_words(outline_of(editions["youth-2021"]).figures) == (
        "under 50 per cent is Inadequate, 50 to 64 Requires improvement, 65 to 79 Good and 80 and over Outstanding"
    )


@given(st.text())
def test_the_foot_of_a_page_is_text_whatever_it_holds(name):
    css = paper_css(name)
    said = css.split('content: "', 1)[1].split('"; font', 1)[0]
    assert not set('"\n\r\f<>') & set(said)
    assert css.count("{") - said.count("{") == css.count("}") - said.count("}") == 3
