"""English plurals and verb forms that no rule of a stemmer makes (children, wolves, ran, bought).

The nouns are those of ``nouns``; between commas the table of verbs has a word and its irregular
forms. Regular forms are found by their stems, and need not be in it. Left out are auxiliary verbs
(was, had, did), which are stop words, and forms that mean something else more often in the news:
bit, bore, born, bound, dove, fed, ground, lay (of lie), media, opera, spat, wound.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from newssearch.archive.analysis import stem
from newssearch.search.variants.nouns import irregular_plurals

_OTHER_MEANINGS = frozenset({"media", "people", "staves"})
"""Plurals that are mostly another word in the news."""

_VERBS = """
abide abode, alight alit, arise arose arisen, awake awoke awoken, bear borne, beat beaten,
become became, befall befell befallen, beget begot begotten, begin began begun, behold beheld,
bend bent, bereave bereft, beseech besought, bespeak bespoke bespoken, bestride bestrode
bestridden, bide bode, bite bitten, bleed bled, blow blew blown, break broke broken, breed bred,
bring brought, browbeat browbeaten, build built, burn burnt, buy bought, catch caught, choose
chose chosen, cling clung, come came, creep crept, crossbreed crossbred, deal dealt, dig dug,
draw drew drawn, dream dreamt, drink drank drunk, drive drove driven, dwell dwelt, eat ate
eaten, fall fell fallen, feel felt, fight fought, find found, flee fled, fling flung, fly flew
flown, forbid forbade forbidden, forego forewent foregone, foresee foresaw foreseen, foretell
foretold, forget forgot forgotten, forgive forgave forgiven, forgo forwent forgone, forsake
forsook forsaken, forswear forswore forsworn, freeze froze frozen, get got gotten, gild gilt,
gird girt, give gave given, go went gone goes, grow grew grown, handwrite handwrote handwritten,
hang hung, hear heard, heave hove, hew hewn, hide hid hidden, hold held, inlay inlaid,
interweave interwove interwoven, keep kept, kneel knelt, know knew known, lay laid, lead led,
lean leant, leap leapt, learn learnt, leave left, lend lent, lie lain, light lit, lose lost,
make made, mean meant, meet met, misdeal misdealt, mishear misheard, mislay mislaid, mislead
misled, misspell misspelt, misspend misspent, mistake mistook mistaken, misunderstand
misunderstood, mow mown, outdo outdid outdone, outgrow outgrew outgrown, outrun outran, outsell
outsold, outshine outshone, outspend outspent, overcome overcame, overdo overdid overdone,
overdraw overdrew overdrawn, overeat overate overeaten, overfly overflew overflown, overhang
overhung, overhear overheard, overlie overlain, overpay overpaid, override overrode overridden,
overrun overran, oversee oversaw overseen, overshoot overshot, oversleep overslept, overspend
overspent, overtake overtook overtaken, overthrow overthrew overthrown, partake partook
partaken, pay paid, plead pled, prepay prepaid, prove proven, rebuild rebuilt, redo redid
redone, redraw redrew redrawn, remake remade, repay repaid, resell resold, retake retook
retaken, retell retold, rethink rethought, rewind rewound, rewrite rewrote rewritten, ride rode
ridden, ring rang rung, rise rose risen, run ran, saw sawn, say said, see saw seen, seek sought,
sell sold, send sent, sew sewn, shake shook shaken, shave shaven, shear shorn, shine shone, shoe
shod, shoot shot, show shown, shrink shrank shrunk shrunken, sing sang sung, sink sank sunk
sunken, sit sat, slay slew slain, sleep slept, slide slid, sling slung, slink slunk, smell
smelt, smite smote smitten, sow sown, speak spoke spoken, speed sped, spell spelt, spend spent,
spill spilt, spin spun, spoil spoilt, spring sprang sprung, stand stood, steal stole stolen,
stick stuck, sting stung, stink stank stunk, strew strewn, stride strode stridden, strike struck
stricken, string strung, strive strove striven, swear swore sworn, sweep swept, swell swollen,
swim swam swum, swing swung, take took taken, teach taught, tear tore torn, tell told, think
thought, thrive throve thriven, throw threw thrown, tread trod trodden, unbend unbent, undergo
underwent undergone, underlie underlain, underpay underpaid, understand understood, undertake
undertook undertaken, underwrite underwrote underwritten, undo undid undone, unwind unwound,
uphold upheld, upsweep upswept, wake woke woken, waylay waylaid, wear wore worn, weave wove
woven, weep wept, win won, withdraw withdrew withdrawn, withhold withheld, withstand withstood,
wring wrung, write wrote written, panic panicked panicking, picnic picnicked picnicking, traffic
trafficked trafficking trafficker traffickers, mimic mimicked mimicking, frolic frolicked
frolicking
"""

_NO_PLURALS = frozenset(
    """
    abdomen acumen albumen amen bitumen catechumen cyclamen dolmen flamen foramen gravamen hymen
    lumen omen ramen regimen rumen semen specimen stamen women yemen
    """.split()
)
"""Words in -men that are no plurals of words in -man; women is in the table."""

_NO_MEN = frozenset(
    """
    brahman caiman cayman german hetman human inhuman mussulman norman oman ottoman roman
    shaman subhuman superhuman talisman turkoman woman
    """.split()
)
"""Words in -man whose plural is not in -men, or which are in the table."""


def _nouns() -> Iterator[list[str]]:
    """Yield each noun with those of its plurals that no stemmer leads back to it."""
    for word, plurals in irregular_plurals().items():
        root = stem(word)
        own = [one for one in plurals if one not in _OTHER_MEANINGS and stem(one) != root]
        if own:
            yield [word, *own]


@cache
def _tables() -> tuple[MappingProxyType[str, tuple[str, ...]], MappingProxyType[str, str]]:
    forms: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    for word, *irregular in (*_nouns(), *map(str.split, _VERBS.split(","))):
        forms.setdefault(stem(word), []).extend(irregular)
        for form in irregular:
            words.setdefault(form, []).append(word)
    return (
        MappingProxyType({root: tuple(dict.fromkeys(own)) for root, own in forms.items()}),
        MappingProxyType({form: " ".join(dict.fromkeys(own)) for form, own in words.items()}),
    )


def words_of_form(form: str) -> tuple[str, ...]:
    """Return the words of which ``form``, folded, is an irregular form: children → child."""
    listed = tuple(_tables()[1].get(form, "").split())
    if form.endswith("men") and len(form) > len("omen") and form not in _NO_PLURALS and not listed:
        return (form[:-3] + "man",)
    return listed


def forms_of_stem(root: str) -> tuple[str, ...]:
    """Return the irregular forms of the words with an English stem: child → children."""
    listed = _tables()[0].get(root, ())
    if root.endswith("man") and len(root) > len("oman") and root not in _NO_MEN and not listed:
        return (root[:-3] + "men",)
    return listed
