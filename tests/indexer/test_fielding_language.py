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
