"""The verbs and nouns with which English reporting says that somebody said something.

Data, separate from the rules that use it. A *strong* cue may come before or after its subject right
beside a quotation ("said Nuland", "Nuland said"); a *weak* one needs its subject in front ("called
the report", "praised"). The lists were gathered from style guides and reporting in general and
hold base forms; every inflection is derived here.
"""

from __future__ import annotations

WEAK = 1
STRONG = 2

_STRONG_BASES = """
acknowledge add admit advise agree allege announce answer argue ask assert assure bark bellow blog
boast brag caution chant charge chime chuckle claim clarify command comment complain concede
conclude confess confide confirm contend continue counter crow cry deadpan declare demand deny
describe drawl e-mail elaborate email emphasise
emphasize encourage enthuse estimate exclaim explain fume
gripe grouse grumble gush hint implore inquire insist interject interrupt intone joke lament laugh
maintain marvel mention muse mutter note observe opine plead pledge post predict proclaim promise
pronounce propose protest quip read recall recount reflect reiterate remark remember repeat reply
report respond retort reveal say scoff scream shout sigh sing snap sneer speculate state stress
suggest summarize tell testify text theorize thunder tweet urge vow warn whisper wonder write yell
demur gasp groan growl insinuate jest moan mumble murmur posit preach rant rave reassure
recollect reminisce restate surmise venture volunteer wail whine
""".split()

_WEAK_BASES = """
accuse admonish anticipate argue attack believe belittle bemoan berate blame blast brand call cast
castigate celebrate challenge champion characterise characterize chastise chide cite commend
compare concur condemn consider criticise criticize decide decry deem defend define deliver
denounce depict deplore deride dismiss disparage dispute dub expect express fear feel figure find
frame guess hail herald hope indicate inform invite invoke judge know label lambaste lash laud
liken list mean mock nickname outline paint point portray praise pray project question quote rail
reckon recommend refer refute regard reject relate remind ridicule salute scold signal slam speak
swear talk taunt tease thank think tout trumpet view voice worry
""".split()

_IRREGULAR = {
    "call": "calls called calling",
    "cast": "casts casting",
    "cry": "cries cried crying",
    "decry": "decries decried decrying",
    "deny": "denies denied denying",
    "feel": "feels felt feeling",
    "find": "finds found finding",
    "know": "knows knew knowing",
    "label": "labels labeled labelled labeling labelling",
    "mean": "means meant meaning",
    "plead": "pleads pleaded pled pleading",
    "read": "reads reading",
    "say": "says said saying",
    "sing": "sings sang sung singing",
    "signal": "signals signaled signalled signaling signalling",
    "speak": "speaks spoke spoken speaking",
    "swear": "swears swore sworn swearing",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "write": "writes wrote written writing",
}
_DOUBLED = frozenset("admit blog brag concur dub quip refer slam snap".split())

NOUN_READINGS = frozenset(
    """answer answers attack attacks blog blogs call cast challenge charge charged charges claim
    claims command commands comment comments defend demand demands e-mail email emails estimate
    estimates fear fears feeling figure figures find found guess hint hope hopes joke jokes
    judge know label labels list lists meaning plead pledge point points post posts project
    projects promise question questions quote quotes reading regard regards repeat retort reply
    report reports sighs sing state states text texts thank tweet tweets view views vow
    written""".split()
)
"""Forms that are nouns (or other verbs) more often than reporting: weak cues, and cues at all only
right after something that can be their subject."""


def _inflections(base: str) -> list[str]:
    """List the base form and the present, past and participle forms of an English verb."""
    if base in _IRREGULAR:
        return [base, *_IRREGULAR[base].split()]
    if base in _DOUBLED:
        doubled = base + base[-1]
        return [base, base + "s", doubled + "ed", doubled + "ing"]
    if base.endswith("e"):
        return [base, base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    ending = "es" if base.endswith(("s", "x", "sh", "ch")) else "s"
    return [base, base + ending, base + "ed", base + "ing"]


def _cue_table() -> dict[str, int]:
    table = {form: WEAK for base in _WEAK_BASES for form in _inflections(base)}
    table.update((form, STRONG) for base in _STRONG_BASES for form in _inflections(base))
    table.update((form, WEAK) for form in NOUN_READINGS if form in table)
    del table["regarding"]  # a preposition in news
    table.update(dict.fromkeys(("said", "say", "says", "reads", "tweets", "asks"), STRONG))
    return table


CUES: dict[str, int] = _cue_table()
"""Every inflected reporting verb in lower case, to WEAK or STRONG."""

PARTICIPLES = frozenset(form for form in CUES if form.endswith("ing"))

OUTER_CUES = frozenset(
    """acknowledged added announced argued asserted claimed contended declared explained insisted
    noted put puts reported said say saying says stated suggested told tells warned
    wrote writes""".split()
)
"""Verbs that govern a weaker verb inside their clause: "X said she expects Y to call it …"."""

CLOSE_CUES = frozenset("said says told tells wrote writes tweeted added".split())
"""Verbs so surely of speech that the nearest one is taken however far it stands."""

TAIL_CUES = frozenset(
    """acknowledged added argued explained noted recalled reported said say says told tells tweeted
    writes wrote""".split()
)
"""Verbs of a tag at the sentence's end: "… is a “mistake,” the report found, Axelrod said"."""

INVERTED_TAIL_CUES = frozenset("added argued explained noted recalled said says wrote".split())

THROWN_BACK = frozenset(
    "bit clapped fired fires hit hits pushed pushes shoots shot strikes struck".split()
)
"""With "back" after them these are verbs of saying: "she shot back"."""

SPEECH_NOUNS = frozenset(
    """accusation admission allegation argument assertion assessment call charge claim comment
    comments complaint contention conviction declaration description insistence joke letter
    observation phrase pledge prediction promise quip reference remark remarks speech statement
    statements suggestion tweet view vow warning words""".split()
)
"""Nouns that report when they have an owner: "Mr. Ross's claim that"."""

CLAUSE_PARTERS = frozenset("after although because before when where while".split())
"""Words that part a verb from the verbs before them: "Some fear a repeat of May, when he spoke"."""

TELLING_WORDS = SPEECH_NOUNS | CLAUSE_PARTERS | {"according"}
"""What besides the verbs tells whose words a quotation holds."""

MESSAGE_NOUNS = frozenset(
    """ad ads article book brochure e-mail editorial email interview letter memo message messages
    note notes op-ed post press release report sign signs speech statement tweet tweets
    video""".split()
)
"""What is sent out: "released a statement saying" is said by the sentence's subject."""

NOUN_FORMS = NOUN_READINGS | frozenset(
    """boast boasts brand brands chant chants chuckle chuckles complaint counter cries cry grumble
    lament laments laugh laughs mention mentions note notes pledges praise promises protest
    protests quip quips remark remarks salute salutes scream screams shout shouts signal
    signals stress talk talks taunt taunts urge urges voice voices vows whisper
    whispers""".split()
)
"""All forms that need something before them that can be a verb's subject."""

NAMING = frozenset("called dubbed entitled labeled labelled named nicknamed titled".split())
"""Before a quotation and after "a book" these give a name and quote nobody."""
