"""Made-up reasons and notes. No two reasons for one question and judgement are alike, and each says it is synthetic."""

from collections.abc import Sequence
from itertools import permutations
from math import prod
from random import Random

from published.synthesis.cases import NO, NOT_RELEVANT, YES, Draft, dice
from published.synthesis.phrases import (
    ANY_WORK,
    BARE,
    JUDGED,
    JUDGED_OTHERWISE,
    NOTE_SHARE,
    NOTES,
    ODD_NO,
    ODD_YES,
    PARTS,
    SET_ASIDE,
    SOURCES,
    SYNTHETIC,
    WORK,
)
from standards.structure import DomainOutline, QuestionOutline, StandardOutline
from standards.wording import sentence

POINTS_OTHER_WAY = "The prompts point the other way:"


def reasons_written(
    standard: StandardOutline, question: QuestionOutline, cases: Sequence[Draft], domain: DomainOutline
) -> dict[str, str]:
    """By case reference, the reason for its judgement of the question."""
    reasons = {}
    for value in (YES, NO, NOT_RELEVANT):
        alike = [case for case in cases if case.judged.get(question.address) == value]
        if alike:
            texts = _set_aside(question, alike) if value == NOT_RELEVANT else _argued(standard, question, value, alike)
            for case, text in zip(alike, texts, strict=True):
                lead = "" if value == NOT_RELEVANT else _lead(case, question, domain)
                body = f"{lead}{text}" if lead else sentence(text)
                reasons[case.reference] = " ".join(filter(None, (body, oddity(question, case), SYNTHETIC)))
    return reasons


def _argued(standard: StandardOutline, question: QuestionOutline, value: str, cases: Sequence[Draft]) -> list[str]:
    parts = PARTS.get((question.theme, value)) or PARTS["", value]
    work = next((words for key, words in WORK.items() if key in standard.title.lower()), ANY_WORK)
    details = parts.details if work == WORK["assessment"] else (*parts.details, *parts.in_delivery)
    pairs = list(permutations(details, 2))
    choices = _distinct((len(parts.openings), len(pairs), len(parts.closings)), len(cases), question, value, cases)
    return [f"{parts.openings[o].format(work=work)}. {' '.join(pairs[d])} {parts.closings[c]}" for o, d, c in choices]


def _set_aside(question: QuestionOutline, cases: Sequence[Draft]) -> list[str]:
    parts = SET_ASIDE
    sizes = (len(parts.openings), len(parts.details), len(parts.closings))
    choices = _distinct(sizes, len(cases), question, NOT_RELEVANT, cases)
    return [
        " ".join(filter(None, (f"{parts.openings[o]}: {parts.details[d]}.", parts.closings[c]))) for o, d, c in choices
    ]


def _distinct(
    sizes: Sequence[int], wanted: int, question: QuestionOutline, value: str, cases: Sequence[Draft]
) -> list[tuple[int, ...]]:
    """As many combinations of places as wanted, none twice while there are enough."""
    chance, total = dice(cases[0].seed, "prose", question.address, value), prod(sizes)
    numbers = chance.sample(range(total), wanted) if wanted <= total else chance.choices(range(total), k=wanted)
    found = []
    for number in numbers:
        places, left = [], number
        for size in sizes:
            left, place = divmod(left, size)
            places.append(place)
        found.append(tuple(places))
    return found


def _lead(case: Draft, question: QuestionOutline, domain: DomainOutline) -> str:
    """ "For a child out of education, ", or nothing: what of the case the reason begins with."""
    disposal = next(d.one for d in domain.disposal_types if d.code == case.disposal_type).removeprefix("other ")
    facts = case.facts
    leads = ["", "", f"For this child, subject to {'an' if disposal[0] in 'aeiou' else 'a'} {disposal}, "]
    for target, value, words in LEADS:
        if facts.get(target) == value:
            leads.append(words)
    return case.dice("lead", question.address).choice(leads)


LEADS = (
    ("fact.age_band", "10_to_14", "For a child of 14 or younger, "),
    ("fact.education_status", "none", "For a child out of education, "),
    ("fact.education_status", "part_entitlement", "For a child on a part-time timetable, "),
    ("fact.care_status", "cared_for", "For a child in the care of the local authority, "),
    ("fact.special_needs", "yes", "For a child with additional learning needs, "),
    ("fact.exploitation", "yes", "For a child at risk of exploitation, "),
    ("fact.emotional_health", "yes", "For a child with emotional health needs, "),
)


def oddity(question: QuestionOutline, case: Draft) -> str:
    """The sentence that a judgement owes where every relevant prompt is answered the other way, or none is relevant."""
    judged = case.judged.get(question.address)
    answers = {case.answered.get(p.address, NOT_RELEVANT) for p in question.prompts} - {NOT_RELEVANT}
    chance = case.dice("odd", question.address)
    if judged not in (YES, NO) or not question.prompts:
        return ""
    if not answers:
        return chance.choice(BARE)
    if judged == YES and answers == {NO}:
        return f"{POINTS_OTHER_WAY} each that was relevant is answered no, but {chance.choice(ODD_YES)}."
    if judged == NO and answers == {YES}:
        return f"{POINTS_OTHER_WAY} each that was relevant is answered yes, but {chance.choice(ODD_NO)}."
    return ""


def note_written(case: Draft, prompt: str) -> str:
    """A note on one prompt's answer, for some; notes are optional."""
    value, chance = case.answered[prompt], case.dice("note", prompt)
    if chance.random() >= NOTE_SHARE[value]:
        return ""
    text = chance.choice(NOTES[value]).format(source=chance.choice(SOURCES))
    return f"{sentence(text)} {SYNTHETIC}"


def judgement_words(standard: StandardOutline, rating: str, chance: Random) -> str:
    """Why the lead proposes this rating for a standard that is rated by judgement."""
    choices = JUDGED.get(rating, JUDGED_OTHERWISE)
    text = chance.choice(choices).format(title=standard.title[:1].lower() + standard.title[1:])
    return f"{text} {SYNTHETIC}"
