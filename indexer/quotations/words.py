"""The closed word classes and capitalised words that the rules look at. Data only."""

from __future__ import annotations

from typing import Literal

ADVERBIALS = frozenset(
    """again all also always are be been began begins bluntly both can continued continues
    could did do does dryly even ever famously first flatly friday further furthermore
    goes going had has have herself himself instead is just kept later may might monday
    must never nevertheless nonetheless not now often on once out promptly quickly
    recently repeatedly saturday seemed appeared should simply soon started still sunday
    then themselves thursday to today too tried trying tuesday twice up used was
    wednesday went were will would yesterday earlier previously""".split()
)
"""Words that may be between a subject and its verb, auxiliaries and weekdays among them."""

AUXILIARIES = frozenset(
    """are be been can could did do does had has have is may might must should was were
    will would""".split()
)

SUBORDINATORS = frozenset(
    """after although as because before but if since so than that though unless until when
    where whether while yet""".split()
)

PREPOSITIONS = frozenset(
    """about against amid amongst among around at between beyond by during for from in into like
    near of on over through to toward towards under via with within without""".split()
)

PAST_FORMS = frozenset(
    """became began bought broke brought built came caught chose drew fell fought gave got grew held
    kept laid led lost made met paid ran rose sang sat saw sent sold sought spent spoke stood struck
    threw took went won wore""".split()
)
"""Irregular forms of the past that end a subject, as those in -ed do: "The newspaper took aim"."""

LEADING_PREPOSITIONS = PREPOSITIONS | frozenset(
    "above across after along alongside amid as before behind below despite following given inside "
    "outside since throughout until upon when while although though if because asked".split()
)
"""Words that open a phrase in front of the sentence's subject, which ends at a comma."""

DETERMINERS = frozenset(
    """a all an another any both each few five four her his its many most my no one other
    our several six some such ten that the their these this those three two your""".split()
)

STANDING_ALONE = frozenset("all another both few many most one several some those".split())
"""Determiners that can be a subject by themselves: "many said"."""

PERSONAL_PRONOUNS = frozenset("he i she they we".split())
SUBJECT_PRONOUNS = PERSONAL_PRONOUNS | {"it"}
POSSESSIVE_PRONOUNS = {"his": "he", "her": "she", "my": "i", "our": "we", "their": "they"}
OBJECT_PRONOUNS = {"him": "he", "her": "she", "them": "they"}
RELATIVES = frozenset("that which who".split())
CONJUNCTIONS = frozenset("and but or then".split())

AFTER_SUBJECT = frozenset(
    """about across adding after although as at because before by during earlier following
    friday from if in inside last later monday on outside recently referring saturday
    since speaking sunday that this though through thursday to today tuesday upon via
    wednesday when where which while who whose with yesterday""".split()
)
"""Words that end the subject after an inverted verb: "said Lukyanov in an interview"."""

CLAUSE_OPENERS = frozenset(
    "after and as although because but even if or so though when where which while who".split()
)

ROLE_NOUNS = frozenset(
    """activist actor actress adviser advisor aide analyst anchor attorney author boss
    candidate captain chair chairman chairwoman chief coach columnist correspondent
    director economist editor executive expert founder head host journalist judge
    lawmaker lawyer leader manager mayor minister nominee officer official opponent
    pollster president professor reporter representative rival scholar scientist
    secretary senator singer spokesman spokesperson spokeswoman staffer star strategist
    supporter surrogate writer""".split()
)

TITLES = frozenset(
    """Acting Activist Actor Actress Adm Administrator Admiral Adviser Advisor Advocate Ambassador
    American Analyst Anchor Archbishop Assemblyman Assemblywoman Assistant Associate Attorney
    Attorney-General Author Ayatollah Billionaire Bishop Brigadier-General British Brother
    Businessman CEO Cabinet Candidate Capt Captain Cardinal Chair Chairman Chairwoman Challenger
    Chancellor Chief Chinese Co-Chairman Co-founder Coach Col Colonel Columnist Comedian Commander
    Commentator Commissioner Commodore Comptroller Congressman Congresswoman Councilman
    Councilwoman Cpl Crown Dame Defence Defense Delegate Democrat Democratic Department Deputy
    Detective Director Director-General Donor Dr Economist Editor Emperor Envoy Executive Father
    Filmmaker Finance First Foreign Former Founder French GOP Gen General German Gov Governor
    Governors Govs Historian Host House Imam Incumbent Interior Investor Iranian Israeli Journalist
    Judge Justice Justices King Lady Lawyer Leader Lieutenant Lieutenant-General Lord Lt Maj Major
    Major-General Majority Manager Mayor Minister Ministers Minority Miss Mogul Mr Mrs Ms National
    Nominee Novelist Officer Ombudsman Pastor Philanthropist Pollster Pope Premier President
    Presidents Press Prime Prince Princess Principal Prof Professor Professors Prosecutor Publisher
    Pvt Queen Rabbi Rear-Admiral Rep Reporter Representative Representatives Reps Republican
    Researcher Rev Rival Russian Saint Scientist Secretary Secretary-General Security Sen Senate
    Senator Senators Sens Sergeant Sgt Sheikh Sheriff Singer Sir Sister Speaker Special Spokesman
    Spokesperson Spokeswoman State Strategist Sultan Superintendent Syrian Then-President Treasurer
    Tycoon U.S US Under-Secretary Under-secretary Undersecretary Vice Vice-Admiral Vice-Chairman
    Vice-Premier Vice-President White""".split()
)
"""Words that may come before a person's name and are no part of it."""

PERSONAL_TITLES = frozenset(
    """Adm Admiral Ambassador Archbishop Assemblyman Assemblywoman Ayatollah Bishop Capt Captain
    Cardinal Chancellor Col Colonel Commodore Congressman Congresswoman Cpl Dr Gov Governor Judge
    Justice Lieutenant Lt Maj Mayor Minister Premier President Prof Professor Pvt Rabbi
    Rear-Admiral Rep Representative Rev Secretary Sen Senator Sergeant Sgt Sheikh Sheriff
    Vice-Admiral Vice-Premier""".split()
)
"""Titles before a person's name and no other's; "General" may come before "Motors"."""

REGNAL_TITLES = frozenset("Emperor King Pope Prince Princess Queen Saint Sultan".split())
"""Titles that make a name of the one word after them: "Pope Francis"."""

PORTFOLIOS = frozenset(
    """Affairs Agriculture Budget Commerce Communications Culture Defence Defense Development Drugs
    Economics Economy Education Employment Energy Environment Exchequer Finance Fisheries Foods
    Forestry Health Housing Immigration Industry Information Interior Justice Labor Labour Mines
    Negotiations Planning Resources Science Security Services Technology Telecommunications Tourism
    Trade Transport Transportation Treasury Welfare Works""".split()
)
"""Fields of an office; the last of them comes right before its bearer's name."""

TITLE_GENDER: dict[str, Literal["m", "f"]] = {
    "Mr": "m", "Sir": "m", "Lord": "m", "King": "m", "Prince": "m", "Congressman": "m",
    "Spokesman": "m", "Chairman": "m", "Councilman": "m", "Father": "m", "Brother": "m",
    "Mrs": "f", "Ms": "f", "Miss": "f", "Lady": "f", "Dame": "f", "Queen": "f", "Princess": "f",
    "Congresswoman": "f", "Spokeswoman": "f", "Chairwoman": "f", "Councilwoman": "f", "Sister": "f",
}  # fmt: skip

ABBREVIATIONS = frozenset(
    """Adm Ala Ariz Ark Aug Calif Capt Co Col Colo Conn Corp Dec Del Dr Feb Fla Ga Gen Gov
    Govs Hon Ill Inc Ind Jan Jr Kan Ky La Lt Ltd Maj Mass Md Mich Minn Miss Mo Mont Mr
    Mrs Ms Neb Nev No Nov Oct Okla Ore Pa Prof Rep Reps Ret Rev Sen Sens Sept Sgt Sr St
    Tenn Tex Va Vt Wash Wis Wyo vs""".split()
)
"""Words after which a full stop does not end the sentence."""

NAME_SUFFIXES = frozenset("Jr Sr II III IV".split())

NOT_NAMES = frozenset(
    """A According After Ahead All Alongside Also Although Americans Among An And Another Any April
    Are As Asked At August Be Because Been Before Besides Both But Can Citing Could December
    Democrats Despite Did Do Does Don't During Each Earlier Even Ever Every February Finally First
    For Friday From Furthermore Given Had Has Have He He's Her Here Here's His How However I I'd
    I'll I'm I've If In Indeed Instead Into Is It It's Its January July June Just Last Later Less
    Let Let's Like Many March May Maybe Meanwhile Might Monday More Moreover Most Must My Neither
    Nevertheless Next No Not November Now October Of On Once One Only Or Other Others Our Over
    Perhaps Read Republicans Said Saturday Says Second September Several Shall She She's Should
    Since So Some Speaking Still Such Sunday Than That That's The Their Then There There's These
    They They're Third This Those Though Three Thursday To Today Tomorrow Tuesday Twitter Two Under
    Unlike Until Was Watch We We're We've Wednesday Were What What's When Where Which While Who Why
    Will With Without Would Yes Yesterday Yet You You're Your""".split()
)
"""Capitalised words that begin sentences or name days, never people."""

ORGANISATION_WORDS = frozenset(
    """Academy Act Administration Agency Airport Alliance America Army Association Authority Avenue
    Bank Bill Board Bureau Campaign Capitol Caucus Center Centre Church City Club Co Coalition
    College Commission Committee Company Conference Congress Convention Corp Corporation Council
    County Court Department Federation Force Forces Foundation Front Fund Group Hall Hospital Hotel
    House Inc Initiative Institute Island Islands Journal Kingdom Law League Ltd Magazine Ministry
    Movement Nations Network News Office Organisation Organization PAC Parliament Party Pentagon
    Police Post Press Project Radio Republic Review River School Senate Service Society State
    States Street TV Television Times Tower Tribune Union Universities University Washington Week
    Africa Arabia Asia Beijing Beirut Britain California Carolina China Damascus Dakota Europe
    Florida France Germany Hampshire India Iowa Iran Iraq Israel Japan Jersey Kong Korea Kremlin
    London Mexico Moscow Nevada Ohio Pakistan Paris Russia Syria Texas Turkey Ukraine Virginia York
    Zealand Airlines Plc Securities Division Growers Industries Motors Producers Holdings Systems
    Exchange""".split()
)
"""A run of capitals that holds one of these names no person."""

ALSO_SURNAMES = frozenset("Church Hall Law Post Washington".split())
"""… unless the word is one of these, after a given name."""

DESK_WORDS = frozenset("corrects deletes inserts please pls refiles".split())
"""Words of a wire's desk to its editors: "pls read in headline"."""

OUTLET_WORDS = frozenset(
    """ABC AFP AP BBC Bloomberg CBS CNN Breitbart Daily Guardian Herald Interfax Journal
    MSNBC NBC NPR News POLITICO Politico Post Press Reuters TASS Tass Telegraph Times
    Tribune Xinhua agency newspaper""".split()
)
"""Words that mark a source as one that reports others' words."""

WORK_NOUNS = frozenset(
    """album anthem article ballad blog book broadcast cartoon column comedy documentary
    drama episode essay film hashtag hit hymn magazine memoir movie musical newspaper
    novel opera painting play podcast poem program programme sequel series show sitcom
    song thriller track website""".split()
)
"""A quotation in capitals right after one of these is the title of a work."""
