"""Filters for texts of an edition."""

from django import template

from standards.descriptions import coded, condition_words
from standards.rules import Condition
from standards.structure import Outline, filled

register = template.Library()


@register.filter(name="filled")
def filled_with(text: str, service_word: str) -> str:
    """`{{ standard.statement|filled:edition.service_word }}`: with {service_word} replaced."""
    return filled(text, service_word)


@register.filter(name="coded")
def coded_words(code: str) -> str:
    """`{{ "very_high"|coded }}`: "very high"."""
    return coded(code)


@register.filter
def asked_of(condition: Condition, outline: Outline) -> str:
    """`{{ question.condition|asked_of:outline }}`: of which cases the question is asked."""
    return condition_words(condition, outline)
