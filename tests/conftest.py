"""What every test may lean on: both editions loaded once, a world to act in, people signed in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from accounts.models import Person
from devstack.migrating import migrating_fast
from standards.models import Edition
from tests import factories
from tests.browsers import axe, browser, chromium, complaints, open_page, page, phone, playwright_sync  # noqa: F401 - fixtures
from tests.emptying import rows_keep, rows_put_back

# A busy machine is no failure of the code.
settings.register_profile("plumbline", deadline=None)
settings.load_profile("plumbline")


# A thread of the live server that its browser left in the middle may hold its connection until Python tidies up, and
# no database is dropped that somebody is connected to.
OTHERS_END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@pytest.fixture(scope="session")
def while_migrating() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        stack.enter_context(migrating_fast())
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(
    while_migrating: ExitStack, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Both shipped editions stand in the test database, also after a test that commits."""
    while_migrating.close()  # it was for the fixture of pytest-django alone, which has migrated by now
    with django_db_blocker.unblock():
        for code in ("youth-2018", "youth-2021"):
            factories.load_edition(code)
        rows_keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: rows_put_back())
        yield
    with django_db_blocker.unblock():
        connection.close()  # it was idle for who knows how long, and may have been ended; a new one is there
        with connection.cursor() as cursor:
            cursor.execute(OTHERS_END, [connection.settings_dict["NAME"]])


@pytest.fixture
def editions(db: None) -> dict[str, Edition]:
    return {code: factories.load_edition(code) for code in ("youth-2018", "youth-2021")}


@pytest.fixture
def world(db: None) -> factories.World:
    """An inspection under the 2021 edition with one person per role."""
    return factories.world()


@pytest.fixture
def inspected(world: factories.World) -> factories.World:
    """Two submitted D2 cases: 2.1 has 2 of 2, 1 of 2, 1 of 2; everything else of D2 is yes."""
    world.submitted("C1", answers={"2.1.2": "no"})
    world.submitted("C2", answers={"2.1.3": "no"})
    return world


@pytest.fixture
def world_2018(db: None) -> factories.World:
    return factories.world("youth-2018", name="testley-2018")


@pytest.fixture
def sign_in() -> Iterator[Callable[[Person], Client]]:
    """`sign_in(person)` is a browser in which they are signed in; it refuses nothing and follows nothing."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
