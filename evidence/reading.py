"""The evidence of an inspection as plain values: for the lead's proposals, the panel's pack, the report.

`evidence_for` takes five queries, whatever there is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from accounts.models import Person
from evidence.models import Evidence, EvidenceFile, Quote, StrengthOrArea, SurveyQuestion
from evidence.rules import (
    ASKED_NAMES,
    KIND_NAMES,
    KINDS_MANY,
    PERSON_NAMES,
    SCALE_NAMES,
    THEME_NAMES,
    Asked,
    EvidenceKind,
    PersonKind,
    Scale,
    ScanState,
    Share,
    Side,
    Theme,
    people_in_order,
    shares_of,
    standard_at,
)
from inspections.models import Inspection
from standards.outline import outline_of
from standards.wording import joined, plural


@dataclass(frozen=True, slots=True)
class File:
    pk: int
    name: str
    kind: str
    size: int
    state: ScanState


@dataclass(frozen=True, slots=True)
class Question:
    """Of a survey; `shares` are its answers in order."""

    pk: int
    text: str
    scale: Scale
    scale_name: str
    answered: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class QuoteRead:
    """`printed` holds marked changes of `original` only; both are the same where nothing was edited."""

    pk: int
    who: str
    original: str
    printed: str


@dataclass(frozen=True, slots=True)
class Survey:
    """Of staff, volunteers, children, parents or carers; `invited` is None where it is not known."""

    asked: Asked
    invited: int | None
    completed: int
    questions: tuple[Question, ...]

    @property
    def words(self) -> str:
        of = "" if self.invited is None else f" of {self.invited:,} invited"
        return f"{ASKED_NAMES[self.asked]}: {self.completed:,} completed it{of}"


@dataclass(frozen=True, slots=True)
class TextSurvey:
    """`scores` are how many gave 1, 2, … 10."""

    consents_asked: int
    consents_given: int
    replies: dict[str, int]
    scores: tuple[int, ...]
    quotes: tuple[QuoteRead, ...]

    @property
    def words(self) -> str:
        replies = plural(sum(self.replies.values()), "reply", "replies")
        return f"{self.consents_given} of {self.consents_asked} consents given, {replies}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. `is_good`: neither withdrawn nor refused by the scanner, so a judgement may rest on it."""

    pk: int
    kind: EvidenceKind
    title: str
    positions: tuple[str, ...]
    notes: str
    held_on: date | None
    with_whom: tuple[PersonKind, ...]
    with_words: str
    attended: tuple[str, ...]
    from_service: bool
    by: str
    at: datetime
    withdrawn_because: str
    file: File | None
    survey: Survey | None
    text_survey: TextSurvey | None

    @property
    def kind_name(self) -> str:
        return KIND_NAMES[self.kind]

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_because)

    @property
    def is_refused(self) -> bool:
        return self.file is not None and self.file.state is ScanState.REFUSED

    @property
    def is_good(self) -> bool:
        return not (self.is_withdrawn or self.is_refused)

    @property
    def whom_words(self) -> str:
        names = joined([PERSON_NAMES[kind] for kind in self.with_whom])
        return f"{names} ({self.with_words})" if names and self.with_words else names or self.with_words

    @property
    def says(self) -> str:
        """What it is in a line: with whom, of how many, or which file."""
        told = self.survey or self.text_survey
        if told:
            return told.words
        return f"With {self.whom_words}" if self.whom_words else ""


@dataclass(frozen=True, slots=True)
class Strength:
    """A strength or an area for improvement, with all the evidence that it points to, withdrawn or not."""

    pk: int
    about: str
    side: Side
    place: int
    words: str
    evidence: tuple[Piece, ...]

    @property
    def lost(self) -> tuple[Piece, ...]:
        """What it points to and can rest on no longer."""
        return tuple(piece for piece in self.evidence if not piece.is_good)

    @property
    def rests_on_nothing(self) -> bool:
        return not any(piece.is_good for piece in self.evidence)


@dataclass(frozen=True, slots=True)
class About:
    """What there is on a standard, a domain as a whole, or a theme. `pieces` are good ones."""

    place: str
    title: str
    pieces: tuple[Piece, ...]
    strengths: tuple[Strength, ...]
    areas: tuple[Strength, ...]

    @property
    def counts(self) -> dict[EvidenceKind, int]:
        return counts_of(self.pieces)

    @property
    def counts_words(self) -> str:
        return counts_words(self.counts)


@dataclass(frozen=True)
class InspectionEvidence:
    """Everything, in the order of kinds; `by_standard` holds every standard, `by_domain` every domain."""

    pieces: tuple[Piece, ...]
    by_standard: dict[str, About]
    by_domain: dict[str, About]
    by_theme: dict[Theme, About]

    @property
    def involvement(self) -> About:
        return self.by_theme[Theme.INVOLVEMENT]

    @property
    def diversity(self) -> About:
        return self.by_theme[Theme.DIVERSITY]

    @cached_property
    def good(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.is_good)

    @property
    def counts(self) -> dict[EvidenceKind, int]:
        return counts_of(self.good)

    @property
    def meetings_held(self) -> int:
        return sum(piece.kind is EvidenceKind.MEETING for piece in self.good)

    @property
    def met(self) -> tuple[PersonKind, ...]:
        """With whom meetings were, as a report names them."""
        return people_in_order(piece.with_whom for piece in self.good if piece.kind is EvidenceKind.MEETING)

    @property
    def meetings_words(self) -> str:
        """As "12 meetings, with the chair of the board, managers and the police"."""
        met = joined([PERSON_NAMES[kind] for kind in self.met])
        return plural(self.meetings_held, "meeting", "meetings") + (f", with {met}" if met else "")


def evidence_for(inspection: Inspection) -> InspectionEvidence:
    """The evidence of an inspection: pieces, what they are about, strengths and areas for improvement."""
    pieces = pieces_of(inspection)
    by_pk = {piece.pk: piece for piece in pieces}
    rows = StrengthOrArea.objects.filter(inspection=inspection).standing()
    strengths = [_strength(row, by_pk) for row in rows]
    outline = outline_of(inspection.edition)
    good = [piece for piece in pieces if piece.is_good]

    def about(place: str, title: str, standards: Iterable[str]) -> About:
        held = set(standards)
        tagged = tuple(piece for piece in good if held & {standard_at(position) for position in piece.positions})
        mine = [one for one in strengths if one.about == place]
        return About(
            place,
            title,
            tagged,
            tuple(one for one in mine if one.side is Side.STRENGTH),
            tuple(one for one in mine if one.side is Side.AREA),
        )

    return InspectionEvidence(
        pieces,
        {number: about(number, standard.title, [number]) for number, standard in outline.standards.items()},
        {
            domain.code: about(domain.code, domain.title, [standard.number for standard in domain.standards])
            for domain in outline.domains
        },
        {theme: about(theme, THEME_NAMES[theme], [theme]) for theme in Theme},
    )


def pieces_of(inspection: Inspection) -> tuple[Piece, ...]:
    """Every piece, withdrawn or not, in the order of kinds."""
    rows = list(Evidence.objects.filter(inspection=inspection).listed())
    questions: dict[int, list[Question]] = {}
    for row in SurveyQuestion.objects.filter(evidence__inspection=inspection).standing():
        questions.setdefault(row.evidence_id, []).append(_question(row))
    quotes: dict[int, list[QuoteRead]] = {}
    for quote in Quote.objects.filter(evidence__inspection=inspection).standing():
        quotes.setdefault(quote.evidence_id, []).append(
            QuoteRead(quote.pk, quote.get_who_display(), quote.original, quote.printed)
        )
    people = {person for row in rows for person in row.attended}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    found = [_piece(row, names, questions.get(row.pk, []), quotes.get(row.pk, [])) for row in rows]
    order = list(EvidenceKind)
    return tuple(sorted(found, key=lambda piece: (order.index(piece.kind), piece.held_on or date.min)))


def counts_of(pieces: Iterable[Piece]) -> dict[EvidenceKind, int]:
    counts = Counter(piece.kind for piece in pieces)
    return {kind: counts[kind] for kind in EvidenceKind if counts[kind]}


def counts_words(counts: Mapping[EvidenceKind, int]) -> str:
    """As "two documents, one meeting and one survey"; empty where there is nothing."""
    told = [plural(n, _small(KIND_NAMES[kind]), _small(KINDS_MANY[kind])) for kind, n in counts.items()]
    return joined(told)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _piece(row: Evidence, names: dict[int, str], questions: list[Question], quotes: list[QuoteRead]) -> Piece:
    file: EvidenceFile | None = getattr(row, "file", None)
    kind = EvidenceKind(row.kind)
    survey = text_survey = None
    if kind is EvidenceKind.SURVEY:
        survey = Survey(Asked(row.asked), row.invited, row.completed or 0, tuple(questions))
    if kind is EvidenceKind.TEXT_SURVEY:
        replies = {
            "Children": row.replies_children,
            "Parents or carers": row.replies_parents,
            "Not known": row.replies_unknown,
        }
        given = (row.consents_asked or 0, row.consents_given or 0)
        text_survey = TextSurvey(*given, replies, tuple(row.scores), tuple(quotes))
    return Piece(
        pk=row.pk,
        kind=kind,
        title=row.title,
        positions=tuple(row.positions),
        notes=row.notes,
        held_on=row.held_on,
        with_whom=tuple(PersonKind(code) for code in row.with_whom),
        with_words=row.with_words,
        attended=tuple(names[person] for person in row.attended if person in names),
        from_service=row.from_service,
        by=str(row.by or ""),
        at=row.recorded_at,
        withdrawn_because=row.withdrawn_because,
        file=File(file.pk, file.name, file.kind.upper(), file.size, ScanState(file.state)) if file else None,
        survey=survey,
        text_survey=text_survey,
    )


def _question(row: SurveyQuestion) -> Question:
    scale = Scale(row.scale)
    shares = shares_of(scale, row.labels, row.counts, answered=row.answered)
    return Question(row.pk, row.text, scale, SCALE_NAMES[scale], row.answered, shares)


def _strength(row: StrengthOrArea, pieces: dict[int, Piece]) -> Strength:
    pointed = tuple(pieces[pk] for pk in row.evidence if pk in pieces)
    return Strength(row.pk, row.about, Side(row.side), row.place, row.words, pointed)
