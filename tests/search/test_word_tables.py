"""What is known of English words: irregular forms, families of spellings, digraphs.

The lists of this module are own knowledge of English, German and the Scandinavian languages.
"""

from __future__ import annotations

import pytest

from newssearch.archive.analysis import stem
from newssearch.search.number_forms import plurals, singulars
from newssearch.search.stop_words import STOP_WORDS
from newssearch.search.variants import irregular
from newssearch.search.variants.digraphs import guessed_digraphs, with_digraphs
from newssearch.search.variants.irregular import forms_of_stem, words_of_form
from newssearch.search.variants.nouns import irregular_plurals
from newssearch.search.variants.spellings import canonical_spelling, other_spellings

NOUNS = list(irregular._nouns())
VERBS = [word.split() for word in irregular._VERBS.split(",")]
LINES = [*NOUNS, *VERBS]


def test_the_table_has_the_commonest_words() -> None:
    forms = {form for _, *forms in LINES for form in forms}
    assert len(NOUNS) >= 150
    assert len(VERBS) >= 200
    common = "children men women feet teeth wolves lives crises analyses criteria phenomena mice"
    common += " ran bought went gone took taken said found wrote written brought caught thought"
    assert forms.issuperset(common.split())


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_word_and_its_irregular_forms_lead_to_one_another(line: list[str]) -> None:
    word, *forms = line
    assert set(forms) <= set(forms_of_stem(stem(word)))
    for form in forms:
        assert word in words_of_form(form)
        assert stem(form) != stem(word), "the stemmer knows it; the table need not"


def test_the_plurals_of_a_noun_in_the_table_lead_back_to_it() -> None:
    for word, own in irregular_plurals().items():
        assert own
        assert plurals(word) == own
        for plural in own:
            assert word in singulars(plural)
            assert set(own) <= set(plurals(plural))


def test_no_auxiliary_verb_and_no_word_that_is_another_in_the_news() -> None:
    forms = {form for line in LINES for form in line}
    assert not forms & (STOP_WORDS - {"self", "own"})
    assert not forms & set(
        "bit bore born bound dove fed ground media opera people spat wound".split()
    )


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        ("chairmen", "chairman"),
        ("policemen", "policeman"),
        ("congresswomen", "congresswoman"),
        ("firemen", "fireman"),
    ],
)
def test_compounds_of_man(plural: str, word: str) -> None:
    assert word in words_of_form(plural)
    assert plural in forms_of_stem(stem(word))


@pytest.mark.parametrize("word", "specimen omen regimen yemen abdomen members acumen".split())
def test_no_plural_in_men(word: str) -> None:
    assert words_of_form(word) == ()


@pytest.mark.parametrize("word", "human german roman talisman superhuman".split())
def test_no_singular_in_man(word: str) -> None:
    assert not any(form.endswith("men") for form in forms_of_stem(word))


FAMILIES = """
colour color, colours colors, coloured colored, colouring coloring, colourful colorful,
discolour discolor, favour favor, favourable favorable, unfavourable unfavorable,
favourite favorite, honour honor, dishonour dishonor, labour labor, labourers laborers,
neighbour neighbor, neighbourhood neighborhood, behaviour behavior, behavioural behavioral,
harbour harbor, rumours rumors, armoury armory, saviour savior, tumours tumors, vapour vapor,
centre center, centres centers, centred centered, centring centering, epicentre epicenter,
theatre theater, theatregoers theatergoers, metre meter, kilometres kilometers, litre liter,
fibre fiber, fibreglass fiberglass, calibre caliber, meagre meager, sombre somber, lustre luster,
defence defense, defences defenses, defenceless defenseless, offence offense, licence license,
licences licenses, pretence pretense, practise practice, practised practiced,
organise organize, organised organized, organising organizing, organisation organization,
organisations organizations, organiser organizer, realise realize, recognise recognize,
privatisation privatization, nationalised nationalized, apologise apologize, emphasise emphasize,
criticised criticized, analyse analyze, analysed analyzed, paralysed paralyzed,
catalysing catalyzing, travelled traveled, travelling traveling, traveller traveler,
cancelled canceled, labelled labeled, modelling modeling, counsellor counselor,
councillors councilors, marvellous marvelous, woollen woolen, fuelled fueled, signalled signaled,
jewellery jewelry, jeweller jeweler, catalogue catalog, catalogues catalogs, catalogued cataloged,
dialogue dialog, analogue analog, haemorrhage hemorrhage, anaesthetic anesthetic,
anaemia anemia, leukaemia leukemia, paediatrician pediatrician, encyclopaedia encyclopedia,
oestrogen estrogen, foetus fetus, foetal fetal, oesophagus esophagus, archaeology archeology,
gynaecologist gynecologist, mediaeval medieval, orthopaedic orthopedic, diarrhoea diarrhea,
haemophilia hemophilia, manoeuvre maneuver, manoeuvring maneuvering, grey gray, greyish grayish,
programme program, programmes programs, kilogramme kilogram, plough plow, ploughed plowed,
mould mold, moustache mustache, sulphur sulfur, sulphuric sulfuric, aluminium aluminum,
sceptical skeptical, scepticism skepticism, tsar czar, tzar tsar, tsarist czarist, cosy cozy,
pyjamas pajamas, judgement judgment, ageing aging, aeroplane airplane, artefact artifact,
enrol enroll, fulfil fulfill, skilful skillful, wilful willful, instalment installment,
enquiry inquiry, enquiries inquiries, gaol jail, gaoler jailer, disc disk, whisky whiskey,
kidnapped kidnaped, worshipper worshiper, focussed focused, yoghurt yogurt, doughnut donut
"""
PAIRS = [tuple(pair.split()) for pair in FAMILIES.split(",")]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_both_spellings_lead_to_one_another(one: str, other: str) -> None:
    assert other in other_spellings(one)
    assert one in other_spellings(other)
    assert canonical_spelling(one) == canonical_spelling(other)


TWO_WORDS = """
advise advice, devise device, cheque check, draught draft, storey story, tyre tire, kerb curb,
gauge gage, racquet racket, prise prize, sise size, four for, tour tor, pour por, hour hor,
flour flor, sour sor, your yor, dour dor, our or, contour contor, acre acer, ogre oger,
massacre massacer, tonne ton, ensure insure, affect effect, principle principal, council counsel,
exercise exercize, surprise surprize, promise promize, compromise compromize, advertise advertize,
franchise franchize, expertise expertize, enterprise enterprize, supervise supervize,
televise televize, raise raize, noise noize, cruise cruize, wise wize, rise rize, premise premize,
capsise capsize, seise seize, paradise paradize, treatise treatize, precise precize,
called caled, killed kiled, filling filing, pulled puled, controlled controled,
patrolling patroling, compelled compeled, excelled exceled, rogue rog, vogue vog, synagogue synagog,
phoenix phenix, poem pem, shoe she, aerial erial, michael michel, israel isrel, hemp haemp,
hemisphere haemisphere, hemlock haemlock, fetish foetish, federal faederal, sulk sulphk,
sphere spher, metric meteric, tumult toumult, honorary honourary, laborious labourious,
humorous humourous, coloration colouration, vigorous vigourous, glamorous glamourous
"""
DIFFERENT = [tuple(pair.split()) for pair in TWO_WORDS.split(",")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_words_that_look_alike_are_no_family(one: str, other: str) -> None:
    assert other not in other_spellings(one)
    assert one not in other_spellings(other)
    assert canonical_spelling(one) != canonical_spelling(other)


def test_a_canonical_spelling_is_its_own() -> None:
    for pair in PAIRS:
        canonical = canonical_spelling(pair[0])
        assert canonical_spelling(canonical) == canonical


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Müller", "mueller"),
        ("mu\u0308ller", "mueller"),
        ("Århus", "aarhus"),
        ("Tromsø", "tromsoe"),
        ("Kærgård", "kærgaard"),
        ("KÖLN", "koeln"),
        ("Straße", ""),
        ("Haus", ""),
        ("naïve", ""),
    ],
)
def test_a_letter_that_is_typed_may_be_two(typed: str, spelled: str) -> None:
    assert with_digraphs(typed) == spelled


UMLAUTS = """
mueller muller, schroeder schroder, goering goring, koeln koln, duesseldorf dusseldorf,
muenchen munchen, aarhus arhus, aalborg alborg, malmoe malmo, tromsoe tromso, haeuser hauser,
jaeger jager, gruesse grusse, fuehrer fuhrer, krueger kruger, guenther gunther, boehm bohm,
kjaergaard kjargard
"""


@pytest.mark.parametrize("pair", UMLAUTS.split(","))
def test_a_digraph_may_be_an_umlaut(pair: str) -> None:
    digraph, plain = pair.split()
    assert plain in guessed_digraphs(digraph)
    if digraph.count("ae") + digraph.count("aa") < 2:
        assert digraph in guessed_digraphs(plain)


NO_UMLAUTS = """
guest gust, guests gusts, poet pot, poets pots, does dos, baath bath, statues status, queen qun,
canoe cano, truest trust, blue blu, value valu, coeur cour, neue neu, duel dul, caesar casar,
citroen citron, trauer traur, faces faeces, true tru, larvae larva, toe to,
buell bull, loews lows, michael michal
"""


@pytest.mark.parametrize("pair", NO_UMLAUTS.split(","))
def test_a_digraph_that_is_none(pair: str) -> None:
    one, other = pair.split()
    assert other not in guessed_digraphs(one)
    assert one not in guessed_digraphs(other)
