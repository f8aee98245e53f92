"""Where each answer and note of a review is given, and what is marked to come back to."""

from django.urls import reverse

from casereviews.form_parts import names_of
from casereviews.models import CaseReview
from casereviews.pages import target_text
from casereviews.rules import Sheet, marked, place_of


def href_of(review: CaseReview, sheet: Sheet, target: str) -> str:
    """The page of a target, where it is given."""
    place = place_of(sheet, target)
    value, note, _ = names_of(target)
    holds_words_only = place and place.note and not (place.note.options or place.note.prompts)
    if place and place.question:
        page = reverse("review_standard", args=[review.pk, place.question.standard])
    else:
        page = reverse("review_interview" if place and place.note else "review_facts", args=[review.pk])
    return f"{page}#id_{note if holds_words_only else value}"


def marks_of(review: CaseReview, sheet: Sheet) -> list[tuple[str, str]]:
    """(address, question) of everything marked to come back to."""
    word = review.inspection.service_word
    found = []
    for address in marked(sheet):
        is_prompt = address in sheet.outline.prompts
        question = f"{'' if is_prompt else 'Judgement: '}{target_text(sheet, address, word)}"
        number = address.rpartition(".")[0] if is_prompt else address
        found.append((href_of(review, sheet, address), f"{number} {question}"))
    return found
