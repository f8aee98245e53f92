"""Renders the body of each kind of section from live figures and from what people wrote in it.

A body is the HTML below the section's heading: no inline style, nothing of the page around it. Its own headings are h4,
and its footnotes stand in <plumb-note> at their place (reports/rules/notes.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from reports.bodies.back import further_context, method_context
from reports.bodies.background import contextual_context
from reports.bodies.domains import case_mix_context, evidence_context, strengths_context, subsamples_context
from reports.bodies.front import acknowledgements_context, foreword_context, names_context, role_context, title_context
from reports.bodies.people import diversity_context, involvement_context
from reports.bodies.ratings import ratings_context
from reports.bodies.recommendations import recommendations_context
from reports.bodies.standards import standard_context
from reports.live import LiveFigures
from reports.release import release_hash
from reports.rules import (
    ACKNOWLEDGEMENTS,
    CASE_MIX_PREFIX,
    CONTEXT_SECTION,
    DIVERSITY,
    EVIDENCE_PREFIX,
    FOREWORD,
    FURTHER,
    INVOLVEMENT,
    METHOD,
    NAMES,
    RATINGS,
    RECOMMENDATIONS,
    ROLE,
    STANDARD_PREFIX,
    STRENGTHS_PREFIX,
    SUBSAMPLES_PREFIX,
    TITLE,
    fingerprint,
)

SECTIONS = "reports/sections/"


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a body is made of."""

    template: str
    context: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """Differs where the body may: by the values, or by the words of a new release."""
        return fingerprint(release_hash(), self.template, self.context)

    def body(self) -> str:
        return render_to_string(self.template, self.context)


BODIES: Mapping[str, tuple[str, Callable[[LiveFigures, str], dict[str, Any]]]] = {
    TITLE: ("title.html", title_context),
    ACKNOWLEDGEMENTS: ("acknowledgements.html", acknowledgements_context),
    ROLE: ("paragraphs.html", role_context),
    NAMES: ("paragraphs.html", names_context),
    FOREWORD: ("foreword.html", foreword_context),
    RATINGS: ("ratings.html", ratings_context),
    RECOMMENDATIONS: ("recommendations.html", recommendations_context),
    CONTEXT_SECTION: ("context.html", contextual_context),
    EVIDENCE_PREFIX: ("evidence.html", evidence_context),
    STRENGTHS_PREFIX: ("strengths.html", strengths_context),
    SUBSAMPLES_PREFIX: ("paragraphs.html", subsamples_context),
    CASE_MIX_PREFIX: ("case_mix.html", case_mix_context),
    STANDARD_PREFIX: ("standard.html", standard_context),
    INVOLVEMENT: ("involvement.html", involvement_context),
    DIVERSITY: ("diversity.html", diversity_context),
    METHOD: ("method.html", method_context),
    FURTHER: ("further.html", further_context),
}


def section_inputs(live: LiveFigures, code: str) -> Inputs:
    """What the section `code` is made of. Raises KeyError for one that the inspection's edition does not have."""
    kind, _, subject = code.partition(":")
    template, context = BODIES[kind]
    return Inputs(f"{SECTIONS}{template}", context(live, subject))


def section_body(live: LiveFigures, code: str) -> str:
    """The body of the section `code`, rendered whether or not anything changed."""
    return section_inputs(live, code).body()
