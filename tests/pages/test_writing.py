"""Writing a section in a real browser: two editors at once, a line that dies, a closed tab, figures, comments."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from casereviews.services import review_reopen
from inspections.rules import Role
from reports.models import Comment, Paragraph
from reports.services import sections_build
from tests.factories import NOW, World
from tests.pages.lines import Line
from tests.pages.people import signed_in
from tests.pages.test_every_page import problems
from tests.reports.writing_material import texts, the_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = re.compile("All saved")
LATE = 25_000  # milliseconds: a queue waits longer with each try


@pytest.fixture
def opened(open_page, live_server, found: World) -> Callable[..., Page]:
    """`opened(role)` is the section on assessment, being written by whoever has that role."""

    def page_of(role: Role = Role.EDITOR, page: Page | None = None, url: str = "", **options) -> Page:
        url = url or live_server.url
        page = signed_in(page or open_page(**options), found.people[role], url)
        page.goto(f"{url}/inspections/{found.inspection.name}/report/standard-2-1/edit/")
        expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
        return page

    return page_of


def text(page: Page):
    return page.get_by_role("textbox", name="Assessment")


def write(page: Page, words: str) -> None:
    text(page).click()
    caret_to(page, "Control+End")
    page.keyboard.type(words)


def caret_to(page: Page, *keys: str) -> None:
    """The browser moves the caret, and tells the editor a moment later: too late for a test, not for people."""
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def is_saved(page: Page) -> None:
    expect(page.locator(".plumb-savebar__state")).to_have_text(SAVED, timeout=LATE)


def test_what_is_written_is_saved_by_itself_and_stands_there_again(opened, found, axe):
    page = opened()
    write(page, "Children were heard.")
    page.keyboard.press("Enter")
    page.keyboard.type("Plans named dates.")
    is_saved(page)
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", re.compile("^Saved"))
    assert texts(found.inspection) == ["Children were heard.", "Plans named dates."]
    caret_to(page, "Control+Home", "End")
    page.keyboard.press("Enter")
    page.keyboard.type("Between.")
    is_saved(page)
    page.reload()
    expect(text(page).locator("p")).to_have_text(["Children were heard.", "Between.", "Plans named dates."])
    axe(page)
    assert Paragraph.objects.filter(node__isnull=False).count() == 3


def test_two_editors_at_once_in_different_paragraphs(opened, found):
    erin = opened(Role.EDITOR)
    write(erin, "One.")
    is_saved(erin)
    lee = opened(Role.LEAD)
    expect(text(lee)).to_contain_text("One.")
    write(lee, "")
    lee.keyboard.press("Enter")
    lee.keyboard.type("Two.")
    expect(erin.get_by_text(f"{found.lead.name} is writing in this section")).to_be_visible()
    expect(text(erin)).to_contain_text("Two.")
    erin.keyboard.type(" And more.")
    is_saved(erin)
    expect(text(lee)).to_contain_text("One. And more.")
    is_saved(lee)
    assert texts(found.inspection) == ["One. And more.", "Two."]


def test_two_editors_in_the_same_paragraph_conflict_and_neither_text_is_lost(opened, found, complaints):
    complaints.expect("ERR_FAILED")
    erin = opened(Role.EDITOR)
    write(erin, "One")
    is_saved(erin)
    lee = opened(Role.LEAD)
    expect(text(lee)).to_contain_text("One")
    erin.route("**/prose/?since**", lambda route: route.abort())  # their news do not reach her in time
    write(lee, " by Lee")
    is_saved(lee)
    write(erin, " by Erin")
    both = erin.get_by_role("group", name="Two texts of the same paragraph")
    expect(both).to_contain_text("One by Lee")
    expect(both).to_contain_text("One by Erin")
    expect(both).to_contain_text(f"Saved by {found.lead.name}")
    both.get_by_role("button", name="Keep both").click()
    is_saved(erin)
    assert texts(found.inspection) == ["One by Lee", "One by Erin"]
    expect(text(lee).locator("p")).to_have_text(["One by Lee", "One by Erin"])


def test_words_typed_without_a_line_are_sent_when_it_is_back(opened, line: Line, found):
    page = opened(url=line.url)
    line.cut()
    write(page, "On a train.")
    expect(page.locator(".plumb-savebar__state")).to_contain_text("No line: 1 paragraph on this device")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "On this device")
    line.mend()
    is_saved(page)
    assert texts(found.inspection) == ["On a train."]


def test_signing_out_says_how_many_paragraphs_wait_and_sends_them_first(opened, line: Line, found, complaints):
    complaints.expect("ERR_FAILED")
    page = opened(url=line.url)
    page.route("**/prose/", lambda route: route.abort())
    write(page, "Nearly gone.")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "On this device")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Before you sign out")
    expect(dialog).to_contain_text("1 paragraph could not be sent: there is no line")
    page.unroute("**/prose/")
    dialog.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/sign-in/**")
    assert texts(found.inspection) == ["Nearly gone."]


def test_words_of_a_closed_tab_are_sent_from_any_page(opened, line: Line, found):
    page = opened(url=line.url)
    line.cut()
    write(page, "Closed too soon.")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "On this device")
    context = page.context
    page.close()
    line.mend()
    other = context.new_page()
    with other.expect_response("**/prose/"):
        other.goto(f"{line.url}/")
    assert texts(found.inspection) == ["Closed too soon."]


def test_words_of_a_closed_tab_stand_there_again_until_they_are_sent(opened, line: Line, found):
    page = opened(url=line.url)
    line.cut()
    write(page, "Closed too soon.")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "On this device")
    page.context.route("**/prose/", lambda route: route.abort())
    again = page.context.new_page()
    page.close()
    again.wait_for_timeout(500)  # what it sends while it is being left finds no line either
    line.mend()
    again.goto(f"{line.url}/inspections/{found.inspection.name}/report/standard-2-1/edit/")
    expect(text(again)).to_contain_text("Closed too soon.")
    assert texts(found.inspection) == []
    again.context.unroute("**/prose/")
    is_saved(again)
    assert texts(found.inspection) == ["Closed too soon."]


def test_a_figure_is_picked_and_stands_in_the_text_as_a_source_and_a_form(opened, found):
    found.submitted()
    page = opened()
    write(page, "Found in ")
    page.get_by_role("button", name="Figure", exact=True).click()
    dialog = page.get_by_role("dialog", name="Insert a live figure")
    dialog.get_by_label("Search").fill("desistance")
    expect(dialog.get_by_role("listitem").filter(has_not_text="desistance")).to_have_count(0)
    first = dialog.get_by_role("listitem").first
    expect(first.get_by_text("2.1 Assessment", exact=True)).to_be_visible()
    for alike in ("one (yes)", "none (no)"):
        expect(first.get_by_role("button", name=alike, exact=True)).to_be_visible()
    dialog.get_by_role("button", name="in the one case", exact=True).first.click()
    page.keyboard.type(" read.")
    is_saved(page)
    expect(page.locator(".plumb-chip")).to_have_text("in the one case")
    (paragraph,) = Paragraph.objects.all()
    assert [piece["type"] for piece in paragraph.node["content"]] == ["text", "figure", "text"]
    assert paragraph.node["content"][1]["attrs"]["form"] == "in_cases"
    assert the_section(found.inspection).prose_topics == ["2.1", "sample"]


def test_a_figure_that_is_not_there_any_more_says_so_in_an_open_editor(opened, found):
    review = found.submitted()
    page = opened()
    write(page, "Found in ")
    page.get_by_role("button", name="Figure", exact=True).click()
    dialog = page.get_by_role("dialog", name="Insert a live figure")
    dialog.get_by_label("Search").fill("desistance")
    dialog.get_by_role("button", name="in the one case", exact=True).first.click()
    is_saved(page)
    expect(page.locator(".plumb-chip")).to_have_text("in the one case")
    review_reopen(review_id=review.pk, reason="A slip.", by=found.lead, at=NOW)
    sections_build(ids=[the_section(found.inspection).pk], at=NOW, waited=True)
    expect(page.locator(".plumb-chip")).to_have_text("[no figure]", timeout=LATE)


def test_lists_headings_marks_and_footnotes_by_keyboard_alone(opened, found):
    page = opened()
    text(page).focus()
    page.keyboard.press("Control+Alt+1")
    page.keyboard.type("Strengths")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Shift+8")
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Two")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("After")
    page.keyboard.press("Control+Alt+f")
    expect(page.get_by_role("dialog", name="Footnote")).to_be_visible()
    page.keyboard.type("A word explained")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    is_saved(page)
    nodes = list(Paragraph.objects.filter(node__isnull=False).values_list("node", flat=True))
    assert [node["type"] for node in nodes] == ["heading", "bullets", "paragraph"]
    assert nodes[1]["content"][1]["content"] == [{"type": "text", "text": "Two", "marks": [{"type": "strong"}]}]
    assert nodes[2]["content"][-1] == {"type": "note", "content": [{"type": "text", "text": "A word explained"}]}
    page.keyboard.press("Alt+F10")
    caret_to(page, "ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    caret_to(page, "End")
    expect(page.get_by_role("button", name="Comment", exact=True)).to_be_focused()


WORD = """<html xmlns:o="urn:x"><head><style>p{color:red}</style></head><body><!--StartFragment-->
<p class=MsoNormal style='margin:0'><b>Bold</b> and <span style='color:red'>red</span><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1'><![if !supportLists]><span style='mso-list:Ignore'>·<span
style='font:7pt'>&nbsp; </span></span><![endif]>First</p><p class=MsoListParagraphCxSpLast>Second</p>
<p>Then</p><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>One</p>
<table><tr><td>cell</td></tr></table><script>alert(1)</script><!--EndFragment--></body></html>"""


def test_what_is_pasted_from_word_is_cleaned(opened, found):
    page = opened()
    text(page).focus()
    page.evaluate(
        """html => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            const how = {clipboardData, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        WORD,
    )
    is_saved(page)
    nodes = list(Paragraph.objects.filter(node__isnull=False).values_list("node", flat=True))
    assert [node["type"] for node in nodes] == ["paragraph", "bullets", "paragraph", "numbers", "paragraph"]
    assert nodes[0]["content"][0] == {"type": "text", "text": "Bold", "marks": [{"type": "strong"}]}
    assert [item["content"][0]["text"].strip() for item in nodes[1]["content"]] == ["First", "Second"]
    cleaned = "html => import('/static/js/report/paste.js').then(({ cleaned }) => cleaned(html).length)"
    for hostile in ("<span mso-list: Ignore", "<b font-weight:normal ", "<!--[if", "<style ", "</ul> <ul data-list"):
        assert page.evaluate(cleaned, hostile * 40_000) >= 0  # it would take hours, were it not linear


def test_a_session_that_ended_asks_for_the_password_over_the_page(opened, found, complaints):
    complaints.expect("401")
    complaints.expect("403")
    page = opened()
    page.context.clear_cookies()
    write(page, "Still here.")
    expect(page.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    expect(text(page)).to_contain_text("Still here.")


def test_a_comment_on_a_paragraph_beside_it(opened, found, axe):
    page = opened()
    write(page, "Children were heard.")
    is_saved(page)
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_label("New comment on this paragraph").fill("In every case?")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_role("heading", name="Comments (1 open)")).to_be_visible()
    comment = Comment.objects.get()
    assert (comment.quote, comment.paragraph) == ("Children were heard.", Paragraph.objects.get().key)
    page.get_by_role("button", name="Resolve the comment").click()
    expect(page.get_by_text("No open comments.")).to_be_visible()
    axe(page)


def test_without_script_it_is_read_and_says_so(open_page, live_server, found):
    page = signed_in(open_page(java_script_enabled=False), found.editor, live_server.url)
    page.goto(f"{live_server.url}/inspections/{found.inspection.name}/report/standard-2-1/edit/")
    expect(page.get_by_text("Writing needs JavaScript")).to_be_visible()
    page.get_by_label("New comment on this section").fill("Nobody wrote yet.")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_text("Nobody wrote yet.")).to_be_visible()


def test_what_was_just_written_can_be_reviewed_and_a_change_says_so(opened, found):
    page = opened()
    write(page, "Children were heard.")
    page.get_by_role("button", name="I have reviewed it").click()
    expect(page.get_by_text(f"Reviewed by {found.editor.name}")).to_be_visible()
    write(page, " Always.")
    is_saved(page)
    expect(page.get_by_text("The status changed.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("It was reviewed by")).to_be_visible()
    page.get_by_role("button", name="History").click()
    expect(page.get_by_role("heading", name="Earlier versions of a paragraph")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_of_writing_are_accessible_and_fit(opened, live_server, found, size):
    page = opened(**({"viewport": {"width": 390, "height": 844}, "has_touch": True} if size == "phone" else {}))
    write(page, "Children were heard, and so on. " * 8)
    is_saved(page)
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_label("New comment on this paragraph").fill("In every case?")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_role("heading", name="Comments (1 open)")).to_be_visible()
    assert problems(page) == []
    page.get_by_role("button", name="Figure", exact=True).click()
    expect(page.get_by_role("dialog", name="Insert a live figure").get_by_role("status")).not_to_be_empty()
    assert problems(page) == []
    report, key = f"{live_server.url}/inspections/{found.inspection.name}/report", Paragraph.objects.get().key
    for at in ("writing/", f"standard-2-1/paragraphs/{key}/", f"standard-2-1/comments/?paragraph={key}", ""):
        page.goto(f"{report}/{at}")
        assert problems(page) == [], at
