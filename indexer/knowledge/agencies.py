"""News agencies: which names stand for a service and not for a person or a place.

A table and two questions over it, separate because bylines, datelines, contributor lines and
sign-offs all ask them.
"""

from __future__ import annotations

import re

_AGENCIES = frozenset(
    name.casefold()
    for name in (
        "AP", "A.P.", "Associated Press", "Reuter", "Reuters", "Thomson Reuters",
        "Thomson Reuters Foundation", "AFP", "Agence France-Presse", "Agence France Presse",
        "UPI", "United Press International", "United Press", "IANS", "PTI",
        "Press Trust of India", "ANI", "DPA", "Deutsche Presse-Agentur", "Xinhua", "TASS",
        "ITAR-TASS", "Interfax", "Kyodo", "Kyodo News", "Yonhap", "EFE", "ANSA", "Bloomberg",
        "Bloomberg News", "CNN", "CBC", "CBC News", "BBC", "BBC News", "VOA",
        "Voice of America", "RFE/RL", "KUNA", "Bernama", "MENA", "WAM", "SANA", "RIA Novosti",
        "RIA", "CNS", "Catholic News Service", "MarketWatch", "Business Wire", "BUSINESS WIRE",
        "PRNewswire", "PR Newswire", "Globe Newswire", "AAP", "NZPA", "PA", "PA Media",
        "Press Association", "The Canadian Press", "Canadian Press", "CP", "APA", "ANP", "Belga",
        "NTB", "TT", "Ritzau", "PAP", "CTK", "Anadolu", "Anadolu Agency", "AA", "IRNA", "Tasnim",
        "Fars", "Antara", "PNA", "KCNA", "CNA", "JTA", "Jewish Telegraphic Agency",
        "States News Service", "McClatchy", "McClatchy Newspapers", "Tribune News Service",
        "TNS", "MCT", "KRT", "Knight Ridder", "Cox News Service", "Scripps Howard", "NNN", "IPS",
        "Inter Press Service", "Dow Jones", "Dow Jones Newswires", "DJ", "Wired", "NBC News",
        "ABC News", "CBS News", "Fox News", "NPR", "ProPublica", "Politico", "Axios", "USA Today",
        "Los Angeles Times", "Washington Post", "New York Times", "Wall Street Journal",
        "Chicago Tribune", "Guardian", "Financial Times", "Christian Science Monitor",
        "Boston Globe", "Star Tribune", "Toronto Star", "Globe and Mail", "Daily Telegraph",
        "CNN Wire", "Postmedia", "Postmedia News", "Religion News Service", "RNS",
        "Kaiser Health News", "KFF Health News", "Yonhap News Agency", "Xinhua News Agency",
        "Australian Associated Press", "Australian Broadcasting Corporation", "Stateline",
        "Agencia EFE", "Europa Press", "Notimex", "Télam", "Telam", "Andina", "Prensa Latina",
        "Agencias", "Lusa", "Agência Lusa", "Agência Brasil", "Agência Estado", "Folhapress",
        "Estadão Conteúdo", "Adnkronos", "AGI", "LaPresse", "AskaNews", "ATS", "Keystone-SDA",
        "SDA", "KNA", "EPD", "SID", "Agence Belga", "STT", "MTI", "Agerpres", "BNS", "Reuters TV",
        "NRK", "TT-Ritzau", "Norsk Telegrambyrå", "Nyhetsbyrån TT", "HINA", "Tanjug", "BTA",
        "Ukrinform", "UNIAN", "Interfax-Ukraine", "Novosti", "GNA", "NAN", "APP", "UNI", "UNB",
        "BSS", "Saba", "Petra", "Jiji", "Jiji Press", "PTI News", "Associated Press Writer",
    )
)  # fmt: skip
"""Services and papers that are credited as suppliers; compared without case and leading "The"."""

_MAGAZINES = frozenset(
    "time newsweek forbes fortune variety billboard slate vox quartz salon vogue entrepreneur"
    " mashable vice insider".split()
)
"""Magazines whose names are everyday words: credited only right behind an author's name."""

_ORGANISATION_WORDS = frozenset(
    """
    news press times post agency wire newswire service journal tribune herald gazette magazine
    network newspapers staff team desk bureau editors reporters agencies board radio television
    tv media chronicle observer globe telegraph monitor examiner inquirer courier dispatch
    international foundation institute university association committee department office
    """.split()
)
"""Last words that make several capitalised words the name of an organisation."""

_SERVICE_NAME = re.compile(
    r"(?:[\w.&’'-]{1,30}\s){1,4}(?:news agency|news service|news wire|newswires?|wire services?"
    r"|press agency|press association|presse-agentur|nyhetsbyrån?)",
    re.IGNORECASE,
)
"""Names that say what they are; "wire" alone may end a person's pen name."""
_PICTURE_AGENCIES = re.compile(
    r"(?:.{0,40}(?:/\s?|\svia\s))?(?:getty|getty images|i?stock ?photos?|istock|shutterstock"
    r"|alamy(?: stock photo)?|thinkstock|dreamstime|depositphotos|bigstock(?:photo)?|adobe ?stock"
    r"|fotolia|unsplash|pexels|pixabay|flickr|wikimedia(?: commons)?|creative commons"
    r"|zuma(?: ?press| wire)?|corbis|wireimage|filmmagic|rex features|rex/shutterstock|epa-efe"
    r"|ap photo|ap images|file photo|imago(?: images)?|picture[ -]alliance|dpa picture-alliance"
    r"|scanpix|ntb scanpix|anp foto|handout|screenshot)(?: images?| photos?| contributor)?",
    re.IGNORECASE,
)
"""Suppliers of pictures: as an author one of these has nothing to do with the text."""
_ARTICLE = re.compile(r"(?:the\s)?(.{1,60})", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"\W{0,3}(?P<name>reuters?|ap|afp|upi|dpa|xinhua|ani|pti|ians)\W{0,4}", re.IGNORECASE
)


def is_agency(text: str) -> bool:
    """Return whether ``text`` is the name of a known news service or paper."""
    match = _ARTICLE.fullmatch(text.strip(" .,"))
    return match is not None and (
        match[1].casefold() in _AGENCIES or _SERVICE_NAME.fullmatch(match[1]) is not None
    )


def is_magazine(text: str) -> bool:
    """Return whether ``text``, right behind an author's name, is the magazine that printed it."""
    return text.strip(" .,").casefold() in _MAGAZINES


def is_picture_agency(text: str) -> bool:
    """Return whether ``text`` names a supplier of pictures ("Mara Quill/Getty Images")."""
    return len(text) <= 80 and _PICTURE_AGENCIES.fullmatch(text.strip(" .,()")) is not None


def is_organisation(text: str) -> bool:
    """Return whether ``text`` names a service, or ends in a word that only organisations end in."""
    if is_agency(text):
        return True
    words = text.casefold().strip(" .,").split()
    return len(words) > 1 and words[-1] in _ORGANISATION_WORDS


def credit_name(text: str) -> str:
    """Return the name of an agency as it is credited: tidy, and "Reuters" for old "Reuter"."""
    name = " ".join(text.split()).strip(" ,;|")
    return "Reuters" if name.casefold() in ("reuter", "reuters") else name


def sign_off(line: str) -> str | None:
    """Return the agency of a line like " Reuter" that ends a wire article, else None."""
    if len(line) > 16:
        return None
    match = _SIGN_OFF.fullmatch(line.strip())
    return credit_name(match["name"]) if match else None
