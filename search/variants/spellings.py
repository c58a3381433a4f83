"""English words that are spelled in two ways (colour, color; organise, organize).

A family of spellings has one *canonical* member, and two words are spellings of each other if
their canonical members have one stem. Two words that differ in meaning are no family, however
alike they look: advice and advise, cheque and check, draught and draft, prise and prize, storey
and story, tyre and tire, kerb and curb, gauge and gage, racquet and racket.

The tables are of words that the usual dictionaries give in both spellings; what is behind a word
of a table (its endings) is in the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

_OUR = """
arbour ardour armour behaviour candour clamour colour demeanour dolour enamour endeavour favour
fervour flavour glamour harbour honour humour labour misdemeanour neighbour odour parlour rancour
rigour rumour saviour savour splendour succour tumour valour vapour vigour
"""
_RE = """
accoutre calibre centre epicentre fibre goitre litre centilitre decilitre hectolitre millilitre
louvre lustre meagre metre centimetre decimetre kilometre micrometre millimetre nanometre mitre
nitre ochre reconnoitre sabre saltpetre sceptre sepulchre sombre spectre theatre amphitheatre titre
"""
_L = """
apparel barrel bedevil bevel bejewel cancel carol cavil channel chisel council counsel cudgel devil
dial dishevel drivel duel enamel equal fuel refuel funnel gambol gravel grovel hovel imperil initial
jewel kennel label relabel laurel level libel marshal marvel medal metal model remodel panel empanel
parcel pedal pencil pummel quarrel ravel unravel revel rival rowel shovel shrivel signal snivel
spiral stencil swivel symbol tassel tinsel total towel trammel travel trowel tunnel victual wool
yodel yokel
"""
_OGUE = "analogue catalogue dialogue epilogue homologue monologue travelogue"
_YSE = "analyse reanalyse psychoanalyse breathalyse catalyse dialyse electrolyse hydrolyse paralyse"

_NEVER_IZE = """
adv advert appr caps chast chem circumc compr comprom conc dem den desp dev disenfranch enfranch
enterpr exc exerc expert franch highr improv inc merchand moonr mort overexerc parad prec prem
prom rem repr rev sunr superv surm surpr telev treat upr val
"""
"""What is before an -ise that is never -ize, or an -ize that is never -ise: advise, capsize."""
_VERB = frozenset("e ed es er ers ing ings able ation ations ational ationally".split())

_BEGINNINGS = """
aeon eon, aesthet esthet, aetiolog etiolog, amoeb ameb, anaem anem, anaesth anesth,
apnoea apnea, archaeo archeo, bacteraem bacterem, caesarean cesarean, caesium cesium,
coeliac celiac, diarrhoea diarrhea, dyspnoea dyspnea, encyclopaed encycloped, faeces feces,
faecal fecal, foetal fetal, foetus fetus, foetid fetid, gonorrhoea gonorrhea, gynaecol gynecol,
haemat hemat, haemoglob hemoglob, haemophil hemophil, haemorrh hemorrh, homoeopath homeopath,
hyperglycaem hyperglycem, hypoglycaem hypoglycem, hypoxaem hypoxem, ischaem ischem,
leukaem leukem, mediaeval medieval, oedema edema, oenolog enolog, oesophag esophag,
oestrogen estrogen, oestrus estrus, orthopaed orthoped, paediatr pediatr, paedophil pedophil,
palaeo paleo, primaeval primeval, septicaem septicem, sulph sulf, toxaem toxem, uraem urem
"""

_PAIRS = """
acknowledgement acknowledgment, adviser advisor, aeroplane airplane, ageing aging,
aluminium aluminum, ambience ambiance, appal appall, artefact artifact, axe ax,
barbeque barbecue, behove behoove, biassed biased, burqa burka, caftan kaftan,
carburettor carburetor, connexion connection, cosier cozier, cosiest coziest, cosily cozily,
cosy cozy, cypher cipher, defence defense, despatch dispatch, disc disk, distil distill,
doughnut donut, enquire inquire, enquiries inquiries, enquiry inquiry, enrol enroll,
enrolment enrollment, enthral enthrall, fiord fjord, focusses focuses, focussed focused,
focussing focusing, fulfil fulfill, fulfilment fulfillment, furore furor, gaol jail, gipsy gypsy,
gipsies gypsies, gramme gram, grey gray, guerilla guerrilla, hiccough hiccup, inflexion inflection,
install instal, instalment installment, instil instill, jewellery jewelry, judgement judgment,
kidnapped kidnaped, kidnapper kidnaper, kidnapping kidnaping, kilogramme kilogram,
licence license, likeable likable, liveable livable, manoeuvrability maneuverability,
manoeuvrable maneuverable, manoeuvre maneuver, manoeuvred maneuvered, manoeuvring maneuvering,
maths math, milligramme milligram, mollusc mollusk, mould mold, moult molt, moustache mustache,
offence offense, omelette omelet, orangutang orangutan, pedlar peddler, plough plow,
practise practice, pretence pretense, programme program, pyjama pajama, sceptic skeptic,
sizeable sizable, skilful skillful, smoulder smolder, specialities specialties,
speciality specialty, syphon siphon, tranquillity tranquility, tsar czar, tsarina czarina,
tsarist czarist,
tzar czar, veranda verandah, whiskies whiskeys, whisky whiskey, wilful willful,
worshipped worshiped, worshipper worshiper, worshipping worshiping, yoghourt yogurt,
yoghurt yogurt
"""


class _Rule(NamedTuple):
    """Words of three parts, of which the middle one is ``one``, or ``other`` if canonical."""

    befores: frozenset[str]
    one: str
    other: str
    afters: frozenset[str]


def _rule(words: str, one: str, other: str, afters: str, cut: int = 0, before: str = "") -> _Rule:
    """Return the rule of words that end in ``one`` or, with ``cut``, lose so many letters for it.

    ``before`` are prefixes, ``afters`` endings; "-" is none.
    """
    own = [word[: -(cut or len(one))] for word in words.split()]
    befores = frozenset(prefix + word for prefix in ("", *before.split()) for word in own)
    return _Rule(befores, one, other, frozenset(afters.replace("-", "").split(" ")))


_RULES = (
    _rule(
        _OUR,
        "our",
        "or",
        "- s ed ing ings er ers ful fully less able ably ite ites ist ists al ally hood hoods ly y"
        " ies",
        before="un dis mis be bi multi techni water",
    ),
    _rule(_RE, "re", "er", "- s ly goer goers glass"),
    _rule(_RE, "red", "ered", "-", cut=2),
    _rule(_RE, "ring", "ering", "-", cut=2),
    _rule(_L, "ll", "l", "ed ing ings er ers or ors ous ously en ens ist ists able", cut=1),
    _rule(_OGUE, "ogue", "og", "- s"),
    _rule(_OGUE, "ogued", "oged", "-", cut=4),
    _rule(_OGUE, "oguing", "oging", "-", cut=4),
    _rule(_YSE, "yz", "ys", "e ed es er ers ing", cut=3),
)
_IZE_ENDINGS = frozenset("e ed es er ers ing ings able ation ations ational ationally".split())
_NOT_BEFORE_IZE = frozenset("aiouwy")
"""Letters before an -ise that is part of the word: raise, noise, guise, otherwise."""


def _ise(word: str) -> str | None:
    """Return a word in -ize with -ise, None of any other word."""
    before, middle, after = word.rpartition("iz")
    return f"{before}is{after}" if middle and _takes_ize(before, after) else None


def _ize(word: str) -> str | None:
    before, middle, after = word.rpartition("is")
    return f"{before}iz{after}" if middle and _takes_ize(before, after) else None


def _takes_ize(before: str, after: str) -> bool:
    return (
        after in _IZE_ENDINGS
        and len(before) > 2
        and before[-1] not in _NOT_BEFORE_IZE
        and before not in _NEVER
    )


_NEVER = frozenset(_NEVER_IZE.split())
_BEGINS = tuple((one, other) for one, other in map(str.split, _BEGINNINGS.split(",")))
_ONES = tuple(one for one, _ in _BEGINS)
_OTHERS = tuple(other for _, other in _BEGINS)
_NOUN_ENDINGS = (
    *("", "s", "es", "ed", "ing", "er", "ers"),
    *("ly", "ish", "y", "ic", "al", "ally", "ism"),
)
_E_ENDINGS = ("e", "es", "ed", "ing", "er", "ers", "able", "eless")


@cache
def _pairs() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the canonical spelling of words of the table, and the others of canonical ones."""
    canonical: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for pair in _PAIRS.split(","):
        one, other = pair.split()
        endings: tuple[str, ...] = _NOUN_ENDINGS
        if one.endswith("e") and other.endswith("e"):
            one, other, endings = one[:-1], other[:-1], _E_ENDINGS
        elif one.endswith("e") or other.endswith("e"):
            endings = ("", "s")
        for ending in endings:
            canonical[one + ending] = other + ending
            others.setdefault(other + ending, []).append(one + ending)
    return canonical, others


def _exchanged(
    word: str, befores: frozenset[str], old: str, new: str, afters: frozenset[str]
) -> str:
    """Return a word with ``new`` for ``old``; "" where its parts are not the rule's."""
    at = word.find(old)
    while at >= 0:
        after = word[at + len(old) :]
        if after in afters and word[:at] in befores:
            return word[:at] + new + after
        at = word.find(old, at + 1)
    return ""


@lru_cache(maxsize=1024)
def canonical_spelling(word: str) -> str:
    """Return the canonical spelling of a folded English word; most words are their own."""
    listed = _pairs()[0].get(word)
    if listed is not None:
        return listed
    for befores, one, other, afters in _RULES:
        if one in word and (found := _exchanged(word, befores, one, other, afters)):
            return found
    if word.startswith(_ONES):
        one, other = next(pair for pair in _BEGINS if word.startswith(pair[0]))
        return other + word[len(one) :]
    return _ise(word) or word


@lru_cache(maxsize=1024)
def other_spellings(word: str) -> tuple[str, ...]:
    """Return the other spellings of a folded English word, whether there are such words or not."""
    canonical = canonical_spelling(word)
    return tuple(dict.fromkeys(own for own in _family(canonical) if own != word))


def _family(canonical: str) -> Iterator[str]:
    yield canonical
    yield from _pairs()[1].get(canonical, ())
    for befores, one, other, afters in _RULES:
        if other in canonical and (found := _exchanged(canonical, befores, other, one, afters)):
            yield found
    if canonical.startswith(_OTHERS):
        for one, other in _BEGINS:
            if canonical.startswith(other):
                yield one + canonical[len(other) :]
    if with_z := _ize(canonical):
        yield with_z
