"""What was recorded of the children in one domain, beside what the service sent of the eligible cases."""

from collections.abc import Iterator, Mapping, Sequence

from casereviews.rules import classification_name, classification_targets
from reports.annexe.reading import Material
from reports.annexe.rules import Cell, Mark, hidden_levels
from samples.rules import DISPOSAL_TYPE, Margin
from standards.structure import DomainOutline

NOT_GIVEN = "Not given"
Counts = dict[str, int]


def children_rows(material: Material, domain: DomainOutline, *, hides: bool) -> Iterator[tuple[Cell, ...]]:
    """A row for each level of each characteristic. Answers in words are left out: nobody knows what they tell."""
    for target, name, options in characteristics(material, domain):
        columns = [eligible, sampled, read] = counts_of(material, domain.code, target, options)
        hidden = hidden_levels([column for column in columns if column]) if hides else frozenset()
        for level in read:
            cells = [_cell(column, level, level in hidden) for column in (eligible, sampled, read)]
            yield domain.code, name, level, *cells


def characteristics(material: Material, domain: DomainOutline) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each with its target, its name and its options."""
    for fact in material.outline.facts_asked_in(domain.code):
        if fact.options:
            yield fact.target, fact.text, fact.options
    for target in classification_targets(material.outline):
        yield target, classification_name(target), material.outline.levels


def counts_of(
    material: Material, domain: str, target: str, options: tuple[str, ...]
) -> tuple[Counts | None, Counts | None, Counts]:
    """By the name of each level, the eligible cases, those of the sample as sent, and those read.

    The first two are None for what the sample is not matched on, or where none was drawn.
    """
    mix = material.mixes.get(domain)
    read = _by_name(material.facts.get((domain, target), {}), options)
    read[NOT_GIVEN] += (mix.reviews.submitted if mix else 0) - sum(read.values())
    margins = [margin for margin in _margins(material, domain) if _target(material, margin.variable) == target]
    if not margins:
        return None, None, read
    eligible = _by_name({margin.level: margin.stock for margin in margins}, options)
    return eligible, _by_name({margin.level: margin.got for margin in margins}, options), read


def _margins(material: Material, domain: str) -> Sequence[Margin]:
    return material.drawn[domain].margins if domain in material.drawn else ()


def _target(material: Material, variable: str) -> str:
    """Where what the sample is matched on is recorded of a case."""
    if variable == DISPOSAL_TYPE:
        return ""
    facts = {fact.code: fact.target for fact in material.outline.facts}
    return facts.get(variable, f"service.{variable}")


def _by_name(counts: Mapping[str, int], options: tuple[str, ...]) -> Counts:
    """Every option in the edition's order, then what is none of them."""
    names = {option: option.replace("_", " ").capitalize() for option in options}
    found = dict.fromkeys([*names.values(), NOT_GIVEN], 0)
    for value, cases in counts.items():
        found[names.get(value, NOT_GIVEN)] += cases
    return found


def _cell(column: Counts | None, level: str, is_hidden: bool) -> Cell:
    if column is None:
        return Mark.NOT_APPLICABLE
    return Mark.HIDDEN if is_hidden and any(column.values()) else column[level]
