"""What evidence is, whom it was gathered from, and what it may be about. Pure."""

from collections.abc import Collection, Iterable
from enum import StrEnum


class EvidenceKind(StrEnum):
    DOCUMENT = "document"
    PRESENTATION = "presentation"
    MEETING = "meeting"
    INTERVIEW = "interview"
    SURVEY = "survey"
    TEXT_SURVEY = "text_survey"


KIND_NAMES = {
    EvidenceKind.DOCUMENT: "Document",
    EvidenceKind.PRESENTATION: "Presentation by the service",
    EvidenceKind.MEETING: "Meeting",
    EvidenceKind.INTERVIEW: "Interview",
    EvidenceKind.SURVEY: "Survey",
    EvidenceKind.TEXT_SURVEY: "Children’s text survey",
}
KINDS_MANY = {
    EvidenceKind.DOCUMENT: "Documents",
    EvidenceKind.PRESENTATION: "Presentations by the service",
    EvidenceKind.MEETING: "Meetings",
    EvidenceKind.INTERVIEW: "Interviews",
    EvidenceKind.SURVEY: "Surveys",
    EvidenceKind.TEXT_SURVEY: "Children’s text surveys",
}
SENT_BY_SERVICE = (EvidenceKind.DOCUMENT, EvidenceKind.PRESENTATION)  # what a service's contact may send
HELD = (EvidenceKind.MEETING, EvidenceKind.INTERVIEW)  # on a day, which must be known


class PersonKind(StrEnum):
    """Whom a meeting or an interview was with, so that a report can say it without a name."""

    BOARD_CHAIR = "board_chair"
    BOARD_MEMBERS = "board_members"
    HEAD_OF_SERVICE = "head_of_service"
    MANAGERS = "managers"
    CASE_MANAGERS = "case_managers"
    OTHER_STAFF = "other_staff"
    VOLUNTEERS = "volunteers"
    CHILDREN = "children"
    PARENTS_CARERS = "parents_carers"
    POLICE = "police"
    PROBATION = "probation"
    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    EDUCATION = "education"
    COURTS = "courts"
    VOLUNTARY_SECTOR = "voluntary_sector"
    OTHER_PARTNERS = "other_partners"


PERSON_NAMES = {
    PersonKind.BOARD_CHAIR: "the chair of the board",
    PersonKind.BOARD_MEMBERS: "members of the board",
    PersonKind.HEAD_OF_SERVICE: "the head of service",
    PersonKind.MANAGERS: "managers",
    PersonKind.CASE_MANAGERS: "case managers",
    PersonKind.OTHER_STAFF: "other staff of the service",
    PersonKind.VOLUNTEERS: "volunteers",
    PersonKind.CHILDREN: "children",
    PersonKind.PARENTS_CARERS: "parents or carers",
    PersonKind.POLICE: "the police",
    PersonKind.PROBATION: "the Probation Service",
    PersonKind.HEALTH: "health services",
    PersonKind.SOCIAL_CARE: "children’s social care",
    PersonKind.EDUCATION: "education",
    PersonKind.COURTS: "the courts",
    PersonKind.VOLUNTARY_SECTOR: "the voluntary sector",
    PersonKind.OTHER_PARTNERS: "other partners",
}


class Theme(StrEnum):
    """What evidence may be about beside standards and key questions."""

    INVOLVEMENT = "involvement"
    DIVERSITY = "diversity"


THEME_NAMES = {
    Theme.INVOLVEMENT: "Involvement of children and parents or carers",
    Theme.DIVERSITY: "Diversity",
}


class Side(StrEnum):
    STRENGTH = "strength"
    AREA = "area"


SIDE_NAMES = {Side.STRENGTH: "Strength", Side.AREA: "Area for improvement"}


def standard_at(position: str) -> str:
    """The standard that a position belongs to: "1.1" of "1.1.2"; of a theme, the theme."""
    return ".".join(position.split(".")[:2])


def people_in_order(codes: Iterable[Iterable[str]]) -> tuple[PersonKind, ...]:
    """Everybody that meetings were with, each kind once, as reports name them: the board first, partners last."""
    met = {code for one in codes for code in one}
    return tuple(kind for kind in PersonKind if kind in met)


def lacks_evidence(number: str, *, proposed: bool, evidenced: Collection[str]) -> bool:
    """Whether a judgement is proposed for a standard to which no evidence is tagged that stands."""
    return proposed and number not in evidenced
