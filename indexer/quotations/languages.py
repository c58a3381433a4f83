"""The words of reporting in languages other than English, for ``in_languages``.

Frequent words only: verbs of saying as news prints them, auxiliaries, what stands for "according
to", pronouns, articles, and the prepositions that may be between a verb and its subject.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Language(NamedTuple):
    """The words of one language, each list as a set."""

    verbs: frozenset[str]
    auxiliaries: frozenset[str]
    sources: frozenset[str]
    """Words like *according to* and *so*, which name a source behind them."""
    pronouns: frozenset[str]
    articles: frozenset[str]
    genitives: frozenset[str]
    """Prepositions and articles that go on with a noun phrase ("the head *of the* port")."""
    prepositions: frozenset[str]
    """Those that begin another phrase between a verb and its subject ("said *on* Monday")."""
    drops_pronouns: bool = False
    """Whether a verb says enough of its subject: Spanish "añadió"."""


_WORDS: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "de": (
        "sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont meinte meint"
        " schrieb schreibt fügte ergänzte ergänzt berichtete berichtet antwortete antwortet fragte"
        " fragt warnte warnt versicherte kritisierte kritisiert forderte fordert teilte äußerte"
        " bestätigte beklagte behauptete räumte kündigte bekräftigte urteilte nannte sprach spricht"
        " zitierte begründete lobte mahnte klagte findet fand hieß",
        "hat hatte haben hatten habe",
        "so laut zufolge",
        "er sie",
        "der die das ein eine einer dem den ihr sein ihre seine",
        "der des von vom für und",
        "am im in an auf bei beim bei gegenüber dem zu zum zur nach mit vor aus seit über unter"
        " gegen",
    ),
    "fr": (
        "dit disait déclaré déclare déclarait affirmé affirme affirmait expliqué explique ajouté"
        " ajoute estimé estime assuré assure souligné souligne indiqué indique précisé précise"
        " confié confie rappelé rappelle raconté raconte répondu répond lancé lance insisté insiste"
        " écrit reconnu reconnaît regretté regrette prévenu prévient commenté commente annoncé"
        " conclu conclut martelé dénoncé dénonce jugé juge demandé demande résumé résume témoigne",
        "a ont avait avaient",
        "selon d'après",
        "il elle ils elles lui eux on",
        "le la les l' un une son sa ses",
        "de du des d' et l' la le",
        "à au aux en dans sur lors après avant devant auprès pour par chez depuis sous",
    ),
    "es": (
        "dijo dice decía dicho afirmó afirma afirmado explicó explica explicado señaló señala"
        " aseguró asegura asegurado declaró declara declarado añadió añade agregó agrega indicó"
        " indica indicado comentó comenta recordó recuerda sostuvo sostiene manifestó manifiesta"
        " expresó expresa subrayó subraya escribió escribe respondió responde preguntó pregunta"
        " advirtió advierte contó cuenta relató lamentó lamenta insistió insiste reconoció reconoce"
        " criticó denunció anunció destacó destaca concluyó apuntó apunta precisó admitió",
        "ha han había habían",
        "según",
        "él ella ellos ellas",
        "el la los las un una su sus",
        "de del y la las los el",
        "a al en ante durante tras con por para desde sobre hacia",
    ),
    "it": (
        "disse dice detto dichiarato dichiara spiegato spiega affermato afferma aggiunto aggiunge"
        " sottolineato sottolinea ricordato ricorda scritto scrive commentato commenta raccontato"
        " racconta risposto risponde assicurato assicura osservato osserva ammesso denunciato"
        " annunciato sostiene sostenuto concluso conclude precisato precisa",
        "ha hanno aveva avevano",
        "secondo",
        "lui lei egli ella",
        "il lo la i gli le l' un una uno suo sua",
        "di del dello della dell' dei degli delle e",
        "a al alla in nel nella con per da dal dopo durante su sul sulla ai alle",
    ),
    "pt": (
        "disse diz dizia dito afirmou afirma explicou explica declarou declara acrescentou"
        " acrescenta garantiu garante referiu sublinhou lembrou lembra escreveu escreve respondeu"
        " comentou contou conta criticou alertou admitiu salientou frisou ressaltou informou"
        " destacou lamentou anunciou concluiu indicou",
        "tem havia tinha",
        "segundo conforme",
        "ele ela eles elas",
        "o a os as um uma seu sua",
        "de do da dos das e",
        "à ao em no na nos nas com por para após durante sobre desde aos às",
    ),
    "nl": (
        "zei zegt zeggen gezegd verklaarde verklaart vertelde vertelt liet schreef schrijft"
        " antwoordde benadrukte benadrukt legde voegde reageerde reageert stelde stelt vindt vond"
        " waarschuwde waarschuwt meldde meldt noemde noemt vroeg vraagt bevestigde",
        "heeft had hebben",
        "aldus volgens",
        "hij zij ze",
        "de het een zijn haar",
        "van de het der en",
        "op in aan tegen bij naar met voor na over uit tijdens",
    ),
    "sv": (
        "sade säger sa sagt berättade berättar förklarade förklarar skrev skriver menade menar"
        " tillade tillägger svarade svarar betonade betonar konstaterade konstaterar uppgav uppger"
        " varnade varnar frågade frågar kommenterade kommenterar tycker hävdar",
        "har hade",
        "enligt",
        "han hon de",
        "en ett den det",
        "av för på i och",
        "till på i vid efter under om med hos",
    ),
    "da": (
        "sagde siger sagt fortalte fortæller forklarede forklarer skrev skriver mente mener"
        " tilføjede tilføjer svarede svarer understregede oplyste oplyser lød lyder udtalte udtaler"
        " advarede spurgte spørger kommenterede erklærede",
        "har havde",
        "ifølge",
        "han hun de",
        "en et den det",
        "af for på i og",
        "til på i ved efter under om med hos",
    ),
    "nb": (
        "sa sier sagt fortalte forteller forklarte forklarer skrev skriver mente mener la svarte"
        " svarer understreket understreker opplyste opplyser uttalte uttaler advarte spurte spør"
        " kommenterte hevder bekrefter",
        "har hadde",
        "ifølge",
        "han hun de",
        "en et den det ei",
        "av for på i og",
        "til på i ved etter under om med hos",
    ),
}
_DROPPING = frozenset({"es", "it", "pt"})
_SAME = {"no": "nb", "nn": "nb", "ca": "es", "gl": "pt"}


@cache
def language_of(code: str | None) -> Language | None:
    """Return the words of a language by its code, None where none are known or it is English."""
    own = _SAME.get(code or "", code or "")
    lists = _WORDS.get(own)
    if lists is None:
        return None
    verbs, auxiliaries, sources, pronouns, articles, genitives, prepositions = (
        frozenset(words.split()) for words in lists
    )
    return Language(
        verbs,
        auxiliaries,
        sources,
        pronouns,
        articles,
        genitives,
        prepositions,
        drops_pronouns=own in _DROPPING,
    )
