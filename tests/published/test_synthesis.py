"""Synthetic cases add up to every printed count, follow the edition's relevance rules, and are the same every time."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from random import Random

import pytest

from published.checks import contradictions_of, shape_problems
from published.figures import PrintedCount, inspection_from
from published.synthesis import SyntheticCase, cases_made, spread_answers
from published.synthesis.phrases import SOURCES
from published.synthesis.prose import POINTS_OTHER_WAY
from tests.published.editions import CODES, edition_yaml, outline_from_yaml
from tests.published.files import NAMES, Document, random_document, shipped

PER_EDITION = 104  # random files; ten times as many with --long


@cache
def made_of(name: str) -> tuple[Document, tuple[SyntheticCase, ...]]:
    """A shipped file, or "<edition>/<seed>", with the cases made of it."""
    code, _, seed = name.partition("/")
    document = random_document(edition_yaml(code), int(seed)) if seed else shipped(name)
    outline = outline_from_yaml(document["framework"])
    assert shape_problems(document) == []
    printed = inspection_from(document)
    assert contradictions_of(printed, outline) == []
    sample = edition_yaml(document["framework"])["sample"]
    return document, cases_made(printed, outline, name=name.replace("/", "-"), sample=sample)


def groups() -> list[list[str]]:
    """All files in a few groups: a test for each file would say nothing more."""
    names = [*NAMES, *(f"{code}/{seed}" for seed in range(PER_EDITION) for code in CODES)]
    return [names[start::3] for start in range(3)]


every_file = pytest.mark.parametrize("names", groups(), ids=[f"{names[0]}-and-random-ones" for names in groups()])


def questions_of(document: Document) -> Iterator[tuple[str, Document, Document]]:
    """Address, what the edition's YAML says of it, and what the file prints of it ("relevant 0" where unrated)."""
    for domain in edition_yaml(document["framework"])["domains"]:
        for standard in domain["standards"]:
            if standard["rated_by"] != "key_questions":
                continue
            said = document["standards"].get(standard["number"])
            for place, question in enumerate(standard["key_questions"]):
                printed = said["key_questions"][place] if said else {"yes": 0, "relevant": 0}
                yield f"{standard['number']}.{place + 1}", {**question, "domain": domain["code"]}, printed


def counted(values: list[str]) -> tuple[int, int]:
    return values.count("yes"), values.count("yes") + values.count("no")


def asked_by_rule(edition: Document, question: Document, case: SyntheticCase) -> bool:
    """Brute force from the YAML: whether the question's rule asks it of the case."""
    if question["domain"] != case.domain:
        return False
    rule, facts = edition["relevance"][question["relevant"]], {**case.given, **case.facts}
    if rule.get("all_cases"):
        return True
    if "disposal_type" in rule:
        return case.disposal_type in rule["disposal_type"]
    target = f"fact.{rule['fact']}" if "fact" in rule else f"inspector.{rule['inspector_classification']}"
    return facts[target] in rule["is"] if "is" in rule else facts[target] not in rule["not"]


@every_file
def test_every_printed_count_is_reproduced(names: list[str]) -> None:
    for name in names:
        document, cases = made_of(name)
        for address, _, printed in questions_of(document):
            judged = [case.judgements[address].value for case in cases if address in case.judgements]
            assert counted(judged) == (printed["yes"], printed["relevant"]), (name, address)
            for letter, prompt in zip("abcdefghij", printed.get("prompts", ()), strict=False):
                prompt_address = f"{address}.{letter}"
                answers = [case.answers[prompt_address].value for case in cases if prompt_address in case.answers]
                assert counted(answers) == (prompt["yes"], prompt["relevant"]), (name, prompt_address)
        for domain, size in document["cases"].items():
            of_domain = [case for case in cases if case.domain == domain]
            assert len(of_domain) == size
            for disposal, count in document.get("disposals", {}).get(domain, {}).items():
                assert sum(case.disposal_type == disposal for case in of_domain) >= count, (name, domain, disposal)


@every_file
def test_a_case_is_judged_where_its_rule_asks_and_nowhere_else(names: list[str]) -> None:
    for name in names:
        document, cases = made_of(name)
        edition = edition_yaml(document["framework"])
        for address, question, printed in questions_of(document):
            asked = [case for case in cases if asked_by_rule(edition, question, case)]
            assert {c.reference for c in cases if address in c.judgements} == {c.reference for c in asked}
            by_hand = [case for case in asked if case.judgements[address].value == "not_relevant"]
            assert len(by_hand) == len(asked) - printed["relevant"]
            for case in cases:
                prompts = {a for a in case.answers if a.rpartition(".")[0] == address}
                judged = case.judgements.get(address)
                wanted = len(question["prompts"]) if judged and judged.value != "not_relevant" else 0
                assert len(prompts) == wanted, (name, address, case.reference)


@every_file
def test_no_more_cases_meet_a_rule_than_its_questions_need(names: list[str]) -> None:
    """So that as few as possible are judged not relevant by hand."""
    for name in names:
        document, cases = made_of(name)
        edition = edition_yaml(document["framework"])
        needs: dict[tuple[str, str], int] = {}
        for _, question, printed in questions_of(document):
            rule = (question["domain"], question["relevant"])
            needs[rule] = max(needs.get(rule, 0), printed["relevant"])
        for (domain, rule), need in needs.items():
            said = edition["relevance"][rule]
            if said.get("all_cases") or "disposal_type" in said:
                continue
            asked = [c for c in cases if asked_by_rule(edition, {"domain": domain, "relevant": rule}, c)]
            assert len(asked) == need, (name, domain, rule)


@every_file
def test_every_fact_and_classification_is_given_with_an_offered_value(names: list[str]) -> None:
    for name in names:
        document, cases = made_of(name)
        edition = edition_yaml(document["framework"])
        levels, kinds = edition["classifications"]["levels"], edition["classifications"]["kinds"]
        for case in cases:
            offered = {
                f"fact.{fact['code']}": fact.get("options")
                for fact in edition["facts"]
                if case.domain in fact.get("domains", [case.domain])
            }
            offered |= {f"{side}.{kind}": levels for side in ("service", "inspector") for kind in kinds}
            given = {**case.given, **case.facts}
            assert given.keys() == offered.keys()
            assert not case.given.keys() & case.facts.keys()
            assert all(value in (offered[target] or [value]) for target, value in given.items())
            assert all(given[f"fact.{f['code']}"] == "no" for f in edition["facts"] if f.get("yes_needs_alert"))


@every_file
def test_prompts_that_are_not_printed_keep_with_the_judgement(names: list[str]) -> None:
    for name in names:
        document, cases = made_of(name)
        for address, _, printed in questions_of(document):
            if printed.get("prompts"):
                continue
            for case in cases:
                judged = case.judgements.get(address)
                if judged is None or judged.value == "not_relevant":
                    continue
                values = [given.value for a, given in case.answers.items() if a.rpartition(".")[0] == address]
                yes, relevant = counted(values)
                assert (2 * yes > relevant) if judged.value == "yes" else (2 * yes < relevant), (name, address)


@every_file
def test_an_odd_pair_has_its_sentence_and_no_other_has(names: list[str]) -> None:
    for name in names:
        _, cases = made_of(name)
        for case in cases:
            for address, judged in case.judgements.items():
                values = [given.value for a, given in case.answers.items() if a.rpartition(".")[0] == address]
                yes, relevant = counted(values)
                odd = relevant > 0 and (judged.value, yes) in (("yes", 0), ("no", relevant))
                assert (POINTS_OTHER_WAY in judged.note) is odd, (name, case.reference, address)
                bare = judged.value != "not_relevant" and relevant == 0
                assert judged.note.startswith("None of the prompts") or ("None of the prompts" in judged.note) is bare


@every_file
def test_every_text_says_that_it_is_synthetic_and_names_nobody(names: list[str]) -> None:
    for name in names:
        _, cases = made_of(name)
        for case in cases:
            assert all(judged.note.endswith("(Synthetic.)") for judged in case.judgements.values())
            assert all(given.note == "" or given.note.endswith("(Synthetic.)") for given in case.answers.values())


@every_file
def test_no_two_reasons_for_one_question_and_judgement_are_alike(names: list[str]) -> None:
    for name in names:
        _, cases = made_of(name)
        for address in {a for case in cases for a in case.judgements}:
            reasons = [case.judgements[address].note for case in cases if address in case.judgements]
            assert len(reasons) == len(set(reasons)), (name, address)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_file_gives_the_same_cases_word_for_word(name: str) -> None:
    document, cases = made_of(name)
    outline = outline_from_yaml(document["framework"])
    sample = edition_yaml(document["framework"])["sample"]
    again = cases_made(inspection_from(shipped(name)), outline, name=name, sample=sample)
    assert again == cases
    assert cases_made(inspection_from(document), outline, name="another-name", sample=sample) != cases


@pytest.mark.parametrize("name", NAMES)
def test_weak_cases_are_weak_across_standards(name: str) -> None:
    """Of the cases below the middle on one half of the questions, most are below it on the other half too."""
    _, cases = made_of(name)
    judged = [case for case in cases if case.judgements]

    def share(case: SyntheticCase, half: int) -> float:
        values = [g.value for g in list(case.judgements.values())[half::2] if g.value != "not_relevant"]
        return values.count("yes") / len(values)

    pairs = [(share(case, 0), share(case, 1)) for case in judged]
    means = [sum(column) / len(pairs) for column in zip(*pairs, strict=True)]
    assert sum((a - means[0]) * (b - means[1]) for a, b in pairs) > 0


def interviewed(cases: tuple[SyntheticCase, ...], *, domain: str = "") -> dict[str, int]:
    values = [case.facts["fact.interviewed"] for case in cases if domain in ("", case.domain)]
    return {value: values.count(value) for value in ("case_manager", "manager_or_stand_in", "nobody")}


def test_interviews_come_out_as_printed() -> None:
    doncaster, dorset, rotherham = (made_of(name)[1] for name in NAMES)
    assert interviewed(doncaster) == {"case_manager": 23, "manager_or_stand_in": 7, "nobody": 0}
    assert interviewed(doncaster, domain="D3")["case_manager"] == 12
    assert interviewed(dorset) == {"case_manager": 45, "manager_or_stand_in": 0, "nobody": 17}
    assert [interviewed(rotherham, domain=d)["case_manager"] for d in ("D2", "D3")] == [5, 3]


@every_file
def test_interviews_of_random_files_come_out_as_printed(names: list[str]) -> None:
    for name in names:
        document, cases = made_of(name)
        if "interviews" in document:
            said = document["interviews"]
            found = interviewed(cases)
            assert found["case_manager"] == said.get("case_manager", 0)
            assert found["manager_or_stand_in"] == said.get("other", 0)
        for domain, number in document.get("interviews_by_domain", {}).items():
            assert interviewed(cases, domain=domain)["case_manager"] == number


def test_cases_begin_within_the_window_of_their_edition() -> None:
    for name, domain, first, last in (
        ("doncaster-2024", "D2", "2023-03-20", "2024-01-12"),  # 364 and 66 days before 18 March 2024
        ("doncaster-2024", "D4", "2023-03-20", "2024-01-12"),
        ("rotherham-2020", "D2", "2019-09-14", "2020-01-14"),  # 12 and 8 months before 14 September 2020
        ("rotherham-2020", "D3", "2019-10-14", "2020-02-14"),
    ):
        _, cases = made_of(name)
        began = [str(case.began) for case in cases if case.domain == domain]
        assert all(first <= day <= last for day in began), (name, domain)


def odd_ones(spread: list[list[str]], yes: int) -> tuple[int, int]:
    """Pairs that point the other way, and cases with no relevant prompt."""
    relevant = [[value for value in row if value != "not_relevant"] for row in spread]
    bare = sum(not row for row in relevant)
    odd = sum(bool(row) and set(row) == {"no" if n < yes else "yes"} for n, row in enumerate(relevant))
    return odd, bare


def owed(spread: list[list[str]], yes: int) -> tuple[int, int]:
    """How many judgements owe a sentence, and how many of these because their prompts point the other way."""
    odd, bare = odd_ones(spread, yes)
    return odd + bare, odd


def fewest_by_trying(prompts: list[PrintedCount], yes: int, cases: int) -> tuple[int, int]:
    """The least that can be owed over every possible spread."""
    ways = []
    for said in prompts:
        columns = [
            column
            for column in product(("yes", "no", "not_relevant"), repeat=cases)
            if counted(list(column)) == (said.yes, said.relevant)
        ]
        ways.append(columns)
    return min(owed([list(row) for row in zip(*way, strict=True)], yes) for way in product(*ways))


def test_no_spread_of_answers_has_fewer_odd_pairs() -> None:
    chance = Random(1)
    for _ in range(150):
        cases, size = chance.randint(1, 4), chance.randint(1, 3)
        yes = chance.randint(0, cases)
        prompts = []
        for _ in range(size):
            relevant = chance.randint(0, cases)
            prompts.append(PrintedCount(chance.randint(0, relevant), relevant))
        spread = spread_answers(prompts, yes=yes, cases=cases, chance=chance)
        for place, said in enumerate(prompts):
            assert counted([row[place] for row in spread]) == (said.yes, said.relevant)
        assert owed(spread, yes) == fewest_by_trying(prompts, yes, cases), (prompts, yes, cases)


def test_the_odd_pairs_of_rotherham_are_those_that_its_counts_force() -> None:
    """3.1, third question: three yes, two prompts answered yes. 3.4, second: no, its only relevant prompt yes."""
    _, cases = made_of("rotherham-2020")
    odd = [
        (address, judged.value)
        for case in cases
        for address, judged in case.judgements.items()
        if POINTS_OTHER_WAY in judged.note
    ]
    assert ("3.1.3", "yes") in odd
    assert ("3.4.2", "no") in odd
    assert len(odd) == 2


@pytest.mark.long
@pytest.mark.parametrize("code", CODES)
def test_many_more_random_files_are_reproduced(code: str) -> None:
    checks: list[Callable[[list[str]], None]] = [
        test_every_printed_count_is_reproduced,
        test_a_case_is_judged_where_its_rule_asks_and_nowhere_else,
        test_prompts_that_are_not_printed_keep_with_the_judgement,
        test_an_odd_pair_has_its_sentence_and_no_other_has,
    ]
    for seed in range(PER_EDITION, 11 * PER_EDITION):
        for check in checks:
            check([f"{code}/{seed}"])
        made_of.cache_clear()


def test_every_source_of_a_note_is_one_thing() -> None:
    """The notes say that it "shows" or "mentions" something."""
    heads = [re.split(r" (?:of|with|from|to) ", source)[0] for source in SOURCES]
    assert [head for head in heads if head.endswith("s")] == []
