"""Boilerplate: paragraphs that belong to the page or the wire and not to the article.

A whole paragraph has to match. One that holds a quotation mark or reports speech is never taken:
better an advertisement in the body than a sentence lost.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_BOILERPLATE_CHARACTERS = 240

_MEDIA = (
    r"(?:interactive|photos?|videos?|gallery|graphics?|maps?|timeline|infographic|slideshow|audio"
    r"|podcast|quiz|poll|live blog|full coverage|in pictures|related)"
)
_END = r"(?:-30-|\W{0,3}#{1,}\W{0,3}|\W{0,3}(?:end|ends)\W{0,3}(?<!\w\.))"
_END_MARK = re.compile(_END, re.IGNORECASE)
_READ = r"(?:read|see|watch|listen|view|hear|more)"
_BOILERPLATE = re.compile(
    r"[^\w\"“‘']{0,4}(?:"
    r"advertise?ments?|image|photo|pdf|sponsored(?: content)?|promoted"
    rf"|{_MEDIA}\s?[:|►»>].{{1,120}}"
    rf"|{_READ}(?: (?:more|also|now|next|this|here|it))?\s?[:|►»>].{{1,140}}"
    r"|(?:read|see|watch) (?:more\b|also\b|the full (?:story|report|letter|text)).{0,100}"
    r"|related (?:stories|story|articles?|content|links?|topics?|coverage|posts?|news).{0,60}"
    r"|more (?:from|on|about|in) .{1,50}:"
    r"|(?:click|tap) here\b.{0,120}"
    r"|(?:click|watch|read|listen|view|download|see|find|learn|register|rsvp)\b.{0,100}"
    r"\bhere\W{0,3}"
    r"|(?:story|article) continues (?:below|after)\b.{0,40}|continue reading\b.{0,80}"
    r"|share (?:this|on|via)\b.{0,60}|tweet(?: this)?|print(?: this(?: page| article| story)?)?"
    r"|e-?mail(?: this(?: page| article| story)?)?"
    r"|(?:follow|like|find) .{1,40} on (?:twitter|facebook|instagram|youtube|x)\b.{0,80}"
    r"|sign up (?:for|to|here)\b.{0,140}|subscribe (?:to|now|here|today|for)\b.{0,100}|subscribe"
    r"|download (?:the|our) .{0,30}app\b.{0,60}"
    r"|(?:copyright\s{0,2}(?:©|\(c\)|(?:by\s)?[12][0-9]{3})|©|\(c\) ?(?:copyright )?[12][0-9]{3})"
    r".{0,220}"
    r"|.{0,80}all rights reserved\b.{0,120}|this material may not be published\b.{0,160}"
    r"|(?:photos?|images?|pictures?|photograph|graphic)s? ?(?:credits?|courtesy(?: of)?|by)\b"
    r".{0,90}"
    r"|\(?(?:AP|Reuters|AFP|Getty(?: Images)?|EPA)(?: (?:file )?(?:photo|image)s?)?"
    r"(?: ?/ ?[\w .]{2,40})?\)?\.?|\(?Getty Images\)?"
    r"|comments?(?: \([0-9]{1,6}\))?|[0-9]{1,6} comments?|(?:leave|post|add) a comment\b.{0,60}"
    r"|back to (?:top|news|press releases)|loading\.{0,5}|skip to .{0,40}"
    r"|enlarge(?: (?:image|photo))?"
    r"|(?:hide|toggle) caption|end of (?:story|article|document)"
    r"|(?:next|previous|prev) (?:article|story|post|page)|go back|permalink:?.{0,120}"
    r"|most (?:read|popular|viewed)\b.{0,40}|tags?: .{0,140}|filed under\b.{0,100}"
    r"|topics?: .{0,100}"
    rf"|{_END}|[-*_=~•·.\s]{{3,}}"
    r")\s?",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"[\"“”‘]|\b(?:said|says|told)\b")
_LABEL = re.compile(
    r"\W{0,3}(?:(?:for )?immediate release|for release"
    r"|(?:joint )?(?:press|news|media) (?:release|statement)"
    r"|media advisory|(?:press|news|media) releases|for immediate|transcript|communiqué|communique"
    r"|pressemitteilung|medienmitteilung|communiqué de presse|(?:nota|comunicado) de (?:prensa"
    r"|imprensa)|comunicato stampa|persbericht|pressmeddelande|pressemeddelelse|pressemelding"
    r"|for immediate release\b.{0,60}|breaking(?: news)?|exclusive|world|politics|business|sports?"
    r"|opinion|news|national|local|front page|top stories)\W{0,3}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:media |press |news )?contacts?(?: information| person)?\s?[:–-]|contact:?$|(?:tel|phone"
    r"|fax|e-?mail|press office|media inquiries)\s?[:#]|\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}"
    r"|[\w.+-]{1,60}@[\w-]{1,60}\.)",
    re.IGNORECASE,
)
MAX_CONTACT_WORDS = 30


def is_boilerplate(paragraph: str) -> bool:
    """Return whether a whole paragraph is the page's or the wire's and not the article's."""
    return len(paragraph) <= MAX_BOILERPLATE_CHARACTERS and _is_boilerplate(paragraph)


@lru_cache(256)
def _is_boilerplate(paragraph: str) -> bool:
    """Answer for a short paragraph; the head of an article, its tail and its title all ask."""
    return _BOILERPLATE.fullmatch(paragraph) is not None and _SPEECH.search(paragraph) is None


def is_end_mark(paragraph: str) -> bool:
    """Return whether a paragraph ends a release: "###", "-30-", "ENDS"."""
    return len(paragraph) <= 20 and _END_MARK.fullmatch(paragraph) is not None


def is_label(paragraph: str) -> bool:
    """Return whether a paragraph above the title only names a section or a kind of text."""
    return len(paragraph) <= 80 and _LABEL.fullmatch(paragraph) is not None


def is_contact(paragraph: str) -> bool:
    """Return whether a paragraph at the head of a release gives somebody to telephone."""
    return (
        paragraph.count(" ") < MAX_CONTACT_WORDS
        and _CONTACT.match(paragraph) is not None
        and _SPEECH.search(paragraph) is None
    )
