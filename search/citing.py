"""Citations of an article: as one reads them in a footnote, in APA style, and for BibTeX.

APA follows the seventh edition's form for newspaper and magazine articles (sections 9 and 10.1),
BibTeX the entry type ``article`` with the fields that biblatex and BibTeX share. What an article
does not have is left out: nothing is made up. Everything comes from strangers, so it is made safe
for a terminal or a clipboard here, and for TeX where it goes there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias, get_args

from newssearch.archive.article import Article
from newssearch.archive.safetext import safe_line

Style: TypeAlias = Literal["plain", "apa", "bibtex"]

STYLES: tuple[Style, ...] = get_args(Style)

MOST_APA_AUTHORS = 20
"""APA names up to twenty authors; of more the first nineteen and the last (section 9.8)."""

_MONTHS = (
    "January February March April May June July August September October November December".split()
)

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {character: f"\\{character}" for character in "&%$#_"}

_PARTICLES = frozenset(
    "al bin da de del della den der di do dos du el ibn la le ten ter van von".split()
)
"""Words before a family name that belong to it when they are written in small letters."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

_LATER_TITLE_WORDS = frozenset("a an and at by for from in of on or s the to with".split())
"""Words of a title that a BibTeX key passes over."""


def cite(article: Article, style: Style) -> str:
    """Return a citation: one line, of BibTeX several."""
    match style:
        case "plain":
            return _plain(article)
        case "apa":
            return _apa(article)
        case "bibtex":
            return _bibtex(article)


def _clean(text: str | None) -> str:
    return " ".join(safe_line(text or "").split())


def _authors(article: Article) -> list[str]:
    return [name for name in map(_clean, article.byline) if name]


def _publication(article: Article) -> str:
    """Return where the article appeared, or failing that, the agency it came from."""
    return _clean(article.source) or _clean(article.credit)


def _plain(article: Article) -> str:
    authors = _authors(article)
    day = article.date
    when = f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
    named = (
        ", ".join(authors[:-1]) + " and " + authors[-1] if len(authors) > 1 else "".join(authors)
    )
    title = _clean(article.display_title)
    parts = [named, f"“{title}”", _publication(article), when, _clean(article.url)]
    return ", ".join(part for part in parts if part) + "."


def _apa(article: Article) -> str:
    names = [_inverted(name) for name in _authors(article)]
    if len(names) > MOST_APA_AUTHORS:
        named = f"{', '.join(names[: MOST_APA_AUTHORS - 1])}, … {names[-1]}"
    elif len(names) > 1:
        named = f"{', '.join(names[:-1])}, & {names[-1]}"
    else:
        named = "".join(names)
    named = named or (_clean(article.credit) if article.source else "")
    day = article.date
    when = f"({day.year}, {_MONTHS[day.month - 1]} {day.day})" if day else "(n.d.)"
    title = _clean(article.display_title)
    first = f"{_sentence(named)} {when}." if named else f"{_sentence(title)} {when}."
    parts = [first, _sentence(title) if named else "", _sentence(_publication(article))]
    return " ".join(part for part in [*parts, _clean(article.url)] if part)


def _sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if not text or text[-1] in ".?!" else f"{text}."


def _inverted(name: str) -> str:
    """Return a name with the family name first and initials, as APA has it."""
    family, given, suffix = split_name(name)
    initials = " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
        for word in given.split()
    )
    return ", ".join(part for part in (family, initials, suffix) if part)


def split_name(name: str) -> tuple[str, str, str]:
    """Return the family name, the given names and a suffix such as "Jr.", empty where it has none.

    "Vincent van Gogh", "Powell, Colin L." and "Sammy Davis, Jr." are all read; of a name of one
    word that word is the family name.
    """
    words = name.split()
    suffix = ""
    if len(words) > 1 and words[-1].rstrip(".").lower() in _SUFFIXES:
        suffix = words.pop()
        words[-1] = words[-1].rstrip(",")
    name = " ".join(words)
    if ", " in name:
        family, given = name.split(", ", 1)
        return family, given, suffix
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[first:]), " ".join(words[:first]), suffix


def _bibtex(article: Article) -> str:
    fields: list[tuple[str, str]] = []
    authors = [_tex_name(name) for name in _authors(article)]
    if authors:
        fields.append(("author", " and ".join(authors)))
    elif article.credit:
        fields.append(("author", f"{{{_tex(_clean(article.credit))}}}"))
    # braces keep the capitals of names, which styles would put in small letters
    fields.append(("title", f"{{{_tex(_clean(article.display_title))}}}"))
    if publication := _publication(article):
        fields.append(("journal", _tex(publication)))
    if article.date:
        fields += (("year", str(article.date.year)), ("date", article.date.isoformat()))
    if url := _clean(article.url):
        fields.append(("url", _in_braces(url)))
    if article.lang:
        fields.append(("langid", re.sub(r"\W", "", article.lang)))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@article{{{bibtex_key(article)},\n{lines}}}"


def _tex_name(name: str) -> str:
    family, given, suffix = split_name(name)
    return ", ".join(_tex(part) for part in (family, suffix, given) if part)


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _in_braces(url: str) -> str:
    """Return a URL that cannot end the braces around it; its other characters are kept as such."""
    escaped = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(escaped.get(character, character) for character in url)


def bibtex_key(article: Article) -> str:
    """Return a key of letters and digits: first author or source, year, first word of the title."""
    authors = _authors(article)
    who = split_name(authors[0])[0] if authors else _publication(article).split(" ")[-1]
    words = re.findall(r"\w+", _clean(article.display_title).lower())
    telling = [word for word in words if word not in _LATER_TITLE_WORDS] or words
    year = str(article.date.year) if article.date else ""
    parts = [who.lower(), year, *telling[:1]]
    plain = unicodedata.normalize("NFKD", "".join(parts)).encode("ascii", "ignore").decode()
    return (
        re.sub(r"[^a-z0-9]", "", plain)
        or re.sub(r"\W", "", article.id, flags=re.ASCII)
        or "article"
    )
