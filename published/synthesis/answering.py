"""Which relevant cases are judged yes, and how their prompts are answered, so that all counts come out as printed."""

from collections.abc import Sequence
from random import Random

from published.figures import PrintedCount, PrintedQuestion
from published.synthesis.cases import NO, NOT_RELEVANT, YES, Draft, chance_of, dice
from standards.structure import PromptOutline, QuestionOutline

SELDOM_APPLICABLE = 0.18  # share of cases in which a prompt marked "where applicable" is not relevant


def question_answered(question: QuestionOutline, said: PrintedQuestion, asked: Sequence[Draft]) -> None:
    """Judges the question in the cases that its rule asks it of, and answers its prompts.

    Cases beyond the printed number of relevant ones are judged not relevant by hand; their prompts are not asked.
    """
    by_relevance = sorted(asked, key=lambda case: case.calls_for(question.theme))
    for case in by_relevance[said.relevant :]:
        case.judged[question.address] = NOT_RELEVANT
    relevant = sorted(
        by_relevance[: said.relevant], key=lambda case: case.strength(question.theme, question.address), reverse=True
    )
    for place, case in enumerate(relevant):
        case.judged[question.address] = YES if place < said.yes else NO
    if said.prompts:
        spread = spread_answers(said.prompts, yes=said.yes, cases=len(relevant), chance=_chance(question, relevant))
        for case, values in zip(relevant, spread, strict=True):
            case.answered.update({p.address: value for p, value in zip(question.prompts, values, strict=True)})
    else:
        for case in relevant:
            _answered_in_keeping(question, case)


def _chance(question: QuestionOutline, relevant: Sequence[Draft]) -> Random:
    return dice(relevant[0].seed, question.address) if relevant else Random(0)


def spread_answers(prompts: Sequence[PrintedCount], *, yes: int, cases: int, chance: Random) -> list[list[str]]:
    """Per relevant case (those judged yes first, the strongest first), its answer to each prompt.

    Every count is met exactly. A case judged yes gets a prompt answered yes, and one judged no a prompt answered no,
    wherever the counts allow it: no other spread has fewer cases that point the other way.
    """
    spread = [[NOT_RELEVANT] * len(prompts) for _ in range(cases)]
    judged_yes, judged_no = list(range(yes)), list(range(yes, cases))
    nothing_fits = _left_out(prompts, judged_yes, judged_no)
    bare_yes = [case for case in judged_yes if case not in nothing_fits]  # judged yes, no prompt answered yes so far
    bare_no = [case for case in judged_no if case not in nothing_fits]
    for place, said in enumerate(prompts):
        later = prompts[place + 1 :]
        noes = said.relevant - said.yes
        luck = {case: case / max(cases, 1) + 0.35 * chance.random() for case in range(cases)}
        need_yes = max(len(bare_yes) - sum(p.yes for p in later), 0)
        need_no = max(len(bare_no) - sum(p.relevant - p.yes for p in later), 0)
        must_yes = sorted(bare_yes, key=luck.__getitem__)[: min(need_yes, said.yes)]
        must_no = sorted(bare_no, key=luck.__getitem__, reverse=True)[: min(need_no, noes)]
        taken = {*must_yes, *must_no, *nothing_fits}
        free = sorted((c for c in range(cases) if c not in taken), key=lambda c: (c >= yes, luck[c]))
        more_yes = said.yes - len(must_yes)
        more_no = noes - len(must_no)
        answered_yes = {*must_yes, *free[:more_yes]}
        answered_no = {*must_no, *(free[len(free) - more_no :] if more_no else [])}
        for case in answered_yes:
            spread[case][place] = YES
        for case in answered_no:
            spread[case][place] = NO
        bare_yes = [case for case in bare_yes if case not in answered_yes]
        bare_no = [case for case in bare_no if case not in answered_no]
    return spread


def _left_out(prompts: Sequence[PrintedCount], judged_yes: Sequence[int], judged_no: Sequence[int]) -> frozenset[int]:
    """Cases that no answer in keeping is left for, as far as all their prompts can be not relevant instead."""
    cases = len(judged_yes) + len(judged_no)
    odd_yes = max(len(judged_yes) - sum(p.yes for p in prompts), 0)
    odd_no = max(len(judged_no) - sum(p.relevant - p.yes for p in prompts), 0)
    room = min((cases - p.relevant for p in prompts), default=0)
    odd = [*judged_yes[len(judged_yes) - odd_yes :], *judged_no[len(judged_no) - odd_no :]]
    return frozenset(odd[:room])


def _answered_in_keeping(question: QuestionOutline, case: Draft) -> None:
    """Answers that the report does not print: most in keeping with the judgement, the easier prompts yes first."""
    if not question.prompts:
        return
    chance = case.dice("prompts", question.address)
    asked = [p for p in question.prompts if not (p.where_applicable and chance.random() < SELDOM_APPLICABLE)]
    asked = asked or [chance.choice(question.prompts)]
    judged_yes = case.judged[question.address] == YES
    strength = case.strength(question.theme, question.address)
    likely = 0.08 + 0.3 * (1 - strength if judged_yes else strength)
    against = min(sum(chance.random() < likely for _ in asked), (len(asked) - 1) // 2)
    ease = {p.address: _ease(case, p) + 0.6 * chance.random() for p in asked}
    easiest_first = sorted(ease, key=ease.__getitem__, reverse=True)
    answered_yes = len(asked) - against if judged_yes else against
    values = dict.fromkeys((p.address for p in question.prompts), NOT_RELEVANT)
    values.update({address: YES if n < answered_yes else NO for n, address in enumerate(easiest_first)})
    case.answered.update(values)


def _ease(case: Draft, prompt: PromptOutline) -> float:
    return chance_of(case.seed, "ease", prompt.address)
