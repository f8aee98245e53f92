"""Where the sample of an inspection stands since its draw: what is in it, what is left in reserve, how it matches."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from casereviews.models import CaseReview
from inspections.models import Case, Inspection
from samples.eligible import as_eligible
from samples.models import SampleDraw, Substitution
from samples.rules import (
    DrawRequest,
    EligibleCase,
    Margin,
    Match,
    Replacements,
    Variable,
    balance_of,
    chains_of,
    matches_of,
    replacements_for,
    request_from,
)


def last_draw(inspection_id: int) -> SampleDraw | None:
    """The draw that stands."""
    return SampleDraw.objects.filter(inspection=inspection_id).order_by("number").last()


def why_not_anew(inspection: Inspection, former: SampleDraw) -> str:
    """Why this draw stands, in a sentence; empty while it may be given up. The service has the last word."""
    if Substitution.objects.filter(inspection=inspection, at__gte=former.at).exists():
        return "A case fell out since, and what took its place is on record."
    if CaseReview.objects.filter(inspection=inspection, case__reference__in=chosen_of(former)).begun().exists():
        return "A case of it is being read, and what is read of a sample stays."
    return ""


def chosen_of(draw: SampleDraw) -> list[str]:
    return [reference for one in draw.result["domains"] for reference in one["chosen"]]


def taken_by(case_id: int) -> Case | None:
    """What took the place of a case that fell out."""
    found = Substitution.objects.filter(fell_out=case_id, entered__isnull=False).select_related("entered").first()
    return found.entered if found else None


def sample_now(draw: SampleDraw) -> "SampleNow":
    """In two queries, however many cases there are."""
    cases = Case.objects.filter(inspection=draw.inspection_id).select_related("domain", "disposal_type")
    substitutions = Substitution.objects.filter(inspection=draw.inspection_id, fell_out__inspection=draw.inspection_id)
    found = substitutions.select_related("fell_out__domain", "entered", "by").order_by("at", "pk")
    return SampleNow(draw, list(cases.order_by("domain__number", "reference")), list(found))


@dataclass
class SampleNow:
    """The draw that stands with every case of the inspection, and every substitution since, oldest first."""

    draw: SampleDraw
    cases: list[Case]
    substitutions: list[Substitution]

    @cached_property
    def request(self) -> DrawRequest:
        return request_from(self.draw.inputs)

    @cached_property
    def eligible(self) -> dict[str, EligibleCase]:
        return {case.reference: case for case in self.request.cases}

    @property
    def domains(self) -> list[str]:
        return [one["domain"] for one in self.draw.result["domains"]]

    def variables(self, domain: str) -> tuple[Variable, ...]:
        return self.request.variables.get(domain, ())

    def as_drawn(self, case: Case) -> EligibleCase:
        """The case as the service sent it; of one that somebody added, as it stands."""
        return self.eligible.get(case.reference) or as_eligible(case, self.variables(case.domain.code))

    @cached_property
    def sample(self) -> tuple[EligibleCase, ...]:
        return tuple(self.as_drawn(case) for case in self.cases if case.in_sample)

    def reserve(self, domain: str) -> tuple[EligibleCase, ...]:
        """What is left of it, in order: a case that entered is used, whatever became of it since."""
        used = {case.reference for case in self.cases}
        drawn: list[str] = next((one["reserve"] for one in self.draw.result["domains"] if one["domain"] == domain), [])
        return tuple(self.eligible[reference] for reference in drawn if reference not in used)

    def stock(self, domain: str) -> tuple[EligibleCase, ...]:
        return tuple(case for case in self.request.cases if case.domain == domain)

    def margins(self, domain: str) -> tuple[Margin, ...]:
        mine = [case for case in self.sample if case.domain == domain]
        return balance_of(mine, eligible=self.stock(domain), variables=self.variables(domain)).margins()

    def matches(self, domain: str) -> tuple[Match, ...]:
        return matches_of(self.margins(domain))

    def replacements(self, fallen: Case) -> Replacements:
        """What may take the place of a case that falls out."""
        domain = fallen.domain.code
        return replacements_for(
            self.as_drawn(fallen),
            sample=self.sample,
            reserve=self.reserve(domain),
            eligible=self.stock(domain),
            variables=self.variables(domain),
            cap=self.request.cap,
        )

    def chains(self) -> tuple[tuple[str, ...], ...]:
        """From each case that was replaced to the one that is in the sample for it now."""
        return chains_of(_replaced(self.substitutions))


def _replaced(substitutions: Iterable[Substitution]) -> Iterable[tuple[str, str]]:
    return ((one.fell_out.reference, one.entered.reference) for one in substitutions if one.entered)
