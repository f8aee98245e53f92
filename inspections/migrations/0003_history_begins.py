"""The history of what is there already begins with what it is now; of a team, with the day on which each joined."""

from django.db import migrations

COLUMNS = {
    "service": "id, place, full_name, short_name, generic_term, board_name, version, by_id",
    "inspection": (
        "id, name, service_id, edition_id, phase, fieldwork_starts, fieldwork_weeks, fieldwork_mode, joint_with, published, "
        "meetings_held, interviews, interviews_by_domain, synthetic, source, source_hash, version, by_id, created_at"
    ),
    "teammember": "id, inspection_id, person_id, role, field, joined_at, by_id, removed_by_id",
}
BEGINS = {"service": "now(), 'begins'", "inspection": "now(), 'begins'", "teammember": "joined_at, 'insert'"}


def begin(table: str) -> migrations.RunSQL:
    columns = COLUMNS[table]
    return migrations.RunSQL(
        f"INSERT INTO inspections_{table}event (pgh_created_at, pgh_label, pgh_obj_id, {columns}) "  # noqa: S608 - all of it stands above
        f"SELECT {BEGINS[table]}, id, {columns} FROM inspections_{table}",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_history_kept")]
    operations = [begin(table) for table in COLUMNS]
