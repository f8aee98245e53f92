"""What a test commits does not reach the next, and what it took away is there again."""

import pytest
from django.db import connection

from standards.models import Edition
from tests.emptying import KEPT, filled, kept, rows_put_back
from tests.factories import World

pytestmark = pytest.mark.django_db(transaction=True)


def different(table: str) -> bool:
    with connection.cursor() as cursor:
        either = (
            f'(TABLE "{table}" EXCEPT TABLE {KEPT}."{table}") UNION ALL (TABLE {KEPT}."{table}" EXCEPT TABLE "{table}")'
        )
        cursor.execute(f"SELECT EXISTS ({either})")
        return cursor.fetchone() == (True,)


def test_rows_put_back_leaves_what_was_there_before_the_test(world: World):
    world.submitted()  # its edition is in use from here on
    Edition.objects.get(code="youth-2018").delete()
    assert different("standards_edition")
    with connection.cursor() as cursor:
        assert "casereviews_answerevent" in filled(cursor)
        rows_put_back()
        assert filled(cursor) == kept()
    assert [table for table in kept() if different(table)] == []
