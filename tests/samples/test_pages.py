"""The pages of the sample: what they say, what they refuse, and that they take the same queries for any sample."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from casereviews.models import CaseReview
from inspections.models import Case, ConflictOfInterest, TeamMember
from inspections.rules import Role
from samples.models import SampleDraw, SamplePlan, SharingOut, Substitution
from samples.services import plan_save
from tests.factories import NOW, World
from tests.inspections.pages import error_links
from tests.reading import text_of
from tests.samples.eligible_rows import drawn, planned, rows_taken, sampled

SignIn = Callable[[Person], Client]
AT = "/inspections/testley-2026/sample/"
PLAN = {"size_D2": "10", "size_D3": "15", "on_top_D4": "", "because": "Few.", "cap": "", "reserve_per_cent": "20"}


@pytest.fixture
def lead(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.lead)


@pytest.fixture
def stand_in(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.people[Role.STAND_IN])


def test_sample_says_what_comes_next(lead: Client, world: World) -> None:
    says = text_of(lead.get(AT))
    assert "No eligible cases yet" in says and "Plan How many cases to read, and why so many Cannot start yet" in says
    rows_taken(world, aside=3)
    says = text_of(lead.get(AT))
    assert "100 eligible" in says and "Set aside: outside the window 3" in says
    assert "Plan How many cases to read, and why so many Next" in says
    planned(world)
    assert "Draw Chance chooses, and how it did is kept Next" in text_of(lead.get(AT))
    drawn(world)
    assert "Readers Who reads which case, and why Next" in text_of(lead.get(AT))


def test_sample_shows_how_it_stands_since_the_draw(lead: Client, world: World) -> None:
    made = sampled(world)
    says = text_of(lead.get(AT))
    assert "25 cases in the sample" in says and "10 cases in the sample, 2 cases left in the reserve." in says
    assert "Gender: " in says and "% matched. The sample matches closely" in says
    reserve = made.result["domains"][0]["reserve"]
    assert says.index(reserve[0]) < says.index(reserve[1])
    assert "risk_of_serious_harm" not in says and "referral_order" not in says


def test_the_stand_in_sees_the_sample_and_leads_to_it_from_my_work(stand_in: Client, world: World) -> None:
    sampled(world)
    home = stand_in.get("/")
    assert AT in home.content.decode() and "Nothing to do here yet" not in text_of(home)
    body = stand_in.get(AT).content.decode()
    assert "/sample/substitute/" in body
    assert "/sample/plan/" not in body and "/sample/share/" not in body and "/cases/" not in body


def test_the_lead_finds_the_sample_from_the_inspection(lead: Client, world: World) -> None:
    assert AT in lead.get("/inspections/testley-2026/").content.decode()


def test_plan_explains_the_suggestion_and_shows_the_classes(lead: Client, world: World) -> None:
    rows_taken(world)
    says = text_of(lead.get(f"{AT}plan/"))
    assert "80 times out of 100, a share lies within 5 percentage points" in says
    assert "164.2 ÷ (1 + (164.2 − 1) ÷ 100) = 62.4, rounded up: 63" in says
    assert "D2 Court disposals: every class" in says and "Expected" in says


def test_plan_is_saved(lead: Client, world: World) -> None:
    rows_taken(world)
    told = text_of(lead.post(f"{AT}plan/", {**PLAN, "seen": "0"}, follow=True))
    assert "The plan is saved. Nothing is drawn yet." in told and "10 cases of 40 eligible" in told.replace("Ten", "10")
    plan = SamplePlan.objects.get()
    assert (plan.sizes, plan.on_top, plan.cap, plan.by) == ({"D2": 10, "D3": 15}, {}, None, world.lead)


@pytest.mark.parametrize(
    ("told", "at", "says"),
    [
        ({"because": ""}, "#id_because", "Say why the numbers are not those suggested."),
        ({"size_D2": "41"}, "#id_size_D2", "D2 has 40 eligible cases: 41 cannot be drawn."),
        ({"size_D3": "61"}, "#id_size_D3", "D3 has 60 eligible cases: 61 cannot be drawn."),
        ({"on_top_D4": "2"}, "#id_on_top_D4", "D4 has no eligible cases: 2 cannot be drawn."),
        ({"cap": "0"}, "#id_cap", "Most cases of one case manager must be a whole number from 1 to 10,000"),
    ],
)
def test_plan_says_what_is_wrong_beside_its_field(lead: Client, world: World, told, at: str, says: str) -> None:
    rows_taken(world)
    assert (at, says) in error_links(lead.post(f"{AT}plan/", {**PLAN, "seen": "0", **told}))
    assert not SamplePlan.objects.exists()


@pytest.mark.parametrize("seen", ["0", "1"])
def test_plan_tells_what_others_changed_meanwhile(lead: Client, world: World, seen: str) -> None:
    rows_taken(world)
    planned(world)
    if seen == "1":
        more = {"sizes": {"D2": 12, "D3": 15}, "on_top": {}, "because": "Smaller for a test.", "reserve_per_cent": 20}
        plan_save(inspection=world.inspection, seen=1, cap=3, by=world.lead, **more)
    shown = lead.post(f"{AT}plan/", {**PLAN, "cap": "9", "seen": seen})
    says = text_of(shown)
    assert "saved this while you had it open" in says
    if seen == "1":
        assert "You entered “9”, which still stands here." in says
    assert f'name="seen" value="{2 if seen == "1" else 1}"' in shown.content.decode()
    assert SamplePlan.objects.get().cap == (3 if seen == "1" else None)


def test_draw_says_what_happens_and_draws(lead: Client, world: World) -> None:
    rows_taken(world)
    assert "No plan yet" in text_of(lead.get(f"{AT}draw/"))
    planned(world)
    shown = lead.get(f"{AT}draw/")
    assert "What will be drawn: 25 cases" in text_of(shown) and "made up by the machine" in text_of(shown)
    told = text_of(lead.post(f"{AT}draw/", {"seen": shown.context["basis"].token}, follow=True))
    made = SampleDraw.objects.get()
    assert "The sample is drawn: 25 cases." in told and made.seed in told and made.inputs_hash in told
    assert len(made.seed) == 32 and Case.objects.count() == 25


def test_draw_is_not_made_twice_by_a_second_press(lead: Client, world: World) -> None:
    rows_taken(world)
    planned(world)
    token = lead.get(f"{AT}draw/").context["basis"].token
    for _ in range(2):
        shown = lead.post(f"{AT}draw/", {"seen": token})
    assert [says.split(" on ")[0] for _, says in error_links(shown)] == [
        "The sample is drawn already, by lead of testley-2026"
    ]
    assert "25 cases drawn before are given up" in text_of(shown)
    assert SampleDraw.objects.count() == 1


def test_draw_is_not_made_by_a_plan_that_its_page_did_not_show(lead: Client, world: World) -> None:
    rows_taken(world)
    planned(world)
    token = lead.get(f"{AT}draw/").context["basis"].token
    SamplePlan.objects.update(version=2)
    assert "Nothing is drawn: somebody changed the plan" in text_of(lead.post(f"{AT}draw/", {"seen": token}))
    assert not SampleDraw.objects.exists()


def test_draw_anew_asks_why_and_shows_every_draw(lead: Client, world: World) -> None:
    first = sampled(world)
    shown = lead.get(f"{AT}draw/")
    token = shown.context["basis"].token
    assert ("#id_because", "Say why the sample is drawn anew") in error_links(
        lead.post(f"{AT}draw/", {"seen": token, "because": ""})
    )
    says = text_of(lead.post(f"{AT}draw/", {"seen": token, "because": "A wrong list."}, follow=True))
    assert "because: A wrong list." in says and "Draw 1" in says
    assert first.seed in text_of(lead.get(f"{AT}drawn/?draw=1"))
    assert lead.get(f"{AT}drawn/?draw=7").status_code == 404


def test_draw_stands_once_a_case_is_begun(lead: Client, world: World) -> None:
    sampled(world)
    review = CaseReview(inspection=world.inspection, case=Case.objects.first(), reader=world.inspector, by=world.lead)
    review.state = "in_progress"
    review.save()
    shown = lead.get(f"{AT}draw/")
    assert "This draw stands. A case of it is being read" in text_of(shown)
    assert "Draw anew and give up" not in text_of(shown)


@pytest.mark.parametrize("role", [Role.LEAD, Role.STAND_IN, Role.QUALITY_LEAD, Role.PANEL])
def test_whoever_may_replays_the_draw(world: World, sign_in: SignIn, role: Role) -> None:
    sampled(world)
    browser = sign_in(world.people[role])
    assert "Replay the draw" in text_of(browser.get(f"{AT}drawn/"))
    says = text_of(browser.post(f"{AT}drawn/"))
    assert "Drawn again just now: the same 25 cases, and the same reserve in the same order." in says


def test_the_panel_finds_the_draw_from_the_ratings(world: World, sign_in: SignIn) -> None:
    sampled(world)
    assert f"{AT}drawn/" in sign_in(world.panel).get("/inspections/testley-2026/ratings/").content.decode()


def test_substitute_offers_the_best_first_and_signs_off(stand_in: Client, world: World) -> None:
    sampled(world)
    case = Case.objects.filter(domain__code="D3").order_by("reference")[0]
    shown = stand_in.get(f"{AT}substitute/{case.pk}/")
    offered = [value for value, _ in shown.context["form"].fields["entering"].choices]
    assert shown.context["form"].initial["entering"] == offered[0] and offered[-1] == "none"
    assert "Offered first. Place" in text_of(shown)
    told = {"reason": "transferred", "words": "", "entering": offered[0]}
    says = text_of(stand_in.post(f"{AT}substitute/{case.pk}/", told, follow=True))
    assert f"Case {case.reference} is out of the sample, and {offered[0]} is in. It has no reader yet." in says
    assert f"{case.reference} Transferred to another service {offered[0]} stand_in of testley-2026" in says
    assert "It is out of the sample already" in text_of(stand_in.get(f"{AT}substitute/{case.pk}/"))


def test_substitute_says_what_is_missing(stand_in: Client, world: World) -> None:
    sampled(world)
    at = f"{AT}substitute/{Case.objects.first().pk}/"
    assert error_links(stand_in.post(at, {})) == [
        ("#id_reason", "Choose why the case falls out"),
        ("#id_entering", "Choose what takes its place"),
    ]
    told = {"reason": "other", "words": "", "entering": "none"}
    assert error_links(stand_in.post(at, told)) == [("#id_words", "Say in words why the case fell out.")]
    assert not Substitution.objects.exists()


def test_substitute_says_when_the_reserve_is_used_up(stand_in: Client, world: World) -> None:
    sampled(world)
    for case in Case.objects.in_sample().filter(domain__code="D3").order_by("reference"):
        at = f"{AT}substitute/{case.pk}/"
        shown = stand_in.get(at)
        entering = shown.context["form"].initial["entering"]
        stand_in.post(at, {"reason": "transferred", "words": "", "entering": entering})
        if entering == "none":
            break
    assert "What takes its place? No case of the reserve can. Nothing: the sample is one case smaller" in text_of(shown)
    assert "Nothing can take its place: no case of the reserve is left that may." in text_of(shown)
    assert list(Substitution.objects.order_by("pk").values_list("entered", flat=True))[-1:] == [None]


def test_substitute_pressed_twice_says_what_was_done(stand_in: Client, world: World) -> None:
    sampled(world)
    at = f"{AT}substitute/{Case.objects.filter(domain__code='D3').order_by('reference')[0].pk}/"
    entering = stand_in.get(at).context["form"].initial["entering"]
    for _ in range(2):
        shown = stand_in.post(at, {"reason": "transferred", "words": "", "entering": entering})
    assert error_links(shown) == []
    assert f"already: Transferred to another service. {entering} took its place. Nothing more is changed." in text_of(
        shown
    )
    assert Substitution.objects.count() == 1


def test_substitute_is_no_page_without_a_draw(lead: Client, world: World) -> None:
    assert lead.get(f"{AT}substitute/{world.case('C1').pk}/").status_code == 404


def test_the_page_of_a_case_leads_to_substitution_once_drawn(lead: Client, world: World) -> None:
    sampled(world)
    case = Case.objects.filter(domain__code="D2").order_by("reference")[0]
    own = f"/inspections/testley-2026/cases/{case.pk}/"
    assert lead.get(f"{own}sample/")["Location"] == f"{AT}substitute/{case.pk}/"
    assert lead.post(f"{own}sample/", {"wanted": "out", "because": "x"})["Location"] == f"{AT}substitute/{case.pk}/"
    entering = lead.get(f"{AT}substitute/{case.pk}/").context["form"].initial["entering"]
    lead.post(f"{AT}substitute/{case.pk}/", {"reason": "restricted", "entering": entering})
    assert f"It stays out: {entering} took its place." in text_of(lead.get(own))
    says = text_of(lead.post(f"{own}sample/", {"wanted": "in"}))
    assert f"{entering} took its place, so it stays out" in says


def test_share_proposes_and_gives_only_once_it_is_confirmed(lead: Client, world: World) -> None:
    sampled(world)
    shown = lead.get(f"{AT}share/")
    assert "This is a proposal. Nothing changes until you confirm it." in text_of(shown)
    assert not CaseReview.objects.exists()
    told = {"seen": shown.context["proposal"].token}
    assert "Shared out: 25 cases have a reader." in text_of(lead.post(f"{AT}share/", told, follow=True))
    assert CaseReview.objects.filter(reader=world.inspector).count() == 25
    assert "Nothing needs to change" in text_of(lead.get(f"{AT}share/"))


def test_share_shows_the_new_proposal_where_something_changed(lead: Client, world: World) -> None:
    sampled(world)
    token = lead.get(f"{AT}share/").context["proposal"].token
    TeamMember.objects.filter(person=world.inspector).update(domains=["D2"])
    shown = lead.post(f"{AT}share/", {"seen": token})
    assert "This is the new proposal" in text_of(shown) and "15 cases cannot be shared out" in text_of(shown)
    assert not SharingOut.objects.exists()
    again = {"seen": shown.context["proposal"].token}
    assert f'value="{again["seen"]}"' in shown.content.decode()
    lead.post(f"{AT}share/", again)
    assert CaseReview.objects.count() == 10


def test_a_barred_reader_is_not_offered_by_hand_and_it_is_said_why(lead: Client, world: World) -> None:
    case = world.case("C1")
    told = {"because": "Her brother works there.", "by": world.administrator, "at": NOW}
    ConflictOfInterest.objects.create(service=world.inspection.service, person=world.inspector, **told)
    at = f"/inspections/testley-2026/cases/{case.pk}/"
    shown = lead.get(at)
    assert "has declared a conflict of interest: Her brother works there." in text_of(shown)
    assert world.inspector not in shown.context["form"].fields["reader"].queryset
    assert error_links(lead.post(at, {"reader": world.inspector.pk}))
    assert not CaseReview.objects.exists()


@pytest.mark.parametrize("page", ["", "plan/", "draw/", "drawn/", "share/"])
def test_pages_take_the_same_queries_for_any_sample(world: World, world_2018, sign_in: SignIn, page: str) -> None:
    """Counted with few cases and with many."""
    counts = []
    for found, size in ((world, 5), (world_2018, 15)):
        rows_taken(found, d2=size * 2, d3=size * 2)
        planned(found, d2=size, d3=size)
        drawn(found)
        browser = sign_in(found.lead)
        at = f"/inspections/{found.inspection.name}/sample/{page}"
        browser.get(at)
        counts.append(queries_of(browser, at))
    assert counts[0] == counts[1] < 40


def queries_of(browser: Client, at: str) -> int:

    with CaptureQueriesContext(connection) as captured:
        assert browser.get(at).status_code == 200
    return len(captured)
