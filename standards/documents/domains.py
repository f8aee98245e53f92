"""Whether the domains, standards and key questions of an edition fit together."""

from standards.documents.conditions import condition_of
from standards.documents.names import NO_CASES, Check, Names, Part, twice
from standards.documents.problems import Where, shown
from standards.documents.relevance import check_use
from standards.rules import RatedBy


def check_domains(check: Check) -> None:
    domains: list[Part] = check.edition["domains"]
    for key in ("code", "number"):
        twice([domain[key] for domain in domains], ("domains",), key, check.report)
    _check_across(check, "standards", "number")
    _check_across(check, "disposal_types", "code")
    for index, domain in enumerate(domains):
        where: Where = ("domains", index)
        _check_disposals(check, domain, where)
        for place, standard in enumerate(domain["standards"]):
            _check_standard(check, standard, domain, (*where, "standards", place))
    _check_rules_used(check)


def _check_across(check: Check, key: str, name: str) -> None:
    """Standard numbers and disposal codes stand once in the whole file: they are referred to without their domain."""
    first: dict[str, Where] = {}
    for index, domain in enumerate(check.edition["domains"]):
        for place, entry in enumerate(domain[key]):
            where: Where = ("domains", index, key, place)
            before = first.setdefault(entry[name], where)
            if entry[name] and before != where:
                line = check.report.line_of((*before, name))
                text = f"The {name} {shown(entry[name])} stands twice, first in line {line}. Give each its own."
                check.report.add((*where, name), text)


def _check_disposals(check: Check, domain: Part, where: Where) -> None:
    code = domain["code"] or "this domain"
    if domain["cases"] == NO_CASES:
        for key in ("disposal_types", "disposal_groups", "began"):
            if domain[key]:
                text = f"No cases are read in {code}. Take {shown(key)} out, or change `cases`."
                check.report.add((*where, key), text)
        return
    for key in ("disposal_types", "began") if domain["cases"] else ():
        if not domain[key] and not check.report.has((*where, key)):
            check.report.add(where, f"Cases are read in {code}, so {shown(key)} is needed. Add `{key}: …`.")
    groups = (*where, "disposal_groups")
    twice([group["code"] for group in domain["disposal_groups"]], groups, "code", check.report)
    known = check.codes(domain["disposal_groups"], groups)
    for index, kind in enumerate(domain["disposal_types"]):
        place: Where = (*where, "disposal_types", index, "group")
        check.known(kind["group"], known, place, f"disposal group of {code}")


def _check_standard(check: Check, standard: Part, domain: Part, where: Where) -> None:
    number = domain["number"]
    if number and standard["number"] and standard["number"].split(".")[0] != str(number):
        check.report.add(
            (*where, "number"),
            f"Standard {standard['number']} stands in {domain['code']}, whose standards are numbered {number}.1, "
            f"{number}.2 and so on. Change the number, or move the standard.",
        )
    if standard["rated_by"] == RatedBy.KEY_QUESTIONS and domain["cases"] == NO_CASES:
        check.report.add(
            (*where, "rated_by"),
            f"No cases are read in {domain['code']}, so its standards cannot be rated by key questions. "
            "Write `rated_by: judgement`.",
        )
    for code in standard["characteristics"]:
        check.known(code, check.ratings, (*where, "characteristics", code), "rating of the rating_scale")


def _check_rules_used(check: Check) -> None:
    conditions = {name: condition_of(name, rule) for name, rule in check.edition["relevance"].items()}
    names = Names(frozenset(conditions), complete=not check.report.has(("relevance",)))
    for index, domain in enumerate(check.edition["domains"]):
        for place, standard in enumerate(domain["standards"]):
            for number, question in enumerate(standard["key_questions"]):
                where: Where = ("domains", index, "standards", place, "key_questions", number, "relevant")
                check.known(question["relevant"], names, where, "relevance rule")
                if question["relevant"] in conditions:
                    check_use(check, conditions[question["relevant"]], domain, where)
