"""Sources of live figures: what they name, and what must change for them to read otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import Source, SourceKind, source_of, topics_of_prose, topics_of_source
from standards.outline import outline_of


@pytest.fixture
def outline(editions):
    return outline_of(editions["youth-2021"])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("question:2.1.1", Source(SourceKind.QUESTION, "2.1.1")),
        ("fact:D2.gender.female", Source(SourceKind.FACT, "D2.gender.female")),
        ("fact:D2.area.North: east", Source(SourceKind.FACT, "D2.area.North: east")),
        ("question", None),
        ("question:", None),
        (":2.1.1", None),
        ("else:2.1.1", None),
        ("", None),
    ],
)
def test_a_source_is_a_kind_and_a_subject(text, source):
    assert source_of(text) == source


@given(st.text())
def test_any_text_is_a_source_or_none(text):
    source = source_of(text)
    assert source is None or f"{source.kind}:{source.subject}" == text


STANDARDS = {"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1"}


@pytest.mark.parametrize(
    ("source", "topics"),
    [
        ("question:2.1.1", {"2.1", "sample"}),
        ("prompt:3.2.1.a", {"3.2", "sample"}),
        ("rating:1.1", {"1.1", "sample", "decisions"}),
        ("overall:score", {*STANDARDS, "sample", "decisions"}),
        ("rated:good", {*STANDARDS, "sample", "decisions"}),
        ("cases:all", {"case_mix", "sample"}),
        ("mix:D2", {"case_mix", "sample", "context"}),
        ("fact:D2.gender.female", {"facts", "sample"}),
        ("classified:all.inspector.risk_of_serious_harm.low", {"facts", "sample"}),
        ("agreement:D3.risk_of_serious_harm.same", {"facts", "sample"}),
        ("date:fieldwork.start", {"context"}),
        ("window:D2", {"context"}),
        ("interviews:D2", {"context", "facts", "sample"}),
        ("meetings:number", {"context", "evidence"}),
        ("survey:1.0", {"evidence"}),
        ("texts:mean", {"evidence"}),
        ("context:population", {"context"}),
        ("recommendations:all", {"recommendations"}),
        ("question:9.1.1", set()),
        ("prompt:2.1.1.z", set()),
        ("rating:D2", set()),
        ("cases:D1", set()),
        ("fact:D9.gender.female", set()),
        ("nothing", set()),
    ],
)
@pytest.mark.django_db
def test_topics_of_a_source(outline, source, topics):
    assert topics_of_source(source, outline) == topics


@pytest.mark.django_db
def test_prose_reads_what_its_figures_read_and_its_examples(outline):
    figure = {"type": "figure", "attrs": {"source": "question:2.1.1", "form": "of_the"}}
    other = {"type": "figure", "attrs": {"source": "texts:mean", "form": "value"}}
    prose = [{"type": "paragraph", "content": [figure, {"type": "note", "content": [other]}]}]
    assert topics_of_prose(prose, outline) == {"2.1", "sample", "evidence"}
    assert topics_of_prose([{"type": "example", "attrs": {"id": 1}}], outline) == {"examples"}
    assert topics_of_prose([], outline) == frozenset()
