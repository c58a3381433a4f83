"""Who wrote it, out of what files and pages give as an author: "By ANN LEE and Bob Ray, Staff".

Pages and exports put almost anything there: roles, addresses, dates, the site's own name, "admin",
who took the picture. What is not surely a name is left out. Lines of a text are judged elsewhere
(``indexer.fielding.bylines``), since there the question is whether they are a byline at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from newssearch.indexer.knowledge.agencies import (
    credit_name,
    is_agency,
    is_magazine,
    is_organisation,
    is_picture_agency,
)
from newssearch.indexer.knowledge.months import ANY_MONTH
from newssearch.indexer.knowledge.people import (
    NAME_SUFFIX,
    is_role,
    is_usable_author,
    tidy_name,
    without_role,
)

MAX_CHARACTERS = 400

_OPENING = re.compile(
    r"(?:(?:(?:written|posted|reported|story|article|text|published|words|authored|analysis|opinion"
    r"|commentary|review)\s)?by|par|por|publicado\spor|escrito\spor|propos\srecueillis\spar"
    r"|authors?|autore?|auteur|autorin|text|texte|texto|testo|tekst|redaktion)\b(?:\s?:)?\s+"
    r"|(?:byline|redactie|journalist)\s?:\s?"
    r"|(?:von|door|di|av|af|ein\sbericht\svon|een\sartikel\svan|un\sarticle\sde)\s+"
    r"(?=(?-i:[^\W\d_a-zß-öø-ÿ])\S*\s(?:\S+\s)?(?-i:[^\W\d_a-zß-öø-ÿ]))",
    re.IGNORECASE,
)
"""What comes before the names. "Von", "di" and their like begin names too, and are cut only
before a whole name."""
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>]{1,2000}>?|<?[\w.+-]{1,64}@[\w.-]{1,253}>?")
_DATE_TAIL = re.compile(
    rf"\s(?:on|am|le|il|el)\s\w{{1,20}}\s\d.*\Z|[\s•·|,(](?:{ANY_MONTH}\s)?\d{{1,4}}\b.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_LAST_FIRST = re.compile(r"([^\W\d_][\w'’-]{1,30}), ([^\W\d_][\w'’.-]{1,30})")
"""A name as libraries write it, and Dublin Core and citation tags after them."""
_BETWEEN = re.compile(
    r"\s*(?:[;|/•·]|\s&\s|\s[–—-]\s|\s(?:and|AND|And|with|WITH|und|et|en|og|och)\s"
    r"|\s(?:y|e)\s(?=\S+\s\S)"  # "Santiago Ramón y Cajal" is one person
    r"|,(?!\s*(?:Jr|Sr|II|III|IV|MD|M\.D|PhD|Ph\.D|RN|Esq)\b)\s*(?:(?:and|und|et|&)\s)?)\s*"
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,100}[)\]]?\s*")
_TAIL = re.compile(
    r"\s(?:of|for|in|at|on|from|is|special\sto|using)\s.*|\s@.*|\s(?:updated|published|posted|follow"
    r"|contact)\b.*",
    re.IGNORECASE | re.DOTALL,
)
PICTURE_WORK = (
    r"(?:photo(?:s|graphy|graphs?|graphed|graphies)?|pictures?|images?|illustrat(?:ions?|ed)"
    r"|graphics?|video|film(?:ed)?|modell?(?:ed|ing)|casting|styl(?:ing|ed)|hair|make-?up|nails|art(?:work)?|cartoons?|animation"
    r"|design(?:ed)?|edit(?:ed|ing)|produc(?:ed|tion)|translat(?:ed|ion)|fotos?|fotografie"
    r"|fotografías?|fotograf\w{0,4}|bild(?:er)?|ilustraci\wn|illustrationen|crédits?(?:\sphotos?)?"
    r"|credits?|foto’s|courtesy)(?:\scredits?|\scourtesy)?\s?"
    r"(?::|\b(?:by|from|of|von|par|por|di|av|af|door)\b:?)"
)
"""What comes before the name of somebody who took the pictures, or otherwise did not write."""
_PICTURES = re.compile(PICTURE_WORK, re.IGNORECASE)
_PICTURE_WORDS = re.compile(
    r"(?:photo|image|illustration|picture|foto)s?|.{0,60}\b(?:photo(?:graph(?:er|y)?)?s?|photographe"
    r"|fotograf\w{0,4}|illustrat(?:or|ions?)|courtesy|stock photos?)\b",
    re.IGNORECASE,
)
_BY_AGAIN = re.compile(r"\b(?:words|story|text|written|reported)\sby\s", re.IGNORECASE)
_BY_INSIDE = re.compile(
    r"(?<=\w)\s+(?=(?:photo|illustration|picture|video|graphic)\w{0,8}\s?(?:by\b|:))", re.I
)
_EDGES = " .,:;-–—|•·\"'“”*\t()[]"


class Authors(NamedTuple):
    """Names of people in order, and the agency or paper that is credited."""

    names: tuple[str, ...] = ()
    credit: str | None = None


def authors_of(written: str) -> Authors:
    """Return who an author's value names: people without titles and roles, the agency as credit."""
    names: list[str] = []
    credit = None
    for name in split_authors(written):
        if is_agency(name) or is_magazine(name) or (is_organisation(name) and not names):
            credit = credit or credit_name(name)
        elif not is_organisation(name):
            names.append(tidy_name(name))
    return Authors(tuple(dict.fromkeys(names)), credit)


def split_authors(written: str) -> list[str]:
    """Return the names in an author's value as written, agencies among them, each once."""
    text = " ".join(_ADDRESS.sub(" ", html.unescape(written[:MAX_CHARACTERS])).split())
    text = text.lstrip(_EDGES.replace("(", "").replace("[", ""))
    for _ in range(2):
        opening = _OPENING.match(text)
        text = text[opening.end() :] if opening else text
    if found := _LAST_FIRST.fullmatch(text):
        family, given = found.groups()
        whole = f"{given} {family}"
        if not (is_role(given) or is_organisation(given) or NAME_SUFFIX.fullmatch(given)):
            return [whole] if is_usable_author(whole) else []
    names: list[str] = []
    if is_picture_agency(text):
        return names
    for piece in _pieces(_DATE_TAIL.sub("", text)):
        name = _TAIL.sub("", piece).strip(_EDGES)
        if not is_organisation(name):
            name = without_role(name) or name
        if NAME_SUFFIX.fullmatch(name) and names:
            names[-1] = f"{names[-1]} {name}"
        elif (
            name not in names
            and _is_author(name)
            and (_is_first(name) if not names else _is_another(name))
        ):
            names.append(name)
    return names


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a list of names; those that credit pictures are left out."""
    pictures = False
    for part in _BETWEEN.split(_BY_INSIDE.sub(" | ", text)):
        if _BY_AGAIN.match(part) or _OPENING.match(part):
            pictures = False
            part = _OPENING.sub("", part, count=1)  # noqa: PLW2901  the part without its "By"
        elif _PICTURES.match(part):
            pictures = True
        piece = _IN_BRACKETS.sub(" ", part).strip(_EDGES)
        if piece and not pictures:
            yield piece


def _is_first(name: str) -> bool:
    """Return whether the first part can name the author: a desk may, a role says nothing."""
    return is_organisation(name) or not is_role(name)


def _is_another(name: str) -> bool:
    """Return whether a part behind a name is another: a town, a role or a paper there is none."""
    return (
        is_agency(name)
        or is_magazine(name)
        or (
            " " in name
            and not is_role(name)
            and not is_organisation(name)
            and not name.startswith(("The ", "the "))
        )
    )


_PAPER = re.compile(r"The\s\S")
"""How names of papers begin ("The Daily Sample"), and nobody's."""


def _is_author(name: str) -> bool:
    return (
        is_usable_author(name)
        and not is_picture_agency(name)
        and _PICTURE_WORDS.fullmatch(name) is None
        and (_PAPER.match(name) is None or is_agency(name) or is_organisation(name))
    )
