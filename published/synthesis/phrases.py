"""Sentence parts of made-up reasons and notes. {work} is what the standard looks at: the assessment, the plan, …"""

from collections.abc import Mapping
from dataclasses import dataclass

SYNTHETIC = "(Synthetic.)"


@dataclass(frozen=True, slots=True)
class Parts:
    """A reason is an opening, two details and a closing; `in_delivery` are details that an assessment cannot show."""

    openings: tuple[str, ...]
    details: tuple[str, ...]
    closings: tuple[str, ...]
    in_delivery: tuple[str, ...] = ()


WORK: Mapping[str, str] = {  # by a word in the standard's title
    "assessment": "the assessment",
    "planning": "the plan",
    "implementation": "the work delivered",
    "delivery": "the work delivered",
    "reviewing": "reviewing",
    "joint": "joint work with the police",
}
ANY_WORK = "the work"

GOOD_CLOSINGS = (
    "Recording was clear throughout.",
    "The case manager knew the child well.",
    "Management oversight helped to keep this on course.",
    "Small gaps did not change the picture.",
    "The interview bore out what the record says.",
    "Other agencies' views were in the file and were used.",
)
WEAK_CLOSINGS = (
    "Management oversight did not pick this up.",
    "What was done was not recorded well enough to rely on.",
    "The case manager accepted this at interview.",
    "Some good work elsewhere in the case did not make up for it.",
    "Information from other agencies had been asked for but was not used.",
    "A change of case manager part of the way through did not help.",
)

DESISTANCE_YES = Parts(
    (
        "{work} gave full weight to what would help the child move away from offending",
        "{work} built on the child's strengths and interests",
        "{work} kept the reasons for the offence in view",
        "{work} took account of home, friends and school together",
        "{work} was shaped with the child and with their parents or carers",
        "{work} rested on a clear understanding of why the offence took place",
        "{work} was fitted to how this child learns and what they wanted to change",
    ),
    (
        "The child's own words were recorded and used.",
        "School, social care and police information was drawn together.",
        "Victims' wishes were sought and reflected.",
        "Learning needs were understood and sessions adapted to them.",
        "Family circumstances were looked at again when they changed.",
        "The child knew what was expected and what came next.",
        "Barriers to education were named and followed up with the school.",
    ),
    GOOD_CLOSINGS,
    in_delivery=(
        "A mentor the child trusted stayed involved to the end.",
        "Sessions were few, well ordered and held when promised.",
    ),
)
DESISTANCE_NO = Parts(
    (
        "{work} did not do enough to address what lay behind the offence",
        "{work} described the offence but drew little from it",
        "{work} left out the child's circumstances at home",
        "{work} paid too little attention to the child's strengths",
        "{work} was not shaped with the child or their parents or carers",
        "{work} stayed general and could have been about any child",
        "{work} did not reflect the child's diversity and learning needs",
    ),
    (
        "The child's views were not recorded.",
        "Nothing showed that the school had been asked.",
        "Victims' needs were mentioned but led to nothing.",
        "Speech and language needs were known but not acted on.",
        "Peer influence came up at interview and is absent from the record.",
        "Motivation and maturity were not considered.",
    ),
    WEAK_CLOSINGS,
    in_delivery=(
        "The order of sessions did not follow from what was known.",
        "Several appointments were missed and nobody asked why.",
        "The self-assessment was completed after the work had begun.",
    ),
)
CHILD_SAFE_YES = Parts(
    (
        "{work} set out the risks to the child's safety and wellbeing and what was being done about them",
        "{work} treated the child's safety as everybody's business",
        "{work} drew on children's social care and health to keep the child safe",
        "{work} responded to signs that the child could be exploited",
        "{work} kept the child's emotional health in view",
        "{work} was aligned with the care plan",
        "{work} showed professional curiosity about the child's safety",
    ),
    (
        "Information was asked for and received from children's social care.",
        "A safety plan was agreed with the parents or carers.",
        "The child could name an adult to turn to.",
        "Attendance at strategy meetings was recorded, with actions.",
        "Past trauma was understood and shaped the approach.",
        "The placement was visited and its staff were heard.",
    ),
    GOOD_CLOSINGS,
    in_delivery=(
        "Missing episodes were followed up each time.",
        "The nurse in the team saw the child twice.",
        "Contingencies said who would do what if things got worse.",
    ),
)
CHILD_SAFE_NO = Parts(
    (
        "{work} missed risks to the child's safety that other agencies had recorded",
        "{work} gave too little attention to the child's safety and wellbeing",
        "{work} named the risks to the child but not what would reduce them",
        "{work} relied on what the child said about their own safety",
        "{work} did not follow up signs of exploitation",
        "{work} was not joined up with children's social care",
        "{work} underestimated how unsafe the child's situation was",
    ),
    (
        "Self-harm was recorded in health notes and not mentioned.",
        "A domestic abuse incident at home was not taken into account.",
        "Substance misuse was noted without asking what lay behind it.",
        "The child's new address was not checked.",
        "Missing episodes were listed and not analysed.",
        "The safety plan was a copy of an earlier one.",
        "Parents or carers were not asked about their worries.",
    ),
    WEAK_CLOSINGS,
    in_delivery=(
        "The referral to children's social care was not chased.",
        "Nothing said what would happen if concerns grew.",
    ),
)
OTHERS_SAFE_YES = Parts(
    (
        "{work} said clearly who could be harmed, how and when",
        "{work} put the safety of actual and potential victims first",
        "{work} used police information to manage the risk of harm to others",
        "{work} set controls that fitted the risk of harm",
        "{work} weighed past behaviour as well as the latest offence",
        "{work} balanced the child's needs with other people's safety",
        "{work} kept pace as the risk of harm to others changed",
    ),
    (
        "Victims' wishes on contact and restorative work were respected.",
        "Behaviour at school was taken into account.",
        "Contingencies were specific about triggers and timing.",
        "Siblings' safety was considered.",
        "The classification was explained and overseen by a manager.",
        "Safe places and people were agreed with the child.",
    ),
    GOOD_CLOSINGS,
    in_delivery=(
        "Conditions were checked with the police every fortnight.",
        "Work on carrying weapons was done early.",
        "The risk management panel saw the case twice and its actions were carried out.",
    ),
)
OTHERS_SAFE_NO = Parts(
    (
        "{work} did not say who could be harmed, or how",
        "{work} looked at the latest offence only",
        "{work} underestimated the risk of harm to other people",
        "{work} left actual and potential victims out",
        "{work} set no controls that would keep other people safe",
        "{work} did not use what the police knew",
        "{work} took no account of behaviour that had not led to a conviction",
    ),
    (
        "Aggression at home was recorded by social care and not mentioned.",
        "No contingency was set out should the risk of harm rise.",
        "The victim lived close by and nothing was done about contact.",
        "Weapons were found in an earlier incident, which was not explored.",
        "The classification was not explained.",
        "Fights at school were known and not weighed.",
        "Online behaviour was not considered.",
    ),
    WEAK_CLOSINGS,
    in_delivery=(
        "The interventions named did not address violence.",
        "Nobody was given the task of telling the police of changes.",
    ),
)
DECISIONS_YES = Parts(
    (
        "the recommendation was well argued and right for this child",
        "the recommendation drew on a full picture of the child",
        "the panel heard what the child and the family wanted",
        "the joint decision was explained and proportionate",
        "the recommendation weighed the seriousness of the offence with the child's needs",
        "the service made a real difference to the choice of disposal",
    ),
    (
        "The child understood what accepting the disposal meant.",
        "The information reached the panel in time.",
        "Acceptance of responsibility was explored, not assumed.",
        "Conditions were few and could be kept.",
        "Reasons for the decision were recorded in full.",
        "The victim's view was put to the panel.",
        "Health and education spoke at the panel.",
        "A home visit was made before the decision.",
    ),
    GOOD_CLOSINGS,
)
DECISIONS_NO = Parts(
    (
        "the recommendation said little about this child",
        "the decision was taken before the service had met the child",
        "the recommendation repeated the police report",
        "the joint decision was not explained",
        "the recommendation did not fit what was known",
        "the service had little influence on the choice of disposal",
    ),
    (
        "The assessment followed the decision by three weeks.",
        "It is unclear whether the child knew what accepting it meant.",
        "Reasons were recorded in one line.",
        "Acceptance of responsibility was taken as read.",
        "The conditions were the standard ones.",
        "No health information was before the panel.",
        "Parents or carers were told by letter only.",
        "A less formal outcome was not considered.",
    ),
    WEAK_CLOSINGS,
)
DELIVERY_YES = Parts(
    (
        "the service and the police worked closely while the conditions ran",
        "the police were told of progress on time",
        "compliance was watched and supported by both",
        "the conditions were carried through together",
    ),
    (
        "A weekly message went to the police officer in the team.",
        "A missed appointment was dealt with the same week.",
        "Completion was confirmed in writing.",
        "The officer saw the child at home.",
        "Enforcement was discussed once and rightly not used.",
    ),
    GOOD_CLOSINGS,
)
DELIVERY_NO = Parts(
    (
        "little shows that the service and the police worked together after the decision",
        "the police were not told how the child got on",
        "compliance with the conditions was not followed up",
        "the conditions ran out without anybody noticing",
    ),
    (
        "No contact with the police is recorded.",
        "Two missed appointments had no consequence.",
        "The outcome was sent a month late.",
        "It is unclear who was to enforce the conditions.",
        "The officer in the team had left and was not replaced.",
    ),
    WEAK_CLOSINGS,
)
ANY_YES = Parts(
    ("{work} was good enough", "{work} met what this child needed", "{work} was careful and personal"),
    DESISTANCE_YES.details,
    GOOD_CLOSINGS,
)
ANY_NO = Parts(
    ("{work} was not good enough", "{work} fell short of what this child needed", "{work} left gaps"),
    DESISTANCE_NO.details,
    WEAK_CLOSINGS,
)
PARTS: Mapping[tuple[str, str], Parts] = {
    ("desistance", "yes"): DESISTANCE_YES,
    ("desistance", "no"): DESISTANCE_NO,
    ("child_safe", "yes"): CHILD_SAFE_YES,
    ("child_safe", "no"): CHILD_SAFE_NO,
    ("others_safe", "yes"): OTHERS_SAFE_YES,
    ("others_safe", "no"): OTHERS_SAFE_NO,
    ("joint_decisions", "yes"): DECISIONS_YES,
    ("joint_decisions", "no"): DECISIONS_NO,
    ("joint_delivery", "yes"): DELIVERY_YES,
    ("joint_delivery", "no"): DELIVERY_NO,
    ("", "yes"): ANY_YES,
    ("", "no"): ANY_NO,
}

SET_ASIDE = Parts(
    (
        "Judged not relevant by hand",
        "The inspector judged this question not relevant",
        "This question was set aside for this case",
        "Not judged here, with the reason agreed in the team",
        "Left out of the count for this question",
    ),
    (
        "the work had only just begun when the case was read",
        "the disposal ended early and there was nothing to judge",
        "another service held this part of the work",
        "the child moved away before it could be done",
        "nothing in the case called for it",
        "the part of the file that shows it was restricted",
        "it had been dealt with before the period looked at",
    ),
    ("", "A manager agreed.", "The lead inspector was told.", "The case manager confirmed it at interview."),
)

ODD_YES = (  # judged yes, every relevant prompt answered no
    "read as a whole, the work met what mattered most for this child",
    "the essential was done, though not in the ways the prompts ask about",
    "the interview showed work that the record leaves out",
)
ODD_NO = (  # judged no, every relevant prompt answered yes
    "what mattered most for this child was missing",
    "the parts were there, but together they did not answer the risk in this case",
    "it came too late to make a difference",
)
BARE = (  # judged, and none of the prompts relevant
    "None of the prompts was relevant here; the judgement rests on the interview.",
    "None of the prompts was relevant here; the judgement rests on the record as a whole.",
)

NOTE_SHARE: Mapping[str, float] = {"yes": 0.12, "no": 0.4, "not_relevant": 0.3}
NOTES: Mapping[str, tuple[str, ...]] = {
    "yes": (
        "Seen in {source}.",
        "Clear from {source} and said again at interview.",
        "Well evidenced in {source}.",
        "Done early, and kept up: see {source}.",
    ),
    "no": (
        "Not found in {source}.",
        "{source} mentions it in one line only.",
        "Asked about at interview; {source} shows nothing.",
        "Begun but not carried through, going by {source}.",
        "Known to another agency; {source} does not use it.",
    ),
    "not_relevant": (
        "Did not arise in this case, going by {source}.",
        "Nothing in {source} called for it.",
    ),
}
SOURCES = (
    "the contact log",
    "the assessment",
    "the plan",
    "the panel report",
    "the record of the review meeting",
    "the police record",
    "the referral form",
    "the correspondence with parents or carers",
    "the case diary",
    "the information from children's social care",
)

JUDGED: Mapping[str, tuple[str, ...]] = {  # why the lead proposes a rating from evidence; {title} of the standard
    "inadequate": (
        "Evidence on {title} showed serious gaps that leaders had not seen.",
        "Too little was in place on {title} for children to get what they need.",
    ),
    "requires_improvement": (
        "Evidence on {title} was mixed: the intentions are sound, the results uneven.",
        "On {title} some foundations are laid, and important parts are still missing.",
    ),
    "good": (
        "Evidence on {title} was consistent between documents, meetings and staff; some points remain to be improved.",
        "On {title} arrangements work well, and partners and staff described them alike.",
    ),
    "outstanding": (
        "Evidence on {title} was strong throughout, and results for children bear it out.",
        "On {title} the service knows itself well and keeps improving.",
    ),
    "": ("There was nothing to judge {title} on, so it is left unrated.",),
}
JUDGED_OTHERWISE = ("The evidence on {title} was weighed against its key questions.",)
