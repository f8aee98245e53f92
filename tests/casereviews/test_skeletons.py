"""A skeleton filled in is the form that crispy renders, to the letter."""

import re

from crispy_forms.utils import render_crispy_form
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casereviews.forms import FactsForm, QuestionForm, names_of
from casereviews.rules import classification_targets
from casereviews.skeletons import facts_skeleton, question_skeleton
from standards.outline import outline_of

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=60)
QUIET = [HealthCheck.function_scoped_fixture]


def squeezed(markup: str) -> str:
    return re.sub(r"\s+", " ", markup)


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET, phases=[Phase.generate])
@given(data=st.data())
def test_question_skeleton_filled_is_the_form_rendered(editions, data: st.DataObject):
    outline = outline_of(editions[data.draw(st.sampled_from(["youth-2018", "youth-2021"]))])
    judged = [q for q in outline.questions.values() if outline.standards[q.standard].by_cases]
    question = data.draw(st.sampled_from(judged))
    values = {}
    for target in [question.address, *(prompt.address for prompt in question.prompts)]:
        value, note, seen = names_of(target)
        values[value] = data.draw(st.sampled_from(["", "yes", "no", "not_relevant"]))
        values[note] = data.draw(st.one_of(st.just(""), TEXTS, st.just('"><script>&amp; {service_word} {{ x }}')))
        values[seen] = str(data.draw(st.integers(0, 99)))
        values |= {f"v-note.report.{target}": data.draw(st.sampled_from(["", "yes"]))}
        values |= {f"v-note.mark.{target}": data.draw(st.sampled_from(["", "come_back"]))}
        values |= {f"n-note.found.{target}": data.draw(st.one_of(st.just(""), TEXTS.filter(str.isprintable)))}
        values |= {f"i-{target}": data.draw(st.one_of(st.just(""), TEXTS))}
        values |= {f"s-note.{kind}.{target}": str(data.draw(st.integers(0, 9))) for kind in ("report", "mark", "found")}
    values |= {f"n-note.why.{question.address}": data.draw(st.one_of(st.just(""), TEXTS))}
    values |= {f"o-{question.address}": data.draw(st.sampled_from(["", "It is “odd” & so on."]))}
    values |= {f"s-note.why.{question.address}": "2"}
    form = QuestionForm(question, "YOT", initial=values)
    assert squeezed(question_skeleton(question, "YOT").filled(values)) == squeezed(
        render_crispy_form(form, form.helper)
    )


@settings(max_examples=20, deadline=None, suppress_health_check=QUIET, phases=[Phase.generate])
@given(data=st.data())
def test_facts_skeleton_filled_is_the_form_rendered(editions, data: st.DataObject):
    outline = outline_of(editions["youth-2018"])
    domain = data.draw(st.sampled_from(["D2", "D3"]))
    values = {}
    for fact in outline.facts_asked_in(domain):
        value, _, seen = names_of(fact.target)
        values[value] = data.draw(
            st.sampled_from(["", *fact.options]) if fact.options else TEXTS.filter(str.isprintable)
        )
        values[seen] = "3"
    for target in classification_targets(outline):
        value, _, seen = names_of(target)
        values[value], values[seen] = data.draw(st.sampled_from(["", *outline.levels])), "1"
    form = FactsForm(outline, domain, initial=values)
    assert squeezed(facts_skeleton(outline, domain).filled(values)) == squeezed(render_crispy_form(form, form.helper))


def test_question_skeleton_fills_in_the_service_word(editions):
    question = outline_of(editions["youth-2018"]).questions["3.4.2"]
    assert "Does the YOS work effectively" in question_skeleton(question, "YOS").filled({})
    assert "{service_word}" not in question_skeleton(question, "YOS").filled({})
