"""Whether the interview questions of an edition feed key questions that the lead judges."""

from standards.documents.names import Check, Names, Part, twice
from standards.documents.problems import Where, shown
from standards.rules import INTERVIEW_WORDS, RatedBy


def check_interview(check: Check) -> None:
    questions: list[Part] = check.edition["interview"]
    twice([question["code"] for question in questions], ("interview",), "code", check.report)
    standards = {
        standard["number"]: (standard, ("domains", index, "standards", place))
        for index, domain in enumerate(check.edition["domains"])
        for place, standard in enumerate(domain["standards"])
        if standard["number"]
    }
    names = Names(frozenset(standards), complete=_are_all_read(check))
    for index, question in enumerate(questions):
        where: Where = ("interview", index)
        if question["code"] in INTERVIEW_WORDS:
            text = f"{shown(question['code'])} has a meaning of its own in a review. Give the question another code."
            check.report.add((*where, "code"), text)
        check.known(question["standard"], names, (*where, "standard"), "standard of this edition")
        if question["standard"] in standards:
            _check_fed(check, question, where, *standards[question["standard"]])


def _check_fed(check: Check, question: Part, where: Where, standard: Part, home: Where) -> None:
    """An interview bears on what the lead judges for the whole service, not on the judgements of one case."""
    if standard["rated_by"] == RatedBy.KEY_QUESTIONS and not check.report.has((*home, "rated_by")):
        text = f"Standard {standard['number']} is judged case by case. Name one that is `rated_by: judgement`."
        check.report.add((*where, "standard"), text)
    count, number = len(standard["key_questions"]), question["key_question"]
    if number is not None and count and number > count:
        has = "one key question" if count == 1 else f"{count} key questions"
        mend = "Write 1." if count == 1 else f"Write a number from 1 to {count}."
        check.report.add((*where, "key_question"), f"Standard {standard['number']} has {has}, no {number}. {mend}")


def _are_all_read(check: Check) -> bool:
    """Where a standard's own number could not be read, another may be the one that is meant."""
    return not check.report.has(("domains",)) and all(
        domain["standards"] and all(standard["number"] for standard in domain["standards"])
        for domain in check.edition["domains"]
    )
