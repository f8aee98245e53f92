"""Every figure that an author may put into prose, for the picker: by group, searched by its words or its address."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereviews.rules import classification_name, classification_targets
from evidence.rules import ASKED_NAMES
from reports.rules.sayings import ALL_FORM_NAMES
from reports.rules.sources import ALL, OF_CHILDREN, RESETTLEMENT
from reports.saying.resolving import AGREEMENTS, saying_of
from standards.structure import DomainOutline, FactOutline, Outline, StandardOutline, filled

if TYPE_CHECKING:
    from reports.live import LiveFigures

AT_MOST = 60  # in one answer: more are found by searching
EVERY_CASE, BUT_RESETTLEMENT = "All cases", "All cases but those of resettlement"


@dataclass(frozen=True, slots=True)
class Offer:
    source: str
    title: str
    group: str
    also: str = ""  # what people call it

    @property
    def standard(self) -> str:
        return self.group.partition(" ")[0]

    @property
    def is_of_children(self) -> bool:
        return self.source.partition(":")[0] in OF_CHILDREN

    def holds(self, words: Sequence[str]) -> bool:
        text = f"{self.title} {self.also} {self.group} {self.source}".lower()
        return all(word in text for word in words)


def offers_of(live: "LiveFigures") -> list[Offer]:
    """All of them, in the order of the report: standards, cases, evidence, figures from elsewhere, dates."""
    outline = live.outline
    return [
        *(one for standard in outline.standards.values() for one in _of_standard(standard, live.service_word)),
        *_of_ratings(outline),
        *(one for domain in (*outline.domains, None) for one in _of_cases(live, domain)),
        *_of_evidence(live),
        *(Offer(f"context:{one.code}", one.label, "Figures from elsewhere") for one in live.context),
        *_of_dates(outline),
        Offer("recommendations:all", "How many recommendations", "Recommendations"),
    ]


def offers_searched(live: "LiveFigures", text: str, *, standard: str, children: bool) -> list[dict[str, object]]:
    """Those that hold every word, `standard`'s own first, each with the forms that it has now.

    `children`: also what children are, case by case counted.
    """
    words = text.lower().split()
    offers = [offer for offer in offers_of(live) if children or not offer.is_of_children]
    found = [offer for offer in offers if offer.holds(words)]
    found.sort(key=lambda offer: offer.standard != standard or not standard)
    told = ((offer, saying_of(live, offer.source)) for offer in found)
    with_forms = ((offer, saying.forms()) for offer, saying in told if saying)
    return _first(_told(offer, forms) for offer, forms in with_forms if forms)


def _first(told: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    return [one for _, one in zip(range(AT_MOST), told, strict=False)]


def _told(offer: Offer, forms: Sequence[tuple[str, str]]) -> dict[str, object]:
    named = [{"form": form, "name": ALL_FORM_NAMES[form], "words": words} for form, words in forms]
    return {"source": offer.source, "title": offer.title, "group": offer.group, "forms": named}


def _of_standard(standard: StandardOutline, service_word: str) -> Iterator[Offer]:
    group = f"{standard.number} {standard.title}"
    yield Offer(f"rating:{standard.number}", "Rating", group)
    for question in standard.questions if standard.by_cases else ():
        yield Offer(f"question:{question.address}", filled(question.text, service_word), group)
        for prompt in question.prompts:
            yield Offer(
                f"prompt:{prompt.address}", f"Prompt {prompt.address}: {filled(prompt.text, service_word)}", group
            )


def _of_ratings(outline: Outline) -> Iterator[Offer]:
    group = "Overall rating"
    yield Offer("overall:rating", "Overall rating", group)
    yield Offer("overall:score", "Overall score", group)
    yield Offer("overall:out_of", "The highest score there can be", group)
    yield Offer("overall:standards", "How many standards count towards the score", group)
    for rating, name in outline.figures.names.items():
        yield Offer(f"rated:{rating}", f"How many standards are rated {name}", group)


def _of_cases(live: "LiveFigures", domain: DomainOutline | None) -> Iterator[Offer]:
    """Of one domain, or of all (None)."""
    if domain and not domain.has_cases:
        return
    outline, code = live.outline, domain.code if domain else ALL
    on_top = not domain and any(one.cases == RESETTLEMENT for one in outline.domains)
    group = f"{domain.code} {domain.title}: cases" if domain else BUT_RESETTLEMENT if on_top else EVERY_CASE
    yield Offer(f"cases:{code}", "How many cases were inspected", group)
    if domain:
        yield Offer(f"mix:{code}", "The case mix in words", group)
    held = "How many interviews were held" + (", also those on resettlement cases" if on_top else "")
    yield Offer(f"interviews:{code}", held, group)
    facts = outline.facts_asked_in(code) if domain else outline.facts
    yield from _of_facts(facts, code, group)
    yield from _of_classifications(outline, code, group)


def _of_facts(facts: Sequence[FactOutline], code: str, group: str) -> Iterator[Offer]:
    """Without those that are answered in words: a street, a school tells who a child is."""
    for fact in facts:
        for value in fact.options:
            title = f"{fact.text}: {value.replace('_', ' ')}"
            yield Offer(f"fact:{code}.{fact.code}.{value}", title, group, CALLED.get(value, ""))


CALLED = {"female": "girls", "male": "boys"}


def _of_classifications(outline: Outline, code: str, group: str) -> Iterator[Offer]:
    for target in classification_targets(outline):
        for level in outline.levels:
            title = f"{classification_name(target)}: {level.replace('_', ' ')}"
            yield Offer(f"classified:{code}.{target}.{level}", title, group)
    for kind in outline.kinds:
        for which in AGREEMENTS:
            title = f"{kind.replace('_', ' ').capitalize()}: the service’s classification {AGREEMENT_WORDS[which]}"
            yield Offer(f"agreement:{code}.{kind}.{which}", title, group)


AGREEMENT_WORDS = {
    "same": "is the inspector’s",
    "over": "is higher than the inspector’s",
    "under": "is lower than the inspector’s",
}


def _of_evidence(live: "LiveFigures") -> Iterator[Offer]:
    yield Offer("meetings:number", "How many meetings were held", "Evidence")
    yield Offer("meetings:whom", "With whom meetings were held", "Evidence")
    for piece in live.readings.pieces:
        if survey := piece.survey:
            group = f"Survey: {piece.title}"
            yield Offer(f"survey:completed.{piece.pk}", f"{ASKED_NAMES[survey.asked]} who completed it", group)
            yield Offer(f"survey:invited.{piece.pk}", f"{ASKED_NAMES[survey.asked]} who were invited", group)
            for question in survey.questions:
                for place, share in enumerate(question.shares):
                    yield Offer(f"survey:{question.pk}.{place}", f"{question.text}: {share.label}", group)
    if any(piece.text_survey for piece in live.readings.pieces):
        for subject, title in TEXT_TITLES.items():
            yield Offer(f"texts:{subject}", title, "Children’s text survey")


TEXT_TITLES = {
    "asked": "Consents asked for",
    "given": "Consents given",
    "replies": "Replies",
    "children": "Replies of children",
    "parents": "Replies of parents or carers",
    "mean": "The mean score",
    **{f"from.{score}": f"Scores of {score} and over" for score in range(10, 4, -1)},
}


def _of_dates(outline: Outline) -> Iterator[Offer]:
    yield Offer("date:fieldwork.start", "When fieldwork began", "Dates")
    yield Offer("date:fieldwork.end", "When fieldwork ended", "Dates")
    for domain in outline.domains:
        if domain.has_cases:
            yield Offer(f"window:{domain.code}", f"{domain.title}: when cases began", "Dates")
            yield Offer(f"date:window.{domain.code}.first", f"{domain.title}: the first day of the window", "Dates")
            yield Offer(f"date:window.{domain.code}.last", f"{domain.title}: the last day of the window", "Dates")
