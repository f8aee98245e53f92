"""First names of people, as a reader finds them in prose: a single one says who somebody is as well as two words do."""

import re
from collections.abc import Collection, Iterator, Sequence

from reports.rules.lint.findings import Check, Finding, Passage

# Common first names that are no other word, month or place of a report.
FORENAMES = frozenset(
    """
    aaron abdul abigail adam aidan ahmed aisha alex alexander alfie ali alice amelia amy andrew anna anthony
    archie arthur ashley ava ayesha bailey ben benjamin beth bethany billy brandon callum cameron caitlin
    charlie charlotte chloe christopher claire connor courtney craig daniel danielle darren david declan dylan
    edward eleanor elijah ella ellie elliot emily emma ethan evie fatima finley freddie freya gareth gary gemma
    george georgia hamza hannah harry harvey hassan heather henry hollie holly ibrahim imran isaac isabella isla
    jacob jake jamal james jamie jasmine jason jayden jessica jodie joe john jordan jorja joseph joshua josh
    julie kai karen kayleigh keira kelly kevin kian kieran kyle lauren leah leanne leo lewis liam libby lily
    logan louis louise lucas lucy luke maddison mariam martin maryam mason matthew megan mia michael michelle
    millie mohammed molly muhammad nathan natalie niamh nicole noah oliver olivia omar oscar owen paige patrick
    paul peter phoebe poppy priya rachel rebecca reece rhys richard riley robert rosie ruby ryan samantha samuel
    sarah scarlett scott sean sebastian shannon simon sofia sophia sophie stephen steven stuart summer susan
    tariq taylor thomas toby tyler tyrone victoria william yasmin yusuf zachary zainab zara zoe
    """.split()  # noqa: SIM905 - two hundred of them read better so
)
ONE_WORD = re.compile(r"\b[A-Z][a-z]+\b")


def unknown_forenames(passages: Sequence[Passage], known: Collection[str]) -> Iterator[Finding]:
    """A first name that stands alone and is nobody's pseudonym or office. `known` as of unknown_names."""
    safe = {word for name in known for word in re.findall(r"\w+", name.lower())}
    for passage in passages:
        for match in ONE_WORD.finditer(passage.text):
            word = match[0].lower()
            if word not in FORENAMES or word in safe or passage.is_live(*match.span()):
                continue
            if re.match(r"\s+[A-Z][a-z]", passage.text[match.end() :]):
                continue  # a name of two words, which unknown_names tells
            words = f"“{match[0]}” is a first name. Declare it as a pseudonym, or take it out."
            yield Finding(Check.NAME, passage, *match.span(), words)
