"""When an alert is asked for."""

from collections.abc import Collection

from casereviews.rules.sheet import Sheet, Value
from standards.structure import FactOutline

LONGEST_ALERT = 5000  # characters of what is said in one place of an alert
LONGEST_TOLD_WHEN = 200


def facts_lacking_alert(sheet: Sheet, alerted: Collection[str]) -> list[FactOutline]:
    """The facts whose yes stands and asks for an alert that nobody raised.

    `alerted` holds the fact that each alert of the review names. One that names none speaks for itself: somebody told
    the lead of this case in their own words.
    """
    if "" in alerted:
        return []
    asking = (fact for fact in sheet.facts if fact.yes_needs_alert and sheet.given.get(fact.target) == Value.YES)
    return [fact for fact in asking if fact.target not in alerted]
