"""Words that names are told apart by: first names, beginnings of sentences, and what bodies and places are called."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Common first names that are no other word, month or place of a report.
FORENAMES = _words("""
    aaron abdul abigail adam aidan ahmed aisha alex alexander alfie ali alice amelia amy andrew anna anthony
    archie arthur ashley ava ayesha bailey ben benjamin beth bethany billy brandon callum cameron caitlin
    charlie charlotte chloe christopher claire connor courtney craig daniel danielle darren david declan dylan
    edward eleanor elijah ella ellie elliot emily emma ethan evie fatima finley freddie freya gareth gary gemma
    george georgia hamza hannah harry harvey hassan heather henry hollie holly ibrahim imran isaac isabella isla
    jack jacob jake jamal james jamie jasmine jason jayden jessica jodie joe john jordan jorja joseph joshua josh
    julie kai karen kayleigh keira kelly kevin kian kieran kyle lauren leah leanne leo lewis liam libby lily
    logan louis louise lucas lucy luke maddison mariam martin maryam mason matthew megan mia michael michelle
    millie mohammed molly muhammad nathan natalie niamh nicole noah oliver olivia omar oscar owen paige patrick
    paul peter phoebe poppy priya rachel rebecca reece rhys richard riley robert rosie ruby ryan samantha samuel
    sarah scarlett scott sean sebastian shannon simon sofia sophia sophie stephen steven stuart susan
    tariq taylor thomas toby tom tyler tyrone victoria william yasmin yusuf zachary zainab zara zoe
""")
TITLES = _words("mr mrs ms miss mx dr sir dame")

# What a sentence begins with before a name, or goes on with after one.
STARTS = _words("""
    a about above across after again against all almost alongside also although among an and another any are as
    at because before behind below beside besides between both but by can despite did do does during each either
    every few first finally following for from had has have he her here hers his how however i if in including
    indeed inspectors instead into is it its last later like many meanwhile more moreover most my neither no none
    nor not now of often on once one only or other others our out over overall overleaf per rather same second
    she similarly since so some soon still such than that the their them then there therefore these they third
    this those though three through throughout thus to together towards two under unlike until upon us was we
    were what when where whereas whether which while who whom whose why will with within without yet you your
""")

# A name that holds one of these is of a body, an office, a place, a law, or a part of the report.
NO_PERSONS = _words("""
    academies academy act advice advocacy agencies agency agreement and annex annexe annual appendix area areas army
    asian assembly assessment assistant association authorities authority autism band bill black board borough
    britain british business cabinet cafcass camhs care case castle caution cautions central centre chair chamber
    charity charter chief child children church city civil clinical code college commission commissioner
    commissioners committee common community complex conditional conference constabulary constitution contextual
    convention copyright corporation council councillor councils county court courts covid criminal crown custody
    data department deputy detention development digital director directorate disposal disposals district diversion
    division domain domestic duty early east eastern education employment england english enquiry equality equity
    estate europe european executive families family figure fire first force forum foundation framework friday
    fund further general good governance government governors great greater group groups guidance guide hall head
    health her high highway hill his home honour hospital hospitals house housing hub human improvement inadequate
    independent index information initiative inner inspection inspections inspector inspectorate institute
    institution intensive international intervention irish isle it joint judge jury justice key king kingdom lake
    law lead leader league learning legal liaison library licence limited local london lord lower magistrate
    magistrates majesty manager mayor medical mental metropolitan metropolitan middle midlands minister ministry
    modern monday motion multi national needs network new nhs north northern northumbria nursery obe offence
    offender offending office officer ofsted old open operation order orders ordinary organisation outcome outer
    outreach outstanding panel panels park parliament parole partners partnership partnerships pathway people pilot
    place plan plans police policy practice practitioner premier president pride primary prime prince princess
    prison probation procedure professor profile programme programmes project projects protection protocol public
    publication pupil quality queen race rd referral reform region regional register rehabilitation relationships
    release religious reparation report requires resettlement resolution restorative review rights risk river road
    roman rose royal rural safe safeguarding safety saturday school schools scotland scottish secondary secretary
    section secure senior sentence sentencing september service services sixth social society south southern special
    speech square st standard standards star state statutory steering strategic strategy street strengths sub
    substance summary summit summer sunday support supreme surveillance system table task taskforce team teams
    tees technology theatre third thursday tower town training transition trauma trent tribunal troubled trust
    tuesday turnaround tyne unit united university upper upon vale valley victim victims violence virtual voice
    volunteer volunteers wales ward wednesday well welsh west western white woods women work worker workers
    working world year york yorkshire young youth
    january february march april may june july august september october november december
    christmas easter ramadan eid diwali muslim christian jewish sikh hindu gypsy roma traveller caribbean african
    asset plus power microsoft zoom google lives matter therapist harmful sexual behaviour honourable right member
    social adolescent adolescents adult adults nurse doctor psychologist psychiatrist teacher coach mentor
    assistants technician apprentice secondee cases hub hubs steering chief metropolitan wellbeing mindfulness
""")
# Two words that are places, and hold none of these.
PLACES = frozenset(
    {
        "blaenau gwent",
        "bognor regis",
        "bury st edmunds",
        "cwm taf",
        "lyme regis",
        "merthyr tydfil",
        "milton keynes",
        "neath port talbot",
        "port talbot",
        "rhondda cynon taf",
        "waltham forest",
        "ynys mon",
        "ynys môn",
    }
)
