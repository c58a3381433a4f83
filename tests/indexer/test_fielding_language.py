import pytest

from newssearch.indexer.fielding.language import guess_language
from newssearch.indexer.knowledge.languages import language_code


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "The government said that it would not go on with the plans for a new bridge in "
            "the north "
            "of the city, and that the money is to be used for schools.",
            "en",
        ),
        (
            "Die Regierung hat gesagt, dass sie die Pläne für eine neue Brücke im Norden der "
            "Stadt nicht "
            "weiter verfolgen wird und das Geld für Schulen ist.",
            "de",
        ),
        (
            "Le gouvernement a dit que les plans pour un nouveau pont dans le nord de la ville "
            "ne sont "
            "pas poursuivis et que les fonds sont pour des écoles.",
            "fr",
        ),
        (
            "El gobierno dijo que los planes para un nuevo puente en el norte de la ciudad no "
            "se van a "
            "seguir y que el dinero es para las escuelas.",
            "es",
        ),
        ("Shr 34 cts vs 19 cts", None),
        ("", None),
        ("zzz " * 100, None),
    ],
)
def test_languages(text, lang):
    assert guess_language(text) == lang


def test_declared_codes():
    assert language_code("en-US") == "en"
    assert language_code("DE") == "de"
    assert language_code("English") == "en"
    assert language_code("GERMAN; DEUTSCH") == "de"
    assert language_code("por") == "pt"
    assert language_code("Klingon") is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "Havnestyret i Port Ellery vedtok tirsdag å mudre nordløpet før høststormene, og "
            "arbeidet vil koste fire millioner kroner og vare i ni uker. Fiskerne har lenge "
            "advart om at sandbanken flytter seg raskere hver vinter.",
            "nb",
        ),
        (
            "Havnebestyrelsen i Port Ellery besluttede tirsdag at uddybe den nordlige "
            "sejlrende før efterårets storme, og arbejdet vil koste fire millioner kroner og "
            "vare ni uger. Fiskerne har længe advaret om, at sandbanken flytter sig hurtigere"
            " hver vinter.",
            "da",
        ),
        (
            "Hamnstyrelsen i Port Ellery beslutade på tisdagen att muddra den norra rännan "
            "före höststormarna, och arbetet kommer att kosta fyra miljoner kronor och ta nio"
            " veckor. Fiskarna har länge varnat för att sandbanken flyttar sig snabbare varje"
            " vinter.",
            "sv",
        ),
        (
            "O conselho do porto aprovou na terça-feira a dragagem do canal norte antes das "
            "tempestades de outono. As obras vão durar nove semanas e custar quatro milhões, "
            "e os pescadores dizem que o banco de areia se move mais depressa.",
            "pt",
        ),
        (
            "O consello do porto aprobou o martes a dragaxe da canle norte antes das "
            "tempestades de outono. As obras van durar nove semanas e custar catro millóns, e"
            " os mariñeiros din que o banco de area se move máis axiña cada inverno, xa que "
            "non hai dique.",
            "gl",
        ),
        (
            "El consejo del puerto aprobó el martes el dragado del canal norte antes de las "
            "tormentas de otoño. Las obras durarán nueve semanas y costarán cuatro millones, "
            "y los pescadores dicen que el banco de arena se mueve más deprisa.",
            "es",
        ),
        (
            "El consell del port va aprovar dimarts el dragatge del canal nord abans de les "
            "tempestes de la tardor. Les obres duraran nou setmanes i costaran quatre "
            "milions, i els pescadors diuen que el banc de sorra es mou més de pressa.",
            "ca",
        ),
        (
            "Il consiglio del porto ha approvato martedì il dragaggio del canale nord prima "
            "delle tempeste di autunno. I lavori dureranno nove settimane e costeranno "
            "quattro milioni, e i pescatori dicono che il banco di sabbia si muove.",
            "it",
        ),
        (
            "Der Hafenausschuss hat am Dienstag beschlossen, die Nordrinne vor den "
            "Herbststürmen auszubaggern. Die Arbeiten werden neun Wochen dauern und vier "
            "Millionen kosten, und die Fischer sagen, dass sich die Sandbank bewegt.",
            "de",
        ),
        (
            "Het havenbestuur heeft dinsdag besloten om de noordelijke vaargeul uit te "
            "baggeren voor de herfststormen. Het werk zal negen weken duren en vier miljoen "
            "kosten, en de vissers zeggen dat de zandbank zich verplaatst.",
            "nl",
        ),
        (
            "Le conseil du port a voté mardi le dragage du chenal nord avant les tempêtes "
            "d'automne. Les travaux dureront neuf semaines et coûteront quatre millions, et "
            "les pêcheurs disent que le banc de sable se déplace.",
            "fr",
        ),
        (
            "The harbour board voted on Tuesday to dredge the north channel before the autumn"
            " storms. The work will take nine weeks and cost four million, and the fishermen "
            "say that the sandbank moves faster each winter.",
            "en",
        ),
    ],
)
def test_close_languages_are_told_apart(text, lang):
    assert guess_language(text) == lang


def test_a_text_that_two_close_languages_share_is_in_none():
    assert guess_language(
        "Han har en bil og de har en som er på vei til en by i det land. " * 3
    ) in (
        None,
        "nb",
    )
    assert guess_language("for og en de det som har " * 5) is None


@pytest.mark.parametrize(
    "table",
    [
        "Lead prices middle of the day, June 4. Mar 40 over May, Jun 42 over Jul, Sep 44 over Dec,"
        " seller quotes 46 over Mar, ports of the east coast 50 over May, unchanged over the week",
        "Wheat in store, in cents: April 210 over, offered 214 over, in barges 216 over, in sacks"
        " 218 over, bid in port 208 over, traded in bulk 209 over, milling 230 over, feed 190 over",
    ],
)
def test_tables_of_prices_are_in_no_other_language(table: str) -> None:
    assert guess_language(table) in (None, "en")
