"""The history of those who are there already begins with what they are now: a first change then says what it changed."""

from django.db import migrations

BEGIN = """
    INSERT INTO accounts_personevent
        (pgh_created_at, pgh_label, pgh_obj_id, email, name, is_administrator, is_active, version, by_id)
    SELECT now(), 'begins', id, email, name, is_administrator, is_active, version, by_id FROM accounts_person
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_history_kept")]
    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
