"""Words that decide where sentences end: tables of data.

The abbreviations are those that the Associated Press style prints before a name, a place or a
date, with the common ones of business and reference; a full stop after them ends no sentence
unless one of the sentence openers follows.
"""

from __future__ import annotations

ABBREVIATIONS: frozenset[str] = frozenset(
    """
    Mr Mrs Ms Messrs Dr Prof Rev Fr Sr Jr St Hon Esq Ph M
    Gov Lt Sen Sens Rep Reps Del Pres Atty Supt Dist
    Gen Col Maj Capt Cmdr Cpl Sgt Pvt Adm Brig Spc Pfc
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
    Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo
    Inc Corp Co Cos Ltd Bros Assn Dept Univ Ave Blvd Rd Ft Mt No Nos vs v etc approx est ca cf
    art vol pp p ed eds
    """.split()
)

SENTENCE_OPENERS: frozenset[str] = frozenset(
    """
    The A An He She It They We I You This That These Those There Here But And Or So In On At As If
    When While After Before Since For From With Without By To Our Their His Her Its My Your What
    Who Why How Where Some Many Most All Both Each Every No Not One Two However Meanwhile Also
    """.split()
)
