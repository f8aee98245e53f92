"""How far the cases of an inspection are, as its page shows it: plain values from two queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse

from casereviews.models import CaseReview
from casereviews.pages import STATE_COLOURS
from casereviews.rules import CLOSED, STATE_NAMES, Reading, State
from inspections.access import can_change_sample
from inspections.forms import CasesForm
from inspections.models import Case, Inspection
from inspections.rules import Standing

NO_READER = "No reader yet"
NOBODY = "nobody"  # in addresses: no reader yet
FIRST_READINGS = "first_readings"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the sample with its first reading, where it has one."""

    case: Case
    review: CaseReview | None
    href: str

    @property
    def reader(self) -> str:
        return self.review.reader.name if self.review else ""

    @property
    def reader_key(self) -> str:
        """Stands for the reader in an address."""
        return str(self.review.reader_id) if self.review else NOBODY

    @property
    def state_key(self) -> str:
        return self.review.state if self.review else NOBODY

    @property
    def state(self) -> str:
        return STATE_NAMES[State(self.review.state)] if self.review else NO_READER

    @property
    def given(self) -> str:
        """How far its reader is. What the service said of the case is no progress of theirs."""
        if self.review is None:
            return "–"
        if self.review.state == State.NOT_STARTED:
            return "Nothing yet"
        return f"{self.review.done} of {self.review.required}"

    @property
    def colour(self) -> str:
        return STATE_COLOURS[State(self.review.state)] if self.review else "yellow"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cases of a domain, or of a reader, stand where."""

    label: str
    no_reader: int
    not_started: int
    in_progress: int
    submitted: int

    @property
    def cases(self) -> int:
        return self.no_reader + self.not_started + self.in_progress + self.submitted


def case_rows(inspection: Inspection, standing: Standing) -> list[CaseRow]:
    """Every case of the inspection, also those that fell out, by domain and reference."""
    first = CaseReview.objects.filter(reading=Reading.FIRST).select_related("reader")
    cases = (
        Case.objects.filter(inspection=inspection)
        .select_related("domain", "disposal_type")
        .prefetch_related(Prefetch("reviews", first, to_attr=FIRST_READINGS))
        .order_by("domain__number", "reference")
    )
    return [_row(inspection, case, standing) for case in cases]


def _row(inspection: Inspection, case: Case, standing: Standing) -> CaseRow:
    review = next(iter(getattr(case, FIRST_READINGS)), None)
    if can_change_sample(standing):
        return CaseRow(case, review, reverse("case", args=[inspection.name, case.pk]))
    return CaseRow(case, review, reverse("review", args=[review.pk]) if review else "")


def narrowing_of(told: QueryDict, rows: Sequence[CaseRow]) -> tuple[CasesForm, list[CaseRow]]:
    """The form that narrows these cases down, and those that are left. What nobody offered narrows nothing."""
    readers = sorted({(row.reader_key, row.reader) for row in rows if row.review}, key=lambda pair: pair[1])
    states = [(state.value, STATE_NAMES[state]) for state in State]
    form = CasesForm(told, readers=[(NOBODY, NO_READER), *readers], states=states)
    form.is_valid()
    reader, state = (form.cleaned_data.get(name, "") for name in ("reader", "state"))
    return form, [row for row in rows if reader in ("", row.reader_key) and state in ("", row.state_key)]


def progress_by(rows: Iterable[CaseRow], label_of: Callable[[CaseRow], str]) -> list[Progress]:
    """The rows counted under each label, in the order in which labels first come up."""
    grouped: dict[str, list[CaseRow]] = {}
    for row in rows:
        grouped.setdefault(label_of(row), []).append(row)
    return [progress_of(label, found) for label, found in grouped.items()]


def progress_of(label: str, rows: Iterable[CaseRow]) -> Progress:
    states = [row.review.state if row.review else None for row in rows]
    return Progress(
        label=label,
        no_reader=states.count(None),
        not_started=states.count(State.NOT_STARTED),
        in_progress=states.count(State.IN_PROGRESS),
        submitted=sum(state in CLOSED for state in states if state),
    )
