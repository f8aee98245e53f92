"""Whether facts, classifications and relevance rules of an edition fit together, and where a rule can be used."""

from standards.documents.conditions import FACT, TARGETS
from standards.documents.names import NO_CASES, Check, Part, twice
from standards.documents.problems import Where, listed, shown, suggestion
from standards.rules import Condition

RESTS_ON = ("all_cases", "disposal_type", *TARGETS)


def check_relevance(check: Check) -> None:
    for key in ("levels", "kinds"):
        twice(check.edition["classifications"][key], ("classifications", key), "", check.report)
    twice([fact["code"] for fact in check.edition["facts"]], ("facts",), "code", check.report)
    for index, fact in enumerate(check.edition["facts"]):
        _check_fact(check, fact, ("facts", index))
    for name, rule in check.edition["relevance"].items():
        if not check.report.has(("relevance", name)):
            _check_rule(check, rule, ("relevance", name))


def _check_fact(check: Check, fact: Part, where: Where) -> None:
    options = fact["options"]
    spoilt = any(check.report.has(place) for place in (where, (*where, "options"), (*where, "kind")))
    if fact["kind"] and options:
        check.report.add(where, "A fact in words has no options. Take out either `kind` or `options`.")
    elif not fact["kind"] and not options and not spoilt:
        text = "There are no options. Add `options: […]`, or `kind: words` for an answer in words."
        check.report.add(where, text)
    twice(options, (*where, "options"), "", check.report)
    for place, code in enumerate(fact["domains"]):
        check.known(code, check.domains, (*where, "domains", place), "domain")
        if code in check.caseless:
            check.report.add((*where, "domains", place), f"No cases are read in {code}. Take it out.")
    if fact["yes_needs_alert"] and "yes" not in options and not spoilt and all(options):
        text = 'There is no option "yes" to alert at. Add it, or take the key out.'
        check.report.add((*where, "yes_needs_alert"), text)


def _check_rule(check: Check, rule: Part, where: Where) -> None:
    """A rule rests on one thing: every case, certain disposal types, or a fact or classification with its values."""
    rests_on = [key for key in RESTS_ON if (*where, key) in check.report.lines]
    if len(rests_on) != 1:
        mend = f"Keep one of {listed(rests_on)}." if rests_on else f"Add one of {listed(RESTS_ON)}."
        check.report.add(where, f"A relevance rule rests on exactly one thing. {mend}")
    elif rests_on[0] in TARGETS:
        _check_values(check, rule, rests_on[0], where)
    else:
        _check_cases(check, rule, rests_on[0], where)


def _check_cases(check: Check, rule: Part, key: str, where: Where) -> None:
    for extra in ("is", "not"):
        if rule[extra]:
            text = f"`{extra}` goes with a fact or a classification, not with `{key}`. Take it out."
            check.report.add((*where, extra), text)
    if key == "all_cases" and not rule[key] and not check.report.has((*where, key)):
        check.report.add((*where, key), "Write `all_cases: true`, or give the rule something else to rest on.")
    for index, code in enumerate(rule["disposal_type"]):
        check.known(code, check.disposal_types, (*where, "disposal_type", index), "disposal type")


def _check_values(check: Check, rule: Part, key: str, where: Where) -> None:
    given = [word for word in ("is", "not") if (*where, word) in check.report.lines]
    if len(given) != 1:
        mend = "Keep one." if given else "Add `is: […]` or `not: […]` with the values."
        check.report.add(where, f"A rule on a fact or classification has either `is` or `not`. {mend}")
    options = _options_of(check, rule[key], key, (*where, key))
    for word in given if options else []:
        for index, value in enumerate(rule[word]):
            if value and value not in options:
                text = f"{shown(value)} is not an option of {shown(rule[key])}. {suggestion(value, options)}"
                check.report.add((*where, word, index), text)


def _options_of(check: Check, name: str, key: str, where: Where) -> list[str]:
    """The values that a fact or classification can have; none where that cannot be told."""
    if key != FACT:
        check.known(name, check.kinds, where, "kind of classification")
        levels: list[str] = check.edition["classifications"]["levels"]
        return levels if all(levels) else []
    check.known(name, check.facts, where, "fact")
    fact = next((fact for fact in check.edition["facts"] if name and fact["code"] == name), None)
    if fact and fact["kind"]:
        text = f"The fact {shown(name)} is answered in words, so no rule can rest on it. Use a fact with options."
        check.report.add(where, text)
    return fact["options"] if fact and all(fact["options"]) else []


def check_use(check: Check, condition: Condition, domain: Part, where: Where) -> None:
    """Whether a key question of this domain can use the rule: what decides it must be known of the domain's cases."""
    if not condition.target and not condition.disposal_types:
        return
    code, name = domain["code"] or "this domain", shown(condition.code)
    if domain["cases"] == NO_CASES:
        check.report.add(where, f"No cases are read in {code}, so {name} can decide nothing. Take `relevant` out.")
        return
    own = {kind["code"] for kind in domain["disposal_types"]}
    if condition.disposal_types and condition.disposal_types <= check.disposal_types.known - own:
        text = f"The rule {name} names no disposal type of {code}. Use another rule, or add one to it."
        check.report.add(where, text)
    fact = next((f for f in check.edition["facts"] if condition.target == f"fact.{f['code']}"), None)
    asked_in = set(fact["domains"]) if fact else set()
    if fact and asked_in and asked_in <= check.domains.known and domain["code"] not in ("", *asked_in):
        check.report.add(
            where,
            f"The rule {name} rests on the fact {shown(fact['code'])}, which is not asked in {code}. "
            f"Add {code} to the `domains` of that fact, or use another rule.",
        )
