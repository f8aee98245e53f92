"""Loading an edition into rows. The database refuses to change one that an inspection uses; so does this, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from standards.documents import EditionDocument, document_read
from standards.documents.conditions import condition_of
from standards.documents.parsing import LARGEST_FILE
from standards.models import (
    DisposalGroup,
    DisposalType,
    Domain,
    Edition,
    FactQuestion,
    InterviewQuestion,
    KeyQuestion,
    Prompt,
    RatingBand,
    RelevanceRule,
    ScaleRating,
    Standard,
)

SHIPPED = Path(__file__).parent / "editions"

# One edition is loaded at a time: two that bring the same new code would otherwise collide. The number is arbitrary.
LOADING_LOCK = 5_201_801

# In an order in which rows can be deleted: none is needed by one that follows.
ROWS = (
    InterviewQuestion,
    Prompt,
    KeyQuestion,
    Standard,
    DisposalType,
    DisposalGroup,
    Domain,
    FactQuestion,
    RelevanceRule,
    RatingBand,
    ScaleRating,
)


class EditionInUse(Exception):
    """The file differs from an edition of the same code that an inspection uses."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(
            f"{edition.code} is used by an inspection and cannot change any more, and this file differs from it. "
            f"To load the changed standards beside it, give the file a code of its own, such as {edition.code}-2."
        )
        self.edition = edition


class Outcome(StrEnum):
    LOADED = "loaded"
    REPLACED = "replaced"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class LoadResult:
    edition: Edition
    outcome: Outcome

    @property
    def sentence(self) -> str:
        edition = self.edition
        said = {
            Outcome.LOADED: f"Loaded {edition.code}: {edition}.",
            Outcome.REPLACED: f"Loaded {edition.code} anew: its content had changed, and no inspection uses it.",
            Outcome.SAME: f"{edition.code} is already loaded with the same content. Nothing was changed.",
        }
        return said[self.outcome]


def shipped_edition(code: str) -> Path | None:
    """The file of an edition that comes with Plumbline."""
    return next((path for path in SHIPPED.glob("*.yaml") if path.stem == code), None)


def edition_load(*, path: Path) -> LoadResult:
    """Read, check and load an edition file. Raises OSError, EditionInvalid and what document_load raises."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    return document_load(document=document_read(content, source=path.name))


@transaction.atomic
def document_load(*, document: EditionDocument) -> LoadResult:
    """Put a checked edition file into rows; the same content again changes nothing.

    Raises EditionInUse where the content differs from an edition in use.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    # The lock also waits for an inspection that is taking the edition at this moment.
    edition = Edition.objects.select_for_update().filter(code=document.complete["code"]).first()
    if edition is None:
        edition, outcome = Edition(), Outcome.LOADED
    elif edition.content_hash == document.content_hash:
        return LoadResult(edition, Outcome.SAME)
    elif edition.in_use:
        raise EditionInUse(edition)
    else:
        outcome = Outcome.REPLACED
        for model in ROWS:
            model._default_manager.filter(edition=edition).delete()
    _edition_fill(edition, document)
    edition.save()
    _rows_create(edition, document.complete)
    return LoadResult(edition, outcome)


def _edition_fill(edition: Edition, document: EditionDocument) -> None:
    complete = document.complete
    for name in ("code", "title", "edition", "licence", "service_word", "percentage_rounding"):
        setattr(edition, name, complete[name].strip())
    for name, figure in complete["discretion"].items():
        setattr(edition, f"discretion_{name}", figure)
    edition.sample = document.parsed["sample"]
    edition.classification_levels = complete["classifications"]["levels"]
    edition.classification_kinds = complete["classifications"]["kinds"]
    edition.document = document.as_json
    edition.content_hash = document.content_hash
    edition.loaded_at = timezone.now()


def _rows_create(edition: Edition, complete: dict[str, Any]) -> None:
    _figures_create(edition, complete)
    rules = _rules_create(edition, complete["relevance"])
    FactQuestion.objects.bulk_create(
        FactQuestion(
            edition=edition,
            position=position,
            code=fact["code"],
            text=fact["text"].strip(),
            options=fact["options"],
            by=fact["by"],
            domains=fact["domains"],
            yes_needs_alert=fact["yes_needs_alert"],
        )
        for position, fact in enumerate(complete["facts"], start=1)
    )
    domains = Domain.objects.bulk_create(
        Domain(
            edition=edition,
            code=domain["code"],
            number=domain["number"],
            title=domain["title"].strip(),
            cases=domain["cases"],
            began=domain["began"].strip(),
            counts_towards_overall=domain["counts_towards_overall"],
        )
        for domain in complete["domains"]
    )
    for row, domain in zip(domains, complete["domains"], strict=True):
        _disposals_create(row, domain)
    questions = _standards_create(domains, complete["domains"], rules)
    _interview_create(edition, complete["interview"], questions)


def _figures_create(edition: Edition, complete: dict[str, Any]) -> None:
    ScaleRating.objects.bulk_create(
        ScaleRating(edition=edition, code=step["code"], name=step["name"].strip(), points=step["points"])
        for step in complete["rating_scale"]
    )
    kinds = {"key_question_bands": RatingBand.Kind.KEY_QUESTION, "overall_bands": RatingBand.Kind.OVERALL}
    RatingBand.objects.bulk_create(
        RatingBand(edition=edition, kind=kind, start=band["from"], rating=band["rating"], phrase=band["phrase"].strip())
        for key, kind in kinds.items()
        for band in complete[key]
    )


def _rules_create(edition: Edition, relevance: dict[str, dict[str, Any]]) -> dict[str, RelevanceRule]:
    """The rules by their code. Those with nothing set ask of every case."""
    conditions = [condition_of(name, rule) for name, rule in relevance.items()]
    rows = RelevanceRule.objects.bulk_create(
        RelevanceRule(
            edition=edition,
            code=condition.code,
            note=condition.note,
            target=condition.target,
            allowed=sorted(condition.allowed),
            excluded=sorted(condition.excluded),
            disposal_types=sorted(condition.disposal_types),
        )
        for condition in conditions
    )
    return {row.code: row for row in rows}


def _disposals_create(row: Domain, domain: dict[str, Any]) -> None:
    def words(entry: dict[str, str]) -> dict[str, str]:
        return {"code": entry["code"], "one": entry["one"].strip(), "many": entry["many"].strip()}

    groups = DisposalGroup.objects.bulk_create(
        DisposalGroup(edition_id=row.edition_id, domain=row, position=position, **words(group))
        for position, group in enumerate(domain["disposal_groups"], start=1)
    )
    by_code = {group.code: group for group in groups}
    DisposalType.objects.bulk_create(
        DisposalType(
            edition_id=row.edition_id, domain=row, position=position, group=by_code.get(kind["group"]), **words(kind)
        )
        for position, kind in enumerate(domain["disposal_types"], start=1)
    )


def _standards_create(
    domains: list[Domain], given: list[dict[str, Any]], rules: dict[str, RelevanceRule]
) -> dict[tuple[str, int], KeyQuestion]:
    """The key questions by the number of their standard and their own."""
    pairs = [(row, entry) for row, domain in zip(domains, given, strict=True) for entry in domain["standards"]]
    standards = Standard.objects.bulk_create(
        Standard(
            edition_id=row.edition_id,
            domain=row,
            position=position,
            number=entry["number"],
            title=entry["title"].strip(),
            statement=entry["statement"].strip(),
            rated_by=entry["rated_by"],
            may_be_unrated=entry["may_be_unrated"],
            characteristics=entry["characteristics"],
        )
        for position, (row, entry) in enumerate(pairs, start=1)
    )
    asked = [
        (standard, number, question)
        for standard, (_, entry) in zip(standards, pairs, strict=True)
        for number, question in enumerate(entry["key_questions"], start=1)
    ]
    questions = KeyQuestion.objects.bulk_create(
        KeyQuestion(
            edition_id=standard.edition_id,
            standard=standard,
            number=number,
            text=question["text"].strip(),
            theme=question["theme"],
            relevant=rules.get(question["relevant"]),
            guidance=question["guidance"].strip(),
        )
        for standard, number, question in asked
    )
    _prompts_create((row, question["prompts"]) for row, (_, _, question) in zip(questions, asked, strict=True))
    return {(row.standard.number, row.number): row for row in questions}


def _interview_create(
    edition: Edition, interview: list[dict[str, Any]], questions: dict[tuple[str, int], KeyQuestion]
) -> None:
    InterviewQuestion.objects.bulk_create(
        InterviewQuestion(
            edition=edition,
            position=position,
            code=question["code"],
            text=question["text"].strip(),
            key_question=questions[question["standard"], question["key_question"]],
        )
        for position, question in enumerate(interview, start=1)
    )


def _prompts_create(given: Iterable[tuple[KeyQuestion, list[dict[str, Any]]]]) -> None:
    Prompt.objects.bulk_create(
        Prompt(
            edition_id=question.edition_id,
            key_question=question,
            letter=letter,
            text=prompt["text"].strip(),
            where_applicable=prompt["where_applicable"],
            guidance=prompt["guidance"].strip(),
        )
        for question, prompts in given
        for letter, prompt in zip(ascii_lowercase, prompts, strict=False)
    )
