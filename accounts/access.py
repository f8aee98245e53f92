"""Who may do what with people. What they may do in an inspection is asked in inspections/access.py."""

from accounts.models import Person


def can_manage_people(person: Person) -> bool:
    """See who may sign in, add people, change them, and send them a link to set their password."""
    return person.is_active and person.is_administrator
