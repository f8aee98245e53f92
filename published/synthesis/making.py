"""The cases of an inspection, domain by domain."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from published.figures import PrintedInspection, PrintedQuestion
from published.relevance import DomainPlan, plan_of
from published.synthesis.answering import question_answered
from published.synthesis.cases import Draft, Given, SyntheticCase, dice
from published.synthesis.facts import WEIGHTS, facts_completed, given_by_service, levels_weighted, weighted
from published.synthesis.interviews import interviews_given
from published.synthesis.prose import note_written, reasons_written
from samples.rules import Window, sample_figures, window_of
from standards.rules import Relevance, relevance_of
from standards.structure import DomainOutline, Outline, QuestionOutline

UNRATED = PrintedQuestion(yes=0, relevant=0, percentage=None, prompts=())


def cases_made(
    printed: PrintedInspection, outline: Outline, *, name: str, sample: Mapping[str, Any]
) -> tuple[SyntheticCase, ...]:
    """The synthetic cases of figures that contradict nothing (checks.contradictions_of is empty).

    `name` is the inspection's; `sample` the edition's sample figures, for the dates on which cases began.
    """
    seed = f"{name}|{printed.content_hash}"
    figures = sample_figures(sample)
    drafts = {d.code: _drafts(d, printed, outline, seed) for d in outline.domains if d.has_cases}
    interviews_given(drafts, printed, outline, dice(seed, "interviews"))
    made: list[SyntheticCase] = []
    for domain in outline.domains:
        cases = drafts.get(domain.code, [])
        for case in cases:
            facts_completed(case, outline)
        window = window_of(figures, domain.code, printed.fieldwork_starts)
        reasons = _reasons(domain, cases)
        made += [_finished(case, outline, reasons, _began_in(window, case.dice("began"))) for case in cases]
    return tuple(made)


def _began_in(window: Window | None, chance: Random) -> date | None:
    if window is None:
        return None
    return window.first + timedelta(days=chance.randrange((window.last - window.first).days + 1))


def _reasons(domain: DomainOutline, cases: Sequence[Draft]) -> dict[str, dict[str, str]]:
    """By key question, then case reference."""
    return {
        question.address: reasons_written(standard, question, cases, domain)
        for standard in domain.judged_standards
        for question in standard.questions
    }


def _drafts(domain: DomainOutline, printed: PrintedInspection, outline: Outline, seed: str) -> list[Draft]:
    """The domain's cases with disposals, deciding facts, judgements and answers."""
    plan = plan_of(domain, outline, printed)
    drafts = _blank(domain, plan, printed.service, seed)
    _deciding_facts(drafts, plan, outline)
    for standard in domain.judged_standards:
        said = printed.questions_of(standard.number)
        for place, question in enumerate(standard.questions):
            asked = [case for case in drafts if _is_asked(question, case)]
            question_answered(question, said[place] if said else UNRATED, asked)
    return drafts


def _blank(domain: DomainOutline, plan: DomainPlan, service: str, seed: str) -> list[Draft]:
    disposals = [code for code, count in plan.disposals.items() for _ in range(count)]
    dice(seed, domain.code, "disposals").shuffle(disposals)
    width = max(2, len(str(plan.cases)))
    drafts = []
    for place, disposal in enumerate(disposals, start=1):
        reference = f"{short_of(service)}-{domain.code}-{place:0{width}}"
        quality = dice(seed, reference, "quality").random()
        drafts.append(Draft(seed, reference, domain.code, disposal, quality))
    return drafts


def short_of(service: str) -> str:
    """ "DON" for Doncaster: what case references begin with."""
    letters = [letter for letter in service.upper() if "A" <= letter <= "Z"]
    return "".join(letters[:3]) or "SYN"


def _deciding_facts(drafts: Sequence[Draft], plan: DomainPlan, outline: Outline) -> None:
    """Facts that relevance rules read: in as many cases as the plan says, those that call for it most first."""
    themes = {q.condition.target: q.theme for q in outline.questions.values()}
    for target, groups in plan.groups.items():
        left = sorted(drafts, key=lambda case: case.calls_for(themes[target]))
        for group in groups:
            chosen, left = left[: group.cases], left[group.cases :]
            for case in chosen:
                chance = case.dice("decided", target)
                if target.startswith("inspector."):
                    case.facts[target] = levels_weighted(outline.levels, group.values, chance)
                else:
                    weights = WEIGHTS.get(target.removeprefix("fact."), {})
                    case.facts[target] = weighted(group.values, weights, chance)


def _is_asked(question: QuestionOutline, case: Draft) -> bool:
    given, disposal = case.facts, case.disposal_type
    return relevance_of(question.condition, given=given, disposal_type=disposal) is Relevance.RELEVANT


def _finished(
    case: Draft, outline: Outline, reasons: Mapping[str, Mapping[str, str]], began: date | None
) -> SyntheticCase:
    given = given_by_service(case, outline)
    return SyntheticCase(
        reference=case.reference,
        domain=case.domain,
        disposal_type=case.disposal_type,
        began=began,
        given=given,
        facts={target: value for target, value in case.facts.items() if target not in given},
        answers={address: Given(value, note_written(case, address)) for address, value in case.answered.items()},
        judgements={a: Given(value, reasons[a][case.reference]) for a, value in case.judged.items()},
    )
