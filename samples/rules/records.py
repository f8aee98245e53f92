"""A draw as plain JSON: what is kept of its inputs and its result, the hash of the inputs, and playing it again."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import permutations
from typing import Any

from samples.rules.drawing import ALGORITHM, Draw, DrawRequest, draw
from samples.rules.eligible import EligibleCase, Variable

# Every version that a draw on record may name, with what draws by it. A version stays for ever, beside the ones after
# it: a draw must give the same cases in ten years. Its result is pinned in tests/samples/drawn/.
ALGORITHMS: Mapping[str, Callable[..., Draw]] = {"1": draw}


def request_record(request: DrawRequest) -> dict[str, Any]:
    """The inputs as JSON, cases by reference; equal for equal inputs in any order."""
    cases = sorted(request.cases, key=lambda case: case.reference)
    return {
        "cases": [
            [c.reference, c.person_ref, c.domain, c.disposal_type, str(c.began or ""), c.case_manager, dict(c.classes)]
            for c in cases
        ],
        "sizes": dict(request.sizes),
        "variables": {domain: plain(variables) for domain, variables in request.variables.items()},
        "on_top": dict(request.on_top),
        "cap": request.cap,
        "reserve_share": str(request.reserve_share),
    }


def request_from(record: Mapping[str, Any]) -> DrawRequest:
    """The inputs that `request_record` wrote down."""
    return DrawRequest(
        cases=tuple(_case_from(row) for row in record["cases"]),
        sizes=record["sizes"],
        variables={
            domain: tuple(Variable(**{**one, "levels": tuple(one["levels"])}) for one in variables)
            for domain, variables in record["variables"].items()
        },
        on_top=record["on_top"],
        cap=record["cap"],
        reserve_share=Fraction(record["reserve_share"]),
    )


def inputs_hash(request: DrawRequest) -> str:
    """SHA-256 of the inputs as canonical JSON: keys in order, no spaces, UTF-8."""
    return record_hash(request_record(request))


def record_hash(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """A value of these rules as JSON holds it: a draw, a formula, a table of classes. Fractions as "7/3"."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return value


def drawn_record(request: DrawRequest, *, seed: str) -> dict[str, Any]:
    """Draws, and gives all that is to be kept: inputs, their hash, the algorithm's version, and the result."""
    record = request_record(request)
    return {
        "algorithm": ALGORITHM,
        "seed": seed,
        "inputs_hash": record_hash(record),
        "inputs": record,
        "result": plain(ALGORITHMS[ALGORITHM](request, seed=seed)),
    }


def replay_differences(kept: Mapping[str, Any]) -> list[str]:
    """Draws again from what was kept, by the version it was drawn by; each sentence says what differs, none that the
    draw stands proven. Its sentences (`said`) are not compared: they may be worded better one day.
    """
    drawn_by = ALGORITHMS.get(kept["algorithm"])
    if drawn_by is None:
        return [f"It was drawn by version {kept['algorithm']} of the method, which is not known here."]
    if record_hash(kept["inputs"]) != kept["inputs_hash"]:
        return ["The inputs that are kept are not those that were drawn from: their hash differs."]
    before = kept["result"]["domains"]
    again = plain(drawn_by(request_from(kept["inputs"]), seed=kept["seed"]))["domains"]
    if again == before:
        return []
    said = [] if len(again) == len(before) else ["Other domains are drawn than those kept."]
    for was, now in zip(before, again, strict=False):
        for part, name in (("chosen", "sample"), ("reserve", "reserve")):
            gone, new = (len(set(one) - set(other)) for one, other in permutations((was[part], now[part])))
            if was[part] != now[part]:
                said.append(f"{now['domain']}, {name}: {gone} of the cases kept are not drawn again, {new} are new.")
    return said or ["The same cases are drawn again, but their tables differ."]


def _case_from(row: Sequence[Any]) -> EligibleCase:
    reference, person, domain, disposal, began, manager, classes = row
    day = date.fromisoformat(began) if began else None
    return EligibleCase(reference, person, domain, disposal, day, manager, classes)
