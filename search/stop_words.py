"""The words of English that hold sentences together and tell nothing of what a text is about.

They are searched like all others; only ranking holds them for less. The list follows grammar:
determiners, pronouns, prepositions, conjunctions, auxiliary verbs with their contractions,
question words, and the adverbs of place, time and degree that go with these. It leaves out what
is a common noun as well: "may", "us", "mine", "one".
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    a all an any both each either every few many more most much neither no other own same several
    some such that the these this those

    he her hers herself him himself his i it its itself me my myself our ours ourselves she their
    theirs them themselves they we you your yours yourself yourselves

    about above after against among at before below beneath between beyond by down during for from
    in into of off on onto out over through to toward towards under until up upon with within
    without

    although and as because but if nor or since so than though unless whereas whether while yet

    am are be been being can cannot could did do does doing had has have having is might must
    ought shall should was were will would

    aren't can't couldn't didn't doesn't don't hadn't hasn't haven't he'd he'll i'd i'll i'm i've
    isn't it'll mustn't she'd she'll shouldn't they'd they'll they're they've wasn't we'd we'll
    we're we've weren't won't wouldn't you'd you'll you're you've

    how what when where which who whom whose why

    again also further here just not now once only then there too very
    """.split()
)


def is_stop_word(token: str, typed: str) -> bool:
    """Return whether a token is one; typed in capitals it is a name ("WHO", "IT")."""
    return token in STOP_WORDS and not (len(token) > 1 and typed.isupper())
