"""Who is quoted in languages other than English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import assert_linear

from newssearch.indexer.fielding import field_article
from newssearch.indexer.quotations import find_quotations
from newssearch.indexer.record import Record

CASES = [
    (
        "de",
        "„Der Turm bleibt stehen“, sagte die Bürgermeisterin Nora Fenwick am Mittwoch.\n\n"
        "»Die Lampe kommt im Herbst«, sagte sie, »und die Linse danach.«",
        ["Nora Fenwick", "Nora Fenwick", "Nora Fenwick"],
    ),
    (
        "de",
        "Der Sprecher der Werft, Jonas Malone, erklärte: „Wir bauen weiter.“ Dazu sagte Malone:"
        " „Es ist genug Stahl da.“ Laut Malone ist der Plan „so gut wie fertig“.",
        ["Jonas Malone", "Jonas Malone", "Jonas Malone"],
    ),
    (
        "de",
        "„Niemand wurde verletzt“, teilte die Feuerwehr am Abend mit. „Das war Glück“, so Karl"
        " Fenwick. Später nannte er den Brand „ein Rätsel ohne Lösung“.",
        ["die Feuerwehr", "Karl Fenwick", "Karl Fenwick"],
    ),
    (
        "fr",
        "« Le phare restera debout », a déclaré mercredi à la presse la maire de Brindle, Nora"
        " Fenwick. « Les marins le cherchent même de jour », a-t-elle ajouté. « C'est un signe »,"
        " explique-t-elle.",
        ["Nora Fenwick", "Nora Fenwick", "Nora Fenwick"],
    ),
    (
        "fr",
        "Paul Malone, le pilote du port, a affirmé : « La lampe sera réparée. » Selon lui, la"
        " loterie est « une bonne idée ».",
        ["Paul Malone", "Paul Malone"],
    ),
    (
        "es",
        '"El faro sigue en pie", dijo este miércoles la alcaldesa de Brindle, María Fonseca.\n\n'
        "«Los marinos lo buscan de día», añadió. Según Fonseca, la lotería es «una buena idea».",
        ["María Fonseca", "María Fonseca", "María Fonseca"],
    ),
    (
        "es",
        "El piloto Juan Malone ha asegurado: «La lámpara estará lista». “Es poco dinero”, explicó"
        " el ministro Pedro Ruiz.",
        ["Juan Malone", "Pedro Ruiz"],
    ),
    (
        "es",
        "Esta semana, tras el voto del consejo, la concejala Rosa Méndez dijo: “Ganó el faro”."
        " Según la Sra. Méndez, fue “un buen día para todos”.",
        ["Rosa Méndez", "Rosa Méndez"],
    ),
    ("it", "«Il faro resta in piedi», ha detto il sindaco Marco Rossi.", ["Marco Rossi"]),
    ("pt", "“O farol fica de pé”, disse o presidente da câmara, João Silva.", ["João Silva"]),
    ("nl", "„De toren blijft staan”, zei burgemeester Jan de Vries.", ["Jan de Vries"]),
    ("sv", "”Tornet står kvar”, säger hamnchefen Anna Lindqvist.", ["Anna Lindqvist"]),
    ("da", "»Fyret bliver stående«, siger borgmester Lars Holm.", ["Lars Holm"]),
    ("nb", "«Fyret blir stående», sier havnesjef Kari Holm.", ["Kari Holm"]),
]


@pytest.mark.parametrize(("language", "body", "speakers"), CASES)
def test_speakers(language: str, body: str, speakers: list[str]) -> None:
    found = find_quotations(body, (), language)
    assert [one.speaker for one in found] == speakers
    for one in found:
        assert one.cue is None or body[one.cue_start :].startswith(one.cue)
        assert one.speaker_as_written in body


def test_what_is_said_of_a_speaker_and_how_sure_it_is() -> None:
    first, second = find_quotations(CASES[3][1], (), "fr")[:2]
    assert (first.description, first.cue, first.confidence) == (
        "maire de Brindle",
        "déclaré",
        "medium",
    )
    assert (second.speaker_as_written, second.confidence) == ("elle", "low")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("de", "Der Film „Der Turm am Meer“ läuft heute. Das Wort „Mole“ kennt hier jeder."),
        ("fr", "Le film « Le phare » passe ce soir dans la salle du port."),
        ("es", "La película «El faro» se estrena hoy."),
    ],
)
def test_titles_have_no_speaker(language: str, body: str) -> None:
    assert not any(one.speaker for one in find_quotations(body, (), language))


def test_english_in_an_article_of_another_language_is_read_as_english() -> None:
    body = '"The tower stays," Nora Fenwick said on Monday.'
    assert [one.speaker for one in find_quotations(body, (), "de")] == ["Nora Fenwick"]


def test_the_language_of_an_article_decides() -> None:
    end = "Der Rat der Stadt hat das am Mittwoch mit den Stimmen aller beschlossen."
    body = f"{CASES[0][1]}\n\n{end}"
    article = field_article(Record(body), id="a", path="a")
    assert article.lang == "de"
    assert [one.speaker for one in article.quotes] == CASES[0][2]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            '„ “ » « " , : . sagte sie Nora Fenwick der die laut so a-t-elle hat \n Ä - '.split(" ")
        ),
        max_size=40,
    )
)
def test_any_text_is_read(words: list[str]) -> None:
    body = " ".join(words)
    for one in find_quotations(body, (), "de"):
        assert 0 <= one.start < one.end <= len(body)
        assert one.speaker is None or one.speaker_as_written in body


@pytest.mark.parametrize(
    "unit", ["„a b c d“, sagte er. ", "der Nora ", "„a“, sagte am ", "Nora Fenwick: "]
)
def test_work_grows_with_the_length_alone(unit: str) -> None:
    assert_linear(lambda body: find_quotations(body, (), "de"), unit, 4_000)
