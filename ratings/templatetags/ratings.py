"""What the templates of ratings ask of an edition's figures."""

from collections.abc import Collection, Mapping

from django import template

from evidence.rules import lacks_evidence
from ratings.drafts import draft_on
from ratings.printing import difference_words
from ratings.rules import Draft, ReasonCode
from ratings.structure import Difference, PanelDecision, StandardFigures
from standards.rules import Figures

register = template.Library()


@register.filter
def named(rating: str | None, figures: Figures) -> str:
    """The edition's name of a rating's code; "" for None, which is not rated."""
    return figures.names.get(rating, rating) if rating else ""


@register.filter
def then_and_now(difference: Difference) -> str:
    return difference_words(difference)


@register.filter
def drafted(decision: PanelDecision, figures: Figures) -> Draft:
    """What the report says of a decision that used discretion."""
    return draft_on(decision, figures, quoted=False)


@register.filter
def reason_named(code: str) -> str:
    """A reason code in words, small: "narrow margin and quality overall"."""
    label = ReasonCode(code).label if code else ""
    return label[:1].lower() + label[1:]


@register.filter
def value_of(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")


@register.filter
def lacks(standard: StandardFigures, evidenced: Collection[str]) -> bool:
    """Whether its judgement is proposed and rests on no evidence."""
    return lacks_evidence(standard.number, proposed=standard.proposal is not None, evidenced=evidenced)
