from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Person


def test_a_mail_is_read_and_its_link_followed(page, axe, live_server, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    address = f"{live_server.url}{reverse('account_login')}"
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    EmailMessage("Welcome", f"Sign in at {address}", to=["ann@example.org"], connection=backend).send()
    page.goto(reverse("demo_mailbox"))
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    axe(page)
    page.get_by_role("link", name=address).click()
    expect(page).to_have_url(address)


def test_the_empty_mailbox_fits_a_phone(phone, axe, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    phone.goto(reverse("demo_mailbox"))
    expect(phone.get_by_text("No mail yet")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    axe(phone)


def test_the_database_can_be_used_beside_the_browser(page):
    """Django takes Playwright's event loop for asynchronous code (tests/browsers.py tells it otherwise)."""
    Person.objects.create_user("ann@example.org")
    page.goto(reverse("demo_mailbox"))
    assert Person.objects.count() == 1
