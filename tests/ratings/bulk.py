"""Many submitted cases at once, written straight into the tables: for pages and figures, not for services."""

from casereviews.models import Answer, CaseReview, Judgement
from casereviews.rules import State, Value
from inspections.models import Case
from standards.outline import outline_of
from tests.factories import NOW, World


def cases_in_bulk(found: World, number: int, *, domain: str = "D2", no_every: int = 3, prefix: str = "B") -> list[Case]:
    """Submitted cases of one domain; question q of case n is judged no where n + q divides by `no_every`."""
    outline = outline_of(found.inspection.edition)
    part = outline.domain_by_code[domain]
    cases = Case.objects.bulk_create(
        Case(
            inspection=found.inspection,
            domain_id=part.pk,
            disposal_type_id=part.disposal_types[0].pk,
            reference=f"{prefix}{n:03}",
        )
        for n in range(number)
    )
    reviews = CaseReview.objects.bulk_create(
        CaseReview(
            inspection=found.inspection,
            case=case,
            reader=found.inspector,
            state=State.SUBMITTED,
            submitted_at=NOW,
            by=found.inspector,
        )
        for case in cases
    )
    stamp = {"by": found.inspector, "at": NOW, "counts": True}
    judgements, answers = [], []
    for n, review in enumerate(reviews):
        for standard in part.judged_standards:
            for question in standard.questions:
                value = Value.NO if (n + question.number) % no_every == 0 else Value.YES
                reason = f"Case {n} is {value} on {question.address}."
                judgements.append(
                    Judgement(review=review, key_question_id=question.pk, value=value, reason=reason, **stamp)
                )
                answers += [
                    Answer(review=review, prompt_id=prompt.pk, value=value, note=f"Note {prompt.address}", **stamp)
                    for prompt in question.prompts
                ]
    Judgement.objects.bulk_create(judgements)
    Answer.objects.bulk_create(answers)
    return cases
