"""The keys of an edition file. docs/editions.md says what each means; a test holds the two together.

Lengths come from the columns, so that nothing checked here can be refused by the database.
"""

from typing import Any

from django.db import models

from standards.documents.shapes import Code, Flag, Keyed, ListOf, MapOf, OneOf, Share, Texts, Whole, Words
from standards.models import (
    DisposalType,
    Domain,
    Edition,
    FactQuestion,
    InterviewQuestion,
    KeyQuestion,
    RatingBand,
    RelevanceRule,
    ScaleRating,
    Standard,
)
from standards.rules import RatedBy, Rounding

LONG_TEXT = 2_000
GUIDANCE = 10_000
DOMAIN_CODE = Code(most=10, pattern=r"[A-Za-z][A-Za-z0-9]*", wanted="a letter and then letters or digits, such as `D2`")
STANDARD_NUMBER = Code(
    most=10, pattern=r"[0-9]+\.[0-9]+", wanted="the number of the domain, a point and a number, such as `2.1`"
)


def _length(model: type[models.Model], column: str) -> int:
    field: Any = model._meta.get_field(column)
    return int(field.max_length)


def _words(model: type[models.Model], column: str) -> Words:
    return Words(most=_length(model, column))


def _code(model: type[models.Model], column: str) -> Code:
    return Code(most=_length(model, column))


OPTION = Code(most=60)
RATING = _code(ScaleRating, "code")

SCALE_RATING = Keyed({"code": RATING, "name": _words(ScaleRating, "name"), "points": Whole()})
KEY_QUESTION_BAND = Keyed({"from": Whole(), "rating": RATING}, {"phrase": _words(RatingBand, "phrase")})
OVERALL_BAND = KEY_QUESTION_BAND
DISCRETION = Keyed({"points_from_boundary": Whole(high=100), "cases_that_flip": Whole(), "small_sample": Whole()})
SAMPLE = Keyed(
    {
        "confidence": Share(),
        "margin_of_error": Share(),
        "sized_on": Code(most=10, pattern=r"all|[A-Za-z][A-Za-z0-9]*", wanted="`all` or the code of a domain"),
        "split": MapOf(DOMAIN_CODE, Share(whole=True)),
        "match_on": ListOf(OPTION, noun="variables"),
    },
    {
        "eligible_days_before_fieldwork": ListOf(Whole(), least=2, most=2, noun="numbers"),
        "eligible_months_before_fieldwork": MapOf(DOMAIN_CODE, ListOf(Whole(), least=2, most=2, noun="numbers")),
    },
)
CLASSIFICATIONS = Keyed(
    {
        "levels": ListOf(Code(most=40), least=2, noun="levels"),
        "kinds": ListOf(Code(most=40), least=0, noun="kinds"),
    }
)
RELEVANCE = Keyed(
    {},
    {
        "note": _words(RelevanceRule, "note"),
        "all_cases": Flag(),
        "fact": OPTION,
        "inspector_classification": OPTION,
        "service_classification": OPTION,
        "disposal_type": ListOf(OPTION, noun="disposal types"),
        "is": ListOf(OPTION, noun="values"),
        "not": ListOf(OPTION, noun="values"),
    },
)
FACT = Keyed(
    {
        "code": _code(FactQuestion, "code"),
        "text": _words(FactQuestion, "text"),
        "by": OneOf(tuple(FactQuestion.AskedOf.values)),
    },
    {
        "options": ListOf(OPTION, least=2, noun="options"),
        "kind": OneOf(("words",)),
        "domains": ListOf(DOMAIN_CODE, noun="domains"),
        "yes_needs_alert": Flag(),
    },
)
INTERVIEW = Keyed(
    {
        "code": _code(InterviewQuestion, "code"),
        "text": _words(InterviewQuestion, "text"),
        "standard": STANDARD_NUMBER,
        "key_question": Whole(low=1, high=20),
    }
)
DISPOSAL_GROUP = Keyed(
    {
        "code": _code(DisposalType, "code"),
        "one": _words(DisposalType, "one"),
        "many": _words(DisposalType, "many"),
    }
)
DISPOSAL_TYPE = Keyed(DISPOSAL_GROUP.required, {"group": _code(DisposalType, "code")})
PROMPT = Keyed({"text": Words(LONG_TEXT)}, {"where_applicable": Flag(), "guidance": Words(GUIDANCE)})
KEY_QUESTION = Keyed(
    {"text": Words(LONG_TEXT)},
    {
        "theme": _code(KeyQuestion, "theme"),
        "relevant": _code(RelevanceRule, "code"),
        "guidance": Words(GUIDANCE),
        "prompts": ListOf(PROMPT, least=0, most=26, noun="prompts"),
    },
)
STANDARD = Keyed(
    {
        "number": STANDARD_NUMBER,
        "title": _words(Standard, "title"),
        "statement": Words(LONG_TEXT),
        "rated_by": OneOf(tuple(RatedBy)),
        "key_questions": ListOf(KEY_QUESTION, most=20, noun="key questions"),
    },
    {"may_be_unrated": Flag(), "characteristics": MapOf(RATING, Texts(GUIDANCE))},
)
DOMAIN = Keyed(
    {
        "code": DOMAIN_CODE,
        "number": Whole(low=1, high=99),
        "title": _words(Domain, "title"),
        "cases": OneOf(tuple(Domain.Cases.values)),
        "standards": ListOf(STANDARD, most=50, noun="standards"),
    },
    {
        "disposal_types": ListOf(DISPOSAL_TYPE, noun="disposal types"),
        "disposal_groups": ListOf(DISPOSAL_GROUP, noun="disposal groups"),
        "began": _words(Domain, "began"),
        "counts_towards_overall": Flag(blank=True),
    },
)
EDITION = Keyed(
    {
        "code": Code(
            most=_length(Edition, "code"),
            pattern=r"[a-z0-9]+(?:[-_][a-z0-9]+)*",
            wanted="small letters, digits and hyphens, such as `youth-2021`",
        ),
        "title": _words(Edition, "title"),
        "edition": _words(Edition, "edition"),
        "licence": _words(Edition, "licence"),
        "service_word": _words(Edition, "service_word"),
        "rating_scale": ListOf(SCALE_RATING, least=2, noun="ratings"),
        "percentage_rounding": OneOf(tuple(Rounding)),
        "key_question_bands": ListOf(KEY_QUESTION_BAND, noun="bands"),
        "overall_bands": ListOf(OVERALL_BAND, noun="bands"),
        "discretion": DISCRETION,
        "sample": SAMPLE,
        "classifications": CLASSIFICATIONS,
        "facts": ListOf(FACT, least=0, noun="facts"),
        "domains": ListOf(DOMAIN, most=20, noun="domains"),
    },
    {
        "relevance": MapOf(_code(RelevanceRule, "code"), RELEVANCE),
        "interview": ListOf(INTERVIEW, least=0, most=40, noun="interview questions"),
    },
)
