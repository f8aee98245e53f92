"""The pages of a review by jinja2, from the values that our views give their own templates: what pages.py divides by.

The templates in templates/ are written by hand for these pages alone, with addresses and words worked out beforehand:
nothing is looked up, asked or translated while they render. `squeezed` is how both are held to be the same HTML.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import capfirst, date
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from accounts.context import PRODUCT_NAME
from casereviews.forms import value_name
from casereviews.models import CaseReview
from casereviews.pages import fact_rows, reason_not_asked, step_after, steps_of
from casereviews.rules import NOTHING, Saved, Sheet
from casereviews.services.changes import sheet_of
from casereviews.views.reviews import page_context
from inspections.access import standing_of
from standards.rules import Relevance
from standards.structure import PromptOutline, QuestionOutline, StandardOutline, filled

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SAME = {"&#x27;": "&#39;", "&quot;": "&#34;"}  # two spellings of one character


@cache
def template_of(name: str) -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, auto_reload=False, undefined=StrictUndefined).get_template(name)


def squeezed(markup: str) -> str:
    """Without white space that stands beside a tag, and without this response's token."""
    for ours, theirs in SAME.items():
        markup = markup.replace(ours, theirs)
    markup = TOKEN.sub('name="csrfmiddlewaretoken" value=""', markup)
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"\s+", " ", markup)).strip()


def difference(ours: str, theirs: str) -> str:
    """Where two pages part, to mend the templates here when a page of ours has changed; empty if they are the same."""
    ours, theirs = squeezed(ours), squeezed(theirs)
    if ours == theirs:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    around = slice(max(at - 80, 0), at + 80)
    return f"ours has …{ours[around]}… where jinja2 gives …{theirs[around]}…"


def standard_values(review: CaseReview, standard: StandardOutline) -> dict[str, Any]:
    sheet, word = sheet_of(review), review.inspection.service_word
    path = reverse("review_standard", args=[review.pk, standard.number])
    return {
        **_frame(review, sheet, path),
        "standard": standard,
        "statement": filled(standard.statement, word),
        "next_href": step_after(steps_of(review, sheet), standard.number) or reverse("review", args=[review.pk]),
        "questions": [_question(sheet, question, word) for question in standard.questions],
    }


def whole_values(review: CaseReview) -> dict[str, Any]:
    sheet = sheet_of(review)
    standards = [
        (standard, reverse("review_standard", args=[review.pk, standard.number]), _answered(review, sheet, standard))
        for standard in sheet.domain.judged_standards
    ]
    path = reverse("review_whole", args=[review.pk])
    return {**_frame(review, sheet, path), "facts": fact_rows(sheet), "standards": standards}


def _answered(review: CaseReview, sheet: Sheet, standard: StandardOutline) -> list[dict[str, Any]]:
    word = review.inspection.service_word
    found = []
    for question in standard.questions:
        relevance, judgement = sheet.relevance(question), sheet.rows.judgements.get(question.address, NOTHING)
        asked = relevance is Relevance.RELEVANT
        prompts = [(p, sheet.rows.answers.get(p.address, NOTHING)) for p in sheet.asked_prompts(question)]
        found.append(
            {
                "address": question.address,
                "text": filled(question.text, word),
                "reason_not_asked": "" if asked else reason_not_asked(sheet, question),
                "waiting": relevance is Relevance.WAITING,
                "judgement": value_name(judgement.value),
                "reason": judgement.note,
                "prompts": [
                    {"text": filled(p.text, word), "value": value_name(row.value), "note": row.note}
                    for p, row in prompts
                ],
            }
        )
    return found


def _frame(review: CaseReview, sheet: Sheet, path: str) -> dict[str, Any]:
    """What stands round every page of a review, for its reader."""
    case, home = review.case, reverse("home")
    here = reverse("review", args=[review.pk])
    mine = reverse("my_cases", args=[review.inspection.name])
    return {
        **page_context(review, standing_of(review.reader, review.inspection_id), sheet),
        "product": PRODUCT_NAME,
        "demo": settings.DEMO,
        "static": settings.STATIC_URL,
        "csrf": "t" * 64,
        "path": path,
        "person": review.reader,
        "urls": {
            "home": home,
            "review": here,
            "changes": reverse("review_changes", args=[review.pk]),
            "person": reverse("my_page"),
            "sign_out": reverse("account_logout"),
        },
        "navigation": [{"href": home, "text": "My work", "active": False}],
        "crumbs": [("My work", home), ("My cases", mine), (case.reference, here)],
        "saved_at": date(localtime(review.saved_at), "c") if review.saved_at else "",
        "disposal": capfirst(case.disposal_words),
        "began": date(case.began, "j F Y"),
    }


def _question(sheet: Sheet, question: QuestionOutline, word: str) -> dict[str, Any]:
    judgement = sheet.rows.judgements.get(question.address, NOTHING)
    return {
        "address": question.address,
        "text": filled(question.text, word),
        "prompts": [_prompt(p, sheet.rows.answers.get(p.address, NOTHING), word) for p in question.prompts],
        "value": judgement.value,
        "note": judgement.note,
        "version": judgement.version,
    }


def _prompt(prompt: PromptOutline, row: Saved, word: str) -> dict[str, Any]:
    hint = prompt.guidance or ("Answer “not relevant” where it does not apply." if prompt.where_applicable else "")
    return {
        "target": prompt.address,
        "text": filled(prompt.text, word),
        "hint": hint,
        "value": row.value,
        "note": row.note,
        "version": row.version,
    }
