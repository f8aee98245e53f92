"""Edition files for tests: the two shipped ones, and a small one that shows every kind of key."""

from typing import Any

import yaml

from standards.documents import EditionInvalid, document_read
from standards.services import shipped_edition

SMALL = """\
code: small-1
title: Small services
edition: "1"
licence: None needed
service_word: team
rating_scale:
  - {code: poor, name: Poor, points: 0}
  - {code: fair, name: Fair, points: 1}
  - {code: fine, name: Fine, points: 3}
percentage_rounding: half_up
key_question_bands:
  - {from: 0, rating: poor, phrase: Few}
  - {from: 40, rating: fair, phrase: Some}
  - {from: 90, rating: fine, phrase: Most}
overall_bands:
  - {from: 0, rating: poor}
  - {from: 3, rating: fair}
  - {from: 9, rating: fine}
discretion: {points_from_boundary: 4, cases_that_flip: 1, small_sample: 3}
sample:
  confidence: 0.90
  margin_of_error: 0.05
  sized_on: all
  split: {D2: 0.5, D3: 0.5}
  eligible_days_before_fieldwork: [300, 60]
  match_on: [gender, disposal_type, risk]
classifications:
  levels: [low, medium, high]
  kinds: [risk]
relevance:
  always: {all_cases: true}
  changed: {note: Something changed, fact: changed, is: ["yes"]}
  risky: {inspector_classification: risk, not: [low]}
  thought_risky: {service_classification: risk, is: [medium, high]}
  cautions: {disposal_type: [caution]}
facts:
  - {code: area, text: Area, kind: words, by: service}
  - {code: gender, text: Gender, options: [female, male], by: service}
  - {code: changed, text: "Did it change?", options: ["yes", "no"], by: inspector, domains: [D2]}
  - {code: imminent, text: "Is there danger?", options: ["yes", "no"], by: inspector, yes_needs_alert: true}
domains:
  - code: D1
    number: 1
    title: Leading
    cases: none
    standards:
      - number: "1.1"
        title: Leadership
        statement: The {service_word} is led.
        rated_by: judgement
        characteristics:
          fine: [People know where they are going., Nobody is left behind.]
          poor: Nobody knows.
        key_questions:
          - {text: "Is there a plan?", guidance: Yes means a plan that is used.}
  - code: D2
    number: 2
    title: Court
    cases: court_disposals
    disposal_types:
      - {code: order, one: order, many: orders, group: community}
      - {code: custody, one: custodial sentence, many: custodial sentences}
    disposal_groups:
      - {code: community, one: community sentence, many: community sentences}
    began: date of sentence
    standards:
      - number: "2.1"
        title: Assessing
        statement: Assessment is good.
        rated_by: key_questions
        key_questions:
          - text: Is it analysed?
            theme: analysis
            relevant: changed
            prompts:
              - {text: "Is it written down?"}
              - {text: "Is it shared?", where_applicable: true, guidance: Yes means in writing.}
          - {text: "Is it safe?", relevant: risky}
  - code: D3
    number: 3
    title: Out of court
    cases: out_of_court_disposals
    disposal_types:
      - {code: caution, one: caution, many: cautions}
      - {code: other, one: other disposal, many: other disposals}
    began: date of delivery
    standards:
      - number: "3.1"
        title: Delivering
        statement: Delivery is good.
        rated_by: key_questions
        key_questions:
          - {text: "Is it delivered?", relevant: always}
          - {text: "Is it told?", relevant: cautions}
  - code: D4
    number: 4
    title: Leaving custody
    cases: resettlement_cases
    counts_towards_overall: false
    disposal_types:
      - {code: release, one: custodial sentence, many: custodial sentences}
    began: date of release
    standards:
      - number: "4.1"
        title: Resettling
        statement: Resettlement is good.
        rated_by: judgement
        may_be_unrated: true
        key_questions:
          - {text: "Is there a policy?"}
interview:
  - {code: training, text: "Were you trained in the {service_word}?", standard: "1.1", key_question: 1}
  - {code: oversight, text: "Does somebody look?", standard: "4.1", key_question: 1}
"""
SHIPPED = ("youth-2018", "youth-2021")


def shipped_text(code: str) -> str:
    path = shipped_edition(code)
    assert path is not None
    return path.read_text("utf-8")


def parsed(text: str) -> Any:
    """By plain YAML, apart from the code under test."""
    return yaml.safe_load(text)


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def problems_of(content: bytes) -> list[str]:
    """What is said of an edition file, without the file's name; nothing of a good one."""
    try:
        document_read(content, source="edition.yaml")
    except EditionInvalid as invalid:
        return [sentence.removeprefix("edition.yaml: ") for sentence in invalid.sentences]
    return []
