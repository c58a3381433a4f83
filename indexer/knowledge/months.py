"""Names of months and weekdays in the languages whose dates are read.

English, German, French, Spanish, Italian, Portuguese, Galician, Catalan, Dutch, Danish, Norwegian,
Swedish, and as they follow a day in Polish: tables only, as each language's dictionaries and
newsrooms write them.
"""

from __future__ import annotations

_ENGLISH = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_OTHERS = (
    "januar jänner janvier janv enero ene gennaio gen janeiro januari xaneiro gener stycznia",
    "februar feber février fevrier févr fevr fév febrero febbraio fevereiro fev februari februarie"
    " febreiro febrer lutego",
    "märz maerz mär mrz mars marzo março marco maart mrt marts març marca",
    "avril avr abril abr aprile kwietnia",
    "mai mayo maggio mag maio mei maj maig maja",
    "juni juin junio giugno giu junho xuño juny czerwca",
    "juli juillet juil julio luglio lug julho xullo juliol lipca",
    "août aout agosto ago augustus augusti agost sierpnia",
    "septembre septiembre setiembre settembre set setembro setembre września",
    "oktober okt octobre octubre ottobre ott outubro out października",
    "novembre noviembre novembro listopada",
    "dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des decembro"
    " desembre grudnia",
)
_ENGLISH_WEEKDAYS = (
    "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat"
    " sunday sun"
)
_OTHER_WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim"
    " lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom"
    " lunedì martedì mercoledì giovedì venerdì sabato mar gio sab"
    " segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta"
    " sexta seg ter qua qui sex"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo"
    " mandag tirsdag onsdag torsdag fredag lørdag søndag man tirs ons tors fre lør søn"
    " måndag tisdag lördag mån tis lör"
)

MONTHS = {
    name: number
    for names in (_ENGLISH, _OTHERS)
    for number, written in enumerate(names, 1)
    for name in written.split()
}
"""The number of each month by its names and their abbreviations, lower case, no full stop."""

ENGLISH_MONTHS = frozenset(names.split()[0] for names in _ENGLISH)
"""The twelve in full, lower case."""


def _one_of(names: str) -> str:
    longest_first = sorted(set(names.split()), key=lambda name: (-len(name), name))
    return "|".join(longest_first)


MONTH = rf"(?:(?:{_one_of(' '.join(_ENGLISH))})\b\.?)"
"""A pattern for an English month, to be compared without case."""
ANY_MONTH = rf"(?:(?:{_one_of(' '.join((*_ENGLISH, *_OTHERS)))})\b\.?)"
"""A pattern for a month of any of the languages."""
WEEKDAY = rf"(?:(?:{_one_of(_ENGLISH_WEEKDAYS)})\b\.?)"
"""A pattern for an English weekday."""
ANY_WEEKDAY = rf"(?:(?:{_one_of(_ENGLISH_WEEKDAYS + _OTHER_WEEKDAYS)})\b\.?)"
"""A pattern for a weekday of any of the languages."""


def month_number(name: str) -> int | None:
    """Return 1 to 12 for the name of a month or its abbreviation, else None."""
    return MONTHS.get(name.rstrip(".").lower())
