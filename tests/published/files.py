"""Files of printed figures for tests: the three that ship, random ones that hold together, and broken ones."""

import json
from pathlib import Path
from random import Random
from typing import Any

import published

FOLDER = Path(published.__file__).parent / "files"
NAMES = ("doncaster-2024", "dorset-2022", "rotherham-2020")
Document = dict[str, Any]


def shipped(name: str) -> Document:
    found: Document = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def written(folder: Path, document: Document, name: str = "madeup-2023") -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def random_document(edition: Document, seed: int) -> Document:
    """Figures of an inspection that never was: 0 to 60 cases a domain, partly relevant, some prompts printed."""
    chance = Random(seed)
    cases = {d["code"]: _size(chance) for d in edition["domains"] if d["cases"] != "none"}
    disposals = {code: _disposals(edition, code, size, chance) for code, size in cases.items() if chance.random() < 0.7}
    standards: Document = {}
    for domain in edition["domains"]:
        for standard in domain["standards"]:
            size = cases.get(domain["code"], 0)
            said = _standard(edition, standard, size, disposals.get(domain["code"]), chance)
            if said is not None or chance.random() < 0.5:
                standards[standard["number"]] = said
    document = {
        "schema": "published-inspection/1",
        "source": f"Random figures {seed}",
        "service": chance.choice(("Madeup", "Nowhere and District", "Ünter", "St Elsewhere")),
        "framework": edition["code"],
        "fieldwork_starts": f"{chance.randint(2019, 2024)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}",
        "fieldwork_weeks": chance.randint(1, 2),
        "cases": cases,
        "disposals": disposals,
        "standards": standards,
        "overall": overall(edition, standards),
    }
    total = sum(cases.values())
    if chance.random() < 0.7:
        managers = chance.randint(0, total)
        document["interviews"] = {"case_manager": managers, "other": chance.randint(0, total - managers)}
        if chance.random() < 0.5:
            fewest = max(0, managers - (total - cases["D2"]))
            document["interviews_by_domain"] = {"D2": chance.randint(fewest, min(cases["D2"], managers))}
    return document


def _size(chance: Random) -> int:
    return chance.choice((0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, chance.randint(1, 60)))


def _disposals(edition: Document, code: str, size: int, chance: Random) -> dict[str, int]:
    types = [t["code"] for d in edition["domains"] if d["code"] == code for t in d["disposal_types"]]
    counts: dict[str, int] = {}
    for _ in range(size if chance.random() < 0.7 else size // 2):
        kind = chance.choice(types)
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _standard(
    edition: Document, standard: Document, size: int, disposals: dict[str, int] | None, chance: Random
) -> Document | None:
    if standard["rated_by"] == "judgement":
        may_lack = standard.get("may_be_unrated") or chance.random() < 0.02
        if may_lack and chance.random() < 0.5:
            return None
        return {"judgement": chance.choice([r["code"] for r in edition["rating_scale"]])}
    questions = [_question(q, _most(edition, q, size, disposals), chance) for q in standard["key_questions"]]
    if not any(question["relevant"] for question in questions):
        return None
    return _rated(edition, questions, chance)


def _most(edition: Document, question: Document, size: int, disposals: dict[str, int] | None) -> int:
    """The most cases that the question can be relevant in."""
    wanted = edition["relevance"][question["relevant"]].get("disposal_type")
    if not wanted or disposals is None:
        return size
    return sum(disposals.get(t, 0) for t in wanted) + size - sum(disposals.values())


def _question(question: Document, most: int, chance: Random) -> Document:
    relevant = most if chance.random() < 0.5 else chance.randint(0, most)
    yes = chance.choice((0, relevant, round(0.75 * relevant), chance.randint(0, relevant)))
    said: Document = {"yes": yes, "relevant": relevant}
    if relevant and chance.random() < 0.8:
        said["percentage"] = half_up(yes, relevant)
    if chance.random() < 0.5:
        said["prompts"] = []
        for _ in question["prompts"]:
            asked = relevant if chance.random() < 0.6 else chance.randint(0, relevant)
            said["prompts"].append({"yes": chance.randint(0, asked), "relevant": asked})
    return said


def _rated(edition: Document, questions: list[Document], chance: Random) -> Document:
    percentages = {n: half_up(q["yes"], q["relevant"]) for n, q in enumerate(questions, 1) if q["relevant"]}
    lowest = min(percentages.values())
    rating = band(edition["key_question_bands"], lowest)
    said: Document = {"key_questions": questions, "rating": rating}
    if chance.random() < 0.2:
        said["rating"] = chance.choice([r["code"] for r in edition["rating_scale"] if r["code"] != rating])
        said["discretion"] = {
            "key_question": chance.choice([n for n, p in percentages.items() if p == lowest]),
            "reason": "Cases were read again.",
        }
    return said


def overall(edition: Document, standards: Document) -> Document:
    points = {r["code"]: r["points"] for r in edition["rating_scale"]}
    counting = [
        said.get("judgement") or said["rating"]
        for number, said in standards.items()
        if said is not None and counts_towards_overall(edition, number)
    ]
    score = sum(points[rating] for rating in counting)
    out_of = max(points.values()) * len(counting)
    return {"score": score, "out_of": out_of, "rating": band(edition["overall_bands"], score)}


def counts_towards_overall(edition: Document, number: str) -> bool:
    return any(
        d.get("counts_towards_overall", True)
        for d in edition["domains"]
        for s in d["standards"]
        if s["number"] == number
    )


def half_up(yes: int, relevant: int) -> int:
    return (200 * yes + relevant) // (2 * relevant)


def band(bands: list[Document], value: int) -> str:
    found: str = [b["rating"] for b in bands if b["from"] <= value][-1]
    return found
