"""What is never text is cut out of a page before anything parses it.

Comments, scripts, styles and drawings hold no text; cutting them in one linear scan spares the
parsers that follow, and takes away the floods of ``<!--`` and ``<?`` on which parsers
turn quadratic. JSON-LD is in scripts, so these are handed out on the way.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENING = re.compile(r"<(?:!--|\?|(script|style|svg|template)(?=[\s>/]))", re.I)
_IN_VALUE = "\"'="
"""Behind these an opening mark is part of an attribute's value and stays. Looked at after the
match: an expression that opens with a look behind is tried at every character."""

_CLOSING = {
    name: re.compile(rf"</{name}(?=[\s>/])[^>]{{0,200}}>?", re.I)
    for name in ("script", "style", "svg", "template")
}
_JSON_LD = re.compile(r"""\btype\s{0,9}=\s{0,9}["']?[^"'>]{0,60}ld\+json""", re.I)
_LONGEST_TAG = 1000
_SHADOW = re.compile(r"\bshadowroot(?:mode)?\s{0,9}=", re.I)
"""A template that a browser shows at once: the article of a page made of web components."""
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r"})

MOST_ATTRIBUTES = 500
"""Of a tag; parsers look for the same name among all that came before, so that 20,000 took 3 s."""
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
"""As parsers take it, without going back. Source: HTML, 13.2.5, states of a tag's attributes."""
_FLOOD = re.compile(
    rf"<[a-zA-Z](?=[^>]{{{3 * MOST_ATTRIBUTES}}})[^\s/>]{{0,50}}+"
    rf"(?:(?=[\s/]){_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}"
)
_FURTHER_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE})*+")


class Slim(NamedTuple):
    """A page without its scripts, and the content of those that are JSON-LD."""

    markup: str
    json_ld: list[str]


def slim(markup: str) -> Slim:
    """Cut comments, processing instructions, scripts, styles, templates and drawings.

    Of a flood of attributes in one tag the first MOST_ATTRIBUTES are left.
    """
    if not _is_all_text(markup):
        markup = _NOT_TEXT.sub(" ", markup)
    kept: list[str] = []
    json_ld: list[str] = []
    missing: set[str] = set()
    position = 0
    search_from = 0
    while opening := _OPENING.search(markup, search_from):
        search_from = opening.end()
        if opening.start() and markup[opening.start() - 1] in _IN_VALUE:
            continue
        kept.append(markup[position : opening.start()])
        search_from = position = _end_of(markup, opening, missing, json_ld)
    kept.append(markup[position:])
    return Slim(_without_floods(" ".join(kept)), json_ld)


def _is_all_text(markup: str) -> bool:
    """Return whether there is nothing of _NOT_TEXT, which bytes tell in a quarter of the time."""
    try:
        content = markup.encode()
    except UnicodeEncodeError:
        return False
    ends = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
    return len(content.translate(None, _CONTROLS)) == len(content) and not any(
        end in content for end in ends
    )


def _without_floods(markup: str) -> str:
    """Cut the attributes beyond MOST_ATTRIBUTES; tags with an early ">" are not looked through."""
    kept: list[str] = []
    position = 0
    while flood := _FLOOD.search(markup, position):
        kept.append(markup[position : flood.end()])
        further = _FURTHER_ATTRIBUTES.match(markup, flood.end())
        position = further.end() if further else flood.end()
    return "".join([*kept, markup[position:]])


def _end_of(markup: str, opening: re.Match[str], missing: set[str], json_ld: list[str]) -> int:
    """Return where the thing that opens here ends.

    A closing mark that was looked for in vain once is never looked for again (``missing``); so
    the whole scan stays linear. What never closes loses its opening mark only.
    """
    name = (opening.group(1) or opening.group()).lower()
    if name == "template":
        tag_end = markup.find(">", opening.end(), opening.end() + _LONGEST_TAG)
        if tag_end >= 0 and _SHADOW.search(markup, opening.end(), tag_end):
            return tag_end + 1
    if name in missing:
        return opening.end()
    if name in _CLOSING:
        closing = _CLOSING[name].search(markup, opening.end())
        if closing is None:
            missing.add(name)
            return opening.end()
        tag_end = markup.find(">", opening.end(), closing.start())
        if name == "script" and tag_end >= 0 and _JSON_LD.search(markup, opening.end(), tag_end):
            json_ld.append(markup[tag_end + 1 : closing.start()])
        return closing.end()
    mark = "-->" if name == "<!--" else ">"
    end = markup.find(mark, opening.end() - (2 if name == "<!--" else 0))
    if end < 0:
        missing.add(name)
        return opening.end()
    return end + len(mark)
