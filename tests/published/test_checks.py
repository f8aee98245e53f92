"""Every contradiction and every broken file is refused with a sentence that says where; sound files are not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from published.checks import FileRefused, contradictions_of, document_read, problems_told, shape_problems
from published.checks.reading import MOST_BYTES, MOST_TOLD
from published.figures import content_hash, inspection_from
from tests.published.editions import CODES, edition_yaml, outline_from_yaml
from tests.published.files import FOLDER, NAMES, Document, overall, random_document, shipped


def problems_of(document: Document) -> list[str]:
    if found := shape_problems(document):
        return found
    return contradictions_of(inspection_from(document), outline_from_yaml(document["framework"]))


def put(*path_and_value: Any) -> Callable[[Document], None]:
    """put("a", 0, "b", 5): document["a"][0]["b"] = 5."""
    *path, last, value = path_and_value

    def change(document: Document) -> None:
        place: Any = document
        for key in path:
            place = place[key]
        place[last] = value

    return change


def drop(*path: Any) -> Callable[[Document], None]:
    *way, last = path

    def change(document: Document) -> None:
        place: Any = document
        for key in way:
            place = place[key]
        del place[last]

    return change


def both(*changes: Callable[[Document], None]) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for one in changes:
            one(document)

    return change


def question(number: str, place: int, name: str, value: Any) -> Callable[[Document], None]:
    return put("standards", number, "key_questions", place - 1, name, value)


def prompt(number: str, place: int, nth: int, name: str, value: Any) -> Callable[[Document], None]:
    return put("standards", number, "key_questions", place - 1, "prompts", nth - 1, name, value)


DON, DOR, ROT = NAMES
CONTRADICTIONS = [
    # What it is, the file, the change, and the sentences that it must give.
    (
        "a rating off its band",
        DOR,
        both(put("standards", "2.1", "rating", "outstanding"), put("overall", "score", 25)),
        [
            "Standard 2.1: it is rated Outstanding, but its lowest percentage, 79, earns Good, and the file names no "
            "discretion."
        ],
    ),
    (
        "discretion for the band itself",
        DON,
        both(
            put("standards", "2.3", "rating", "inadequate"),
            put("overall", "score", 15),
        ),
        [
            "Standard 2.3: discretion is named, but the rating, Inadequate, is what its lowest percentage, 45, earns "
            "by itself."
        ],
    ),
    (
        "discretion on another key question",
        DON,
        put("standards", "2.3", "discretion", "key_question", 2),
        ["Standard 2.3: discretion sets key question 2 aside, but the lowest percentage is that of key question 3."],
    ),
    (
        "discretion on a key question that is not there",
        ROT,
        put("standards", "3.4", "discretion", "key_question", 7),
        ["Standard 3.4: discretion sets key question 7 aside, but the lowest percentage is that of key question 2."],
    ),
    (
        "discretion without a reason",
        DON,
        put("standards", "2.3", "discretion", "reason", "  "),
        ["Standard 2.3: discretion needs a reason; it is empty."],
    ),
    (
        "a score off its sum",
        DON,
        put("overall", "score", 17),
        ["overall: the score is 17, but the standards that count add up to 16."],
    ),
    (
        "out of another number",
        DON,
        put("overall", "out_of", 39),
        ["overall: out_of is 39, but the standards that count can reach 36."],
    ),
    (
        "an overall rating off the score",
        DON,
        put("overall", "rating", "good"),
        ["overall: the rating is Good, but 16 points earn Requires improvement."],
    ),
    (
        "a score although a standard that counts is not rated",
        DON,
        put("standards", "2.1", None),
        ["overall: out_of is 36, but the standards that count can reach 33, because 2.1 is not rated."],
    ),
    (
        "a score although two standards are missing",
        DON,
        both(drop("standards", "1.1"), drop("standards", "3.4")),
        [
            "overall: the score is 16, but the standards that count add up to 12, because 1.1 and 3.4 are not rated.",
            "overall: out_of is 36, but the standards that count can reach 30, because 1.1 and 3.4 are not rated.",
        ],
    ),
    (
        "yes above relevant",
        DON,
        question("2.1", 1, "yes", 12),
        ["Standard 2.1, key question 1: 12 yes, more than the 11 relevant."],
    ),
    (
        "a prompt's yes above its relevant",
        ROT,
        prompt("2.1", 3, 1, "yes", 6),
        ["Standard 2.1, key question 3, prompt 1: 6 yes, more than the 5 relevant."],
    ),
    (
        "a prompt's relevant above its question's",
        ROT,
        prompt("2.2", 2, 4, "relevant", 6),
        ["Standard 2.2, key question 2, prompt 4: 6 relevant, more than the 5 of its key question."],
    ),
    (
        "a percentage that is another",
        DON,
        question("2.2", 2, "percentage", 54),
        ["Standard 2.2, key question 2: the percentage is 54, but 6 of 11 is 55."],
    ),
    (
        "a percentage rounded to even",
        DOR,
        both(question("2.1", 2, "yes", 21), question("2.1", 2, "percentage", 87)),
        ["Standard 2.1, key question 2: the percentage is 87, but 21 of 24 is 88."],
    ),
    (
        "a percentage of nothing",
        DOR,
        put("standards", "3.1", "key_questions", 0, {"yes": 0, "relevant": 0, "percentage": 0}),
        ["Standard 3.1, key question 1: the percentage is 0, but no case is relevant: leave the percentage out."],
    ),
    (
        "a key question too few",
        DON,
        drop("standards", "3.2", "key_questions", 1),
        ["Standard 3.2: it has 3 key questions; the file gives 2."],
    ),
    (
        "a prompt too few",
        ROT,
        drop("standards", "3.4", "key_questions", 1, "prompts", 0),
        ["Standard 3.4, key question 2: it has two prompts; the file gives 1."],
    ),
    (
        "more relevant than cases",
        DON,
        both(question("3.3", 1, "relevant", 18), question("3.3", 1, "percentage", 94)),
        ["Standard 3.3, key question 1: 18 relevant, more than the 17 cases of D3."],
    ),
    (
        "more disposals than cases",
        DON,
        put("disposals", "D2", "referral_order", 10),
        ["disposals, D2: they add up to 12, more than the 11 cases of D2."],
    ),
    (
        "a disposal of another domain",
        DON,
        put("disposals", "D3", "referral_order", 0),
        [
            "disposals, D3, referral_order: not a disposal of D3; it may be youth_conditional_caution, youth_caution, "
            "community_resolution or other_out_of_court_disposal."
        ],
    ),
    (
        "conditional cautions fewer than a question needs",
        ROT,
        put("disposals", "D3", {"youth_caution": 2, "community_resolution": 2}),
        [
            "Standard 3.4, key question 2: 1 relevant, but it is asked of youth conditional cautions only, and the "
            "disposals of D3 leave room for no such cases."
        ],
    ),
    (
        "a domain that is not there",
        ROT,
        put("cases", "D4", 2),
        ["cases, D4: youth-2018 has no such domain; cases are read in D2 and D3."],
    ),
    (
        "cases in a domain without cases",
        DON,
        put("cases", "D1", 2),
        ["cases, D1: youth-2021 reads no cases in D1 (Organisational delivery), only in D2, D3 and D4."],
    ),
    (
        "interviews in a domain that is not there",
        DON,
        put("interviews_by_domain", "D9", 1),
        ["interviews_by_domain, D9: youth-2021 has no such domain; cases are read in D2, D3 and D4."],
    ),
    (
        "more interviews by domain than interviews",
        ROT,
        put("interviews_by_domain", "D2", 6),
        ["interviews_by_domain: they add up to 9, more than the 8 of interviews."],
    ),
    ("fewer than no interviews", DON, put("interviews", "other", -1), ["interviews, other: -1 is below zero."]),
    (
        "a standard that is not there",
        ROT,
        put("standards", "4.1", {"judgement": "good"}),
        [
            "Standard 4.1: youth-2018 has no such standard; it has 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2, "
            "3.3 and 3.4."
        ],
    ),
    (
        "a judgement of a standard with percentages",
        DON,
        put("standards", "2.1", {"judgement": "inadequate"}),
        [
            "Standard 2.1: the file gives a judgement, but youth-2021 rates it by percentages of its key questions: "
            "give key questions."
        ],
    ),
    (
        "key questions of a standard rated by judgement",
        DON,
        put("standards", "3.4", {"key_questions": [{"yes": 9, "relevant": 17}], "rating": "good"}),
        ["Standard 3.4: the file gives key questions, but youth-2021 rates it by one judgement: give a judgement."],
    ),
    (
        "a rating without a relevant case",
        DON,
        put("standards", "2.1", {"key_questions": [{"yes": 0, "relevant": 0}] * 3, "rating": "inadequate"}),
        [
            "Standard 2.1: it is rated Inadequate, but none of its key questions has a relevant case, so it is not "
            "rated: give null instead."
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "change", "expected"), [row[1:] for row in CONTRADICTIONS], ids=[r[0] for r in CONTRADICTIONS]
)
def test_a_contradiction_is_refused_with_the_place(
    name: str, change: Callable[[Document], None], expected: list[str]
) -> None:
    document = shipped(name)
    change(document)
    assert problems_of(document) == expected


SHAPES = [
    ("no such key", put("ratings", {}), "The file: 'ratings' is not known here; known: schema, source"),
    ("a missing key", drop("fieldwork_starts"), "The file: 'fieldwork_starts' is missing."),
    ("another schema", put("schema", "published-inspection/2"), "schema: this must be 'published-inspection/1'; it is"),
    ("a day that is none", put("fieldwork_starts", "2024-02-30"), "fieldwork_starts: this must be a date such as"),
    ("a day in words", put("fieldwork_starts", "18 March 2024"), "fieldwork_starts: this must be a date such as"),
    ("a day without hyphens", put("fieldwork_starts", "20240318"), "fieldwork_starts: this must be a date such as"),
    ("a day with a time", put("fieldwork_starts", "2024-03-18T09:00"), "fieldwork_starts: this must be a date such as"),
    ("a year before inspections", put("fieldwork_starts", "0001-01-01"), "fieldwork_starts: the year must lie between"),
    ("text for a number", put("cases", "D2", "11"), 'cases, D2: this must be a whole number; it is "11".'),
    ("a part of a case", put("cases", "D2", 1.5), "cases, D2: this must be a whole number; it is 1.5."),
    ("true for a number", put("cases", "D2", True), "cases, D2: this must be a whole number; it is true."),
    ("cases below zero", put("cases", "D2", -1), "cases, D2: this must be 0 or more; it is -1."),
    ("a million cases", put("cases", "D2", 10**6), "cases, D2: at most 1,000 is possible; it is 1000000."),
    ("cases beyond any number", put("cases", "D2", 1e300), "cases, D2: at most 1,000 is possible; it is 1e+300."),
    ("too many weeks", put("fieldwork_weeks", 10**9), "fieldwork_weeks: at most 52 is possible"),
    ("no weeks", put("fieldwork_weeks", 0), "fieldwork_weeks: this must be 1 or more; it is 0."),
    ("an unknown mode", put("fieldwork_mode", "by post"), 'this must be on_site, remote or mixed; it is "by post".'),
    (
        "an unknown rating",
        put("standards", "1.1", "judgement", "superb"),
        "standards, 1.1, judgement: this must be inadequate",
    ),
    (
        "a standard that is text",
        put("standards", "1.1", "good"),
        "standards, 1.1: a standard is an object, or null where",
    ),
    (
        "a key question without yes",
        drop("standards", "2.1", "key_questions", 1, "yes"),
        "standards, 2.1, key_questions, item 2: 'yes' is missing.",
    ),
    (
        "no key questions",
        put("standards", "2.1", "key_questions", []),
        "standards, 2.1, key_questions: this list must not",
    ),
    ("a percentage above 100", question("2.1", 1, "percentage", 101), "item 1, percentage: this must be 100 or less"),
    (
        "no reason",
        put("standards", "2.3", "discretion", "reason", ""),
        "discretion, reason: this text must not be empty.",
    ),
    ("no place", put("service", "   "), "service: this must name the service; it is empty."),
    (
        "a place that never ends",
        put("service", "x" * 121),
        "service: this text has 121 characters; at most 120 are kept.",
    ),
    ("a place of two lines", put("service", "Don\ncaster"), "service: this must stand on one line. Take out"),
    ("a source that rings", put("source", "Report\x07"), "source: this must stand on one line. Take out"),
    ("a month of two lines", put("published", "July\u20282024"), "published: this must stand on one line. Take out"),
    (
        "a source that never ends",
        put("source", "x" * 301),
        "source: this text has 301 characters; at most 300 are kept.",
    ),
]


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_broken_file_is_refused_with_the_place(change: Callable[[Document], None], expected: str) -> None:
    document = shipped(DON)
    change(document)
    found = problems_of(document)
    assert len(found) == 1
    assert expected in found[0]


def test_all_problems_are_told_at_once() -> None:
    document = shipped(DON)
    for change in (put("overall", "score", 17), question("2.1", 1, "yes", 12), put("cases", "D7", 1)):
        change(document)
    assert len(problems_of(document)) == 3


def test_so_many_problems_that_nobody_reads_them_are_cut() -> None:
    told = problems_told([f"Problem {n}." for n in range(100)])
    assert (len(told), told[-1]) == (MOST_TOLD + 1, "And 60 more.")


UNREADABLE = [
    ("not there", None, "There is no file"),
    ("empty", b"", "is not JSON: line 1, column 1"),
    ("not JSON", b"{'schema': 1}", "is not JSON: line 1, column 2"),
    ("cut short", b'{"schema": "published-ins', "is not JSON"),
    ("not UTF-8", b'{"service": "D\xfcren"}', "is not UTF-8 text: byte 15 does not belong to it."),
    ("a list", b"[]", "does not hold a JSON object"),
    ("a number", b"7", "does not hold a JSON object"),
    ("a key twice", b'{"cases": {"D2": 1, "D2": 2}}', "says 'D2' twice in one object: keep one of them."),
    ("not a number", b'{"cases": {"D2": NaN}}', "holds NaN, which is not a number in JSON."),
    ("infinite", b'{"cases": {"D2": -Infinity}}', "holds -Infinity, which is not a number in JSON."),
    ("endless digits", b'{"cases": {"D2": ' + b"9" * 5000 + b"}}", "holds a number that is too long to be read."),
    ("nested", b'{"cases": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is nested too deeply to be read."),
    ("NUL", b'{"service": "Don\\u0000caster"}', "holds a character that is not text"),
    ("half a character", b'{"service": "\\ud800"}', "holds a character that is not text"),
    ("half a character in a key", b'{"cases": {"\\udfff": 1}}', "holds a character that is not text"),
    ("too large", b" " * (MOST_BYTES + 1), "is larger than 1,000,000 bytes"),
]


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_a_file_that_does_not_read_is_refused_in_a_sentence(
    content: bytes | None, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        document_read(path)
    assert expected in refused.value.problems[0]
    assert len(refused.value.problems) == 1


def test_a_folder_and_a_name_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    for path, expected in (
        (tmp_path, "is not a file"),
        (Path("/dev/zero"), "is not a file"),
        (Path("x" * 5000), "cannot be read"),
        (Path("nul\0.json"), "There is no file"),
    ):
        with pytest.raises(FileRefused, match=expected):
            document_read(path)


def test_a_deeply_nested_file_that_still_reads_is_refused_in_sentences(tmp_path: Path) -> None:
    path = tmp_path / "nested.json"
    for depth in (50, 400, 900):
        path.write_text('{"cases": ' + '{"a":' * depth + "1" + "}" * depth + "}")
        document = document_read(path)
        assert shape_problems(document)


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_files_hold_together_and_are_the_published_ones(name: str) -> None:
    assert problems_of(shipped(name)) == []


def test_whole_numbers_may_be_written_with_a_point() -> None:
    document = json.loads(json.dumps(shipped(DON)).replace('"D2": 11', '"D2": 11.0'))
    assert problems_of(document) == []
    assert inspection_from(document).cases["D2"] == 11


def test_a_file_that_says_less_still_holds_together() -> None:
    """Cases, disposals, interviews and percentages may be left out, and prompts be an empty list."""
    document = shipped(ROT)
    for key in ("disposals", "interviews", "interviews_by_domain", "meetings", "published", "fieldwork_mode"):
        del document[key]
    document["cases"] = {}
    for standard in document["standards"].values():
        for said in standard.get("key_questions", ()):
            del said["percentage"]
            said["prompts"] = []
    assert problems_of(document) == []


def test_a_standard_apart_from_the_score_may_be_unrated() -> None:
    document = shipped(DON)
    document["standards"]["4.1"] = None
    assert problems_of(document) == []
    del document["standards"]["4.1"]
    assert problems_of(document) == []


def test_a_score_out_of_the_standards_that_are_rated_is_no_contradiction() -> None:
    """The method then gives no score, which the import says; but the file holds together."""
    document = shipped(DON)
    document["standards"]["3.4"] = None
    document["overall"] = overall(edition_yaml("youth-2021"), document["standards"])
    assert document["overall"] == {"score": 14, "out_of": 33, "rating": "requires_improvement"}
    assert problems_of(document) == []


@pytest.mark.parametrize("code", CODES)
def test_random_files_that_hold_together_are_not_refused(code: str) -> None:
    for seed in range(1000, 1060):
        assert problems_of(random_document(edition_yaml(code), seed)) == []


def test_the_hash_is_of_what_a_file_says_not_of_how_it_is_written() -> None:
    document = shipped(DON)
    again = json.loads(json.dumps(dict(reversed(document.items())), indent=7))
    assert content_hash(again) == content_hash(document)
    again["meetings"] += 1
    assert content_hash(again) != content_hash(document)


def test_the_shipped_schema_is_the_one_that_files_are_checked_with() -> None:
    schema = json.loads((FOLDER / "published-inspection-1.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["schema"] == {"const": "published-inspection/1"}
