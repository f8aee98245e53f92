"""The editions as plain values straight from their YAML, and the YAML for brute force: no row, no loader of ours."""

from functools import cache
from itertools import count
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml

from standards.rules import Band, Condition, Discretion, Figures, RatedBy, Rating, Rounding
from standards.structure import (
    ALWAYS,
    DisposalOutline,
    DomainOutline,
    FactOutline,
    Outline,
    PromptOutline,
    QuestionOutline,
    StandardOutline,
)

FOLDER = Path(__file__).resolve().parents[2] / "standards" / "editions"
CODES = ("youth-2018", "youth-2021")


@cache
def edition_yaml(code: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return found


@cache
def outline_from_yaml(code: str) -> Outline:
    return outline_from(edition_yaml(code))


def outline_from(said: dict[str, Any]) -> Outline:
    keys = count(1)
    rules = {name: _condition(name, rule) for name, rule in said["relevance"].items()}
    return Outline(
        pk=next(keys),
        code=said["code"],
        title=said["title"],
        edition=said["edition"],
        figures=_figures(said),
        levels=tuple(said["classifications"]["levels"]),
        kinds=tuple(said["classifications"]["kinds"]),
        facts=tuple(
            FactOutline(
                fact["code"],
                f"fact.{fact['code']}",
                fact["text"],
                tuple(fact.get("options", ())),
                fact["by"],
                frozenset(fact.get("domains", ())),
                fact.get("yes_needs_alert", False),
            )
            for fact in said["facts"]
        ),
        domains=tuple(_domain(domain, rules, keys) for domain in said["domains"]),
    )


def _condition(name: str, rule: dict[str, Any]) -> Condition:
    target = f"fact.{rule['fact']}" if "fact" in rule else ""
    if "inspector_classification" in rule:
        target = f"inspector.{rule['inspector_classification']}"
    return Condition(
        name,
        rule.get("note", ""),
        target,
        frozenset(rule.get("is", ())),
        frozenset(rule.get("not", ())),
        frozenset(rule.get("disposal_type", ())),
    )


def _figures(said: dict[str, Any]) -> Figures:
    discretion = said["discretion"]
    return Figures(
        scale=tuple(Rating(r["code"], r["name"], r["points"]) for r in said["rating_scale"]),
        rounding=Rounding(said["percentage_rounding"]),
        key_question_bands=tuple(Band(b["from"], b["rating"], b["phrase"]) for b in said["key_question_bands"]),
        overall_bands=tuple(Band(b["from"], b["rating"]) for b in said["overall_bands"]),
        discretion=Discretion(
            discretion["points_from_boundary"], discretion["cases_that_flip"], discretion["small_sample"]
        ),
    )


def _domain(said: dict[str, Any], rules: dict[str, Condition], keys: "count[int]") -> DomainOutline:
    counts = said.get("counts_towards_overall", True)
    return DomainOutline(
        next(keys),
        said["code"],
        said["number"],
        said["title"],
        said["cases"],
        said.get("began", ""),
        counts,
        tuple(DisposalOutline(next(keys), g["code"], g["one"], g["many"], "") for g in said.get("disposal_groups", ())),
        tuple(
            DisposalOutline(next(keys), t["code"], t["one"], t["many"], t.get("group", ""))
            for t in said.get("disposal_types", ())
        ),
        tuple(_standard(standard, said["code"], counts, rules, keys) for standard in said["standards"]),
    )


def _standard(
    said: dict[str, Any], domain: str, counts: bool, rules: dict[str, Condition], keys: "count[int]"
) -> StandardOutline:
    number = said["number"]
    questions = []
    for place, question in enumerate(said["key_questions"], start=1):
        address = f"{number}.{place}"
        prompts = tuple(
            PromptOutline(
                next(keys), f"{address}.{letter}", letter, prompt["text"], "", prompt.get("where_applicable", False)
            )
            for letter, prompt in zip(ascii_lowercase, question.get("prompts", ()), strict=False)
        )
        condition = rules[question["relevant"]] if "relevant" in question else ALWAYS
        theme = question.get("theme", "")
        questions.append(
            QuestionOutline(next(keys), address, place, number, question["text"], theme, "", condition, prompts)
        )
    return StandardOutline(
        next(keys),
        number,
        said["title"],
        said["statement"],
        RatedBy(said["rated_by"]),
        said.get("may_be_unrated", False),
        counts,
        domain,
        {},
        tuple(questions),
    )
