"""The disposals of the cases read, in words: by group, and then by type where the type is known."""

from collections.abc import Mapping, Sequence

from standards.structure import DisposalOutline, DomainOutline
from standards.wording import joined, number_words, plural

# A type that only says "one of its group, or of none": it is named by what the service calls it, or by the group.
UNNAMED = "other_"

# Numbers of cases by disposal type code and the service's own name for it ("" where it has none).
Disposals = Mapping[tuple[str, str], int]

Kind = tuple[int, str, str]  # cases, the words for one, the words for more


def disposals_in_words(disposals: Disposals, domain: DomainOutline) -> str:
    """As "11 community sentences, which included nine referral orders and two youth rehabilitation orders".

    In the edition's order. A type that only stands for its group says nothing more than the group does; elsewhere the
    service's own name for such a disposal is printed. No case at all is "no cases".
    """
    groups = {group.code: group for group in domain.groups}
    phrases: list[str] = []
    told: set[str] = set()
    for disposal in domain.disposal_types:
        if disposal.group and disposal.group in groups:
            if disposal.group not in told:
                told.add(disposal.group)
                phrases.append(_group_in_words(groups[disposal.group], disposals, domain))
        else:
            phrases += [plural(*kind) for kind in _kinds(disposal, disposals, domain)]
    return _listed([phrase for phrase in phrases if phrase]) or "no cases"


def _group_in_words(group: DisposalOutline, disposals: Disposals, domain: DomainOutline) -> str:
    types = [disposal for disposal in domain.disposal_types if disposal.group == group.code]
    total = sum(disposals.get(key, 0) for key in disposals if key[0] in {disposal.code for disposal in types})
    if not total:
        return ""
    known = [kind for disposal in types for kind in _kinds(disposal, disposals, domain, within_group=True)]
    head = plural(total, group.one, group.many)
    if not known:
        return head
    if len(known) == 1 and known[0][0] == total:
        return f"{head}, {_all_of(known[0])}"
    return f"{head}, which included {joined([plural(*kind) for kind in known])}"


def _all_of(kind: Kind) -> str:
    """As "a referral order", "both referral orders", "all referral orders"."""
    cases, one, many = kind
    if cases == 1:
        return f"{'an' if one[:1].lower() in 'aeiou' else 'a'} {one}"
    return f"{'both' if cases == 2 else 'all'} {many}"


def _kinds(
    disposal: DisposalOutline, disposals: Disposals, domain: DomainOutline, *, within_group: bool = False
) -> list[Kind]:
    """What there is to say of one type: once, or once for each of the service's own names for it."""
    cases: dict[str, int] = {}
    for (code, local_name), number in sorted(disposals.items()):
        if code == disposal.code and number:
            name = local_name.strip() if code.startswith(UNNAMED) else ""
            cases[name] = cases.get(name, 0) + number
    kinds = [(number, *_local_words(name, domain)) for name, number in cases.items() if name]
    if cases.get("") and not (within_group and disposal.code.startswith(UNNAMED)):
        kinds.append((cases[""], disposal.one, disposal.many))
    return kinds


def _local_words(name: str, domain: DomainOutline) -> tuple[str, str]:
    """One and more of a disposal under the service's own name: "Outcome 22 disposals", "deferred cautions".

    The name takes an s where it ends in a word that the edition's own disposals end in, else the word "disposal".
    """
    nouns = {disposal.one.rsplit(maxsplit=1)[-1] for disposal in domain.disposal_types} | {"disposal"}
    if name.rsplit(maxsplit=1)[-1].lower() in nouns:
        return name, f"{name}s"
    return f"{name} disposal", f"{name} disposals"


def _listed(phrases: Sequence[str]) -> str:
    """Joined so that the comma within a phrase does not read as one between phrases."""
    if len(phrases) < 2 or not any(", " in phrase for phrase in phrases):
        return joined(phrases)
    comma = ", " if len(phrases) == 2 else "; "
    return f"{'; '.join(phrases[:-1])}{comma}and {phrases[-1]}"


# How a domain's case mix begins, by the kind of its cases; {cases} as "17 cases", {disposals} as above.
OPENINGS: Mapping[str, str] = {
    "court_disposals": "We took a detailed look at {disposals}.",
    "out_of_court_disposals": (
        "We inspected {cases} managed by the {service_word} that had received an out-of-court disposal. "
        "{consisted} {disposals}."
    ),
}
OTHER_OPENING = "We inspected {cases} managed by the {service_word}. {consisted} {disposals}."

# The same while cases are still being read.
OPENINGS_WHILE_READING: Mapping[str, str] = {
    "court_disposals": "The sample is made up of {disposals}.",
    "out_of_court_disposals": (
        "The sample is made up of {cases} managed by the {service_word} that had received an out-of-court disposal. "
        "{consists} {disposals}."
    ),
}
NO_CASE, NO_CASE_YET = "We inspected no case of this domain.", "No case of this domain is in the sample yet."
OTHER_OPENING_WHILE_READING = "The sample is made up of {cases} managed by the {service_word}. {consists} {disposals}."


def case_mix_in_words(
    disposals: Disposals,
    domain: DomainOutline,
    *,
    interviews: int,
    service_word: str,
    being_read: bool = False,
    is_out: bool = False,
) -> tuple[str, ...]:
    """The sentences that open a domain: which cases were (or are) read, and how many interviews were held.

    Once the report `is_out`, no case is still to come.
    """
    cases = sum(disposals.values())
    if not cases:
        return (NO_CASE if is_out else NO_CASE_YET,)
    openings, other = (OPENINGS_WHILE_READING, OTHER_OPENING_WHILE_READING) if being_read else (OPENINGS, OTHER_OPENING)
    opening = openings.get(domain.cases, other).format(
        cases=plural(cases, "case", "cases"),
        disposals=disposals_in_words(disposals, domain),
        consisted="This was" if cases == 1 else "These consisted of",
        consists="This is" if cases == 1 else "These consist of",
        service_word=service_word,
    )
    if not interviews:
        return (opening,)
    managers = "manager" if interviews == 1 else "managers"
    held = plural(interviews, "interview", "interviews")
    return (opening, f"We also conducted {held} with the relevant case {managers}.")


def read_so_far_in_words(submitted: int, cases: int) -> str:
    """As "So far none of these seven cases has been read and submitted.", while some are outstanding."""
    if cases == 1:
        return "This case has not been read and submitted so far."
    number = number_words(submitted) if submitted else "none"
    verb = "has" if submitted < 2 else "have"
    return f"So far {number} of these {number_words(cases)} cases {verb} been read and submitted."
