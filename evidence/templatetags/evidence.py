"""What the templates of evidence ask for."""

from collections.abc import Iterable
from typing import Any

from django import forms, template

from config.templatetags.plumbline import bars, status_tag
from evidence.forms.fields import PositionsField
from evidence.reading import About, Piece, Question, Strength
from evidence.rules import SCAN_NAMES, THEME_NAMES, ScanState, Side, Theme, standard_at
from evidence.views.showing import question_table, score_table

register = template.Library()
COLOURS = {
    ScanState.WAITING: "blue",
    ScanState.CLEAN: "green",
    ScanState.REFUSED: "red",
    ScanState.NOT_CHECKED: "yellow",
}


@register.simple_tag
def file_tag(file: Any) -> str:
    """What the scanner made of a file."""
    state = ScanState(file.state)
    return status_tag(SCAN_NAMES[state], COLOURS[state])


@register.inclusion_tag("components/bars.html")
def question_bars(question: Question) -> dict[str, Any]:
    return bars(question_table(question))


@register.inclusion_tag("components/bars.html")
def score_bars(scores: Iterable[int]) -> dict[str, Any]:
    return bars(score_table(scores))


@register.filter
def about_short(piece: Piece) -> str:
    """As "1.1, 1.2, diversity": standards once each, themes last."""
    places = {standard_at(position) for position in piece.positions}
    themes = [THEME_NAMES[theme].split()[0].lower() for theme in Theme if theme in places]
    return ", ".join([*sorted(places - set(Theme)), *themes])


@register.filter
def sides(about: About) -> list[tuple[str, str, tuple[Strength, ...]]]:
    return [
        ("Strengths", Side.STRENGTH.value, about.strengths),
        ("Areas for improvement", Side.AREA.value, about.areas),
    ]


@register.filter
def has_any(domain: About, standards: Iterable[About]) -> bool:
    """Whether anything is written of a domain or of one of its standards."""
    return any(one.strengths or one.areas for one in (domain, *standards))


@register.simple_tag
def nothing_in(groups: Iterable[tuple[str, list[Piece]]]) -> bool:
    return not any(pieces for _, pieces in groups)


@register.simple_tag
def position_groups(field: forms.BoundField) -> list[dict[str, Any]]:
    """The groups of a PositionsField with their ticks; the first box has the id that an error leads to."""
    assert isinstance(field.field, PositionsField)
    ticked = {str(value) for value in field.value() or []}
    found, number = [], 0
    for group in field.field.groups:
        choices = []
        for value, text in group.choices:
            at = f"{field.auto_id}_{number}" if number else field.auto_id
            is_question = value.count(".") == 2
            choices.append(
                {"value": value, "text": text, "id": at, "ticked": value in ticked, "is_question": is_question}
            )
            number += 1
        found.append({"title": group.title, "choices": choices, "open": group.is_open(ticked)})
    return found
