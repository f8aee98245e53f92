"""What stands after the findings: the method and the ratings explained, the glossary, where the annexe is."""

from typing import Any

from reports.bodies.background import interviews_words
from reports.bodies.domains import meetings_words
from reports.live import LiveFigures
from reports.rules import steps_of
from standards.rules import Band, Figures
from standards.wording import joined, plural


def method_context(live: LiveFigures, _: str) -> dict[str, Any]:
    figures = live.outline.figures
    return {
        "chapters": [(one.heading, [live.told(text) for text in one.text]) for one in live.house.method],
        "read": cases_words(live),
        "interviews": interviews_words(live),
        "meetings": meetings_words(live),
        "tables": [
            (
                "What a percentage gives",
                "Percentage of the lowest key question",
                _ranges(figures, figures.key_question_bands, 100),
            ),
            ("What a score gives", "Score", _ranges(figures, figures.overall_bands, int(live.words["out_of"]))),
        ],
    }


def cases_words(live: LiveFigures) -> str:
    """As "We read six cases of court disposals and four cases of out-of-court disposals."; "" before there is any."""
    said = [
        f"{plural(cases, 'case', 'cases')} of {domain.title.lower()}"
        for domain in live.outline.domains
        if (cases := sum(live.mix(domain.code).disposals.values()))
    ]
    return f"We read {joined(said)}." if said else ""


def _ranges(figures: Figures, bands: tuple[Band, ...], most: int) -> list[tuple[str, str]]:
    """As ("50 to 64", "Requires improvement"), the lowest first."""
    return [(f"{band.start} to {last}", figures.names[band.rating]) for band, last in steps_of(bands, most)]


def further_context(live: LiveFigures, _: str) -> dict[str, Any]:
    return {
        "paragraphs": [live.told(text) for text in live.house.further],
        "glossary": [(one.term, live.told(one.says)) for one in live.house.glossary],
    }
