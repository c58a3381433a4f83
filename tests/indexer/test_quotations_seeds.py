"""The bundled articles: every quotation and its speaker, read by hand."""

from pathlib import Path

from newssearch.indexer.quotations import find_quotations

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def read(name):
    body = (SEEDS / name).read_text(encoding="utf-8")
    return body, find_quotations(body)


def test_article_000():
    body, found = read("000_e727af35cebfe010.txt")
    once = [
        ("The use of such indiscriminate", "Anders Fogh Rasmussen", "NATO Secretary-General"),
        ("baseless rumors.", "an unnamed Foreign Ministry official", None),
    ]
    assert [
        (body[q.start : q.end][: len(text)], q.speaker, q.description)
        for q, (text, _, _) in zip(found, once * 2, strict=True)
    ] == once * 2


def test_article_002():
    body, found = read("002_ffb7046576d82b0f.txt")
    expected = [
        ("The opposition’s victory", "Mikhail Bogdanov"),
        ("We need to face the truth.", "Mikhail Bogdanov"),
        ("finally waking up to the reality", "Victoria Nuland"),
        ("the question now,", "Victoria Nuland"),
        ("preparing for a possible evacuation.", "Mikhail Bogdanov"),
        ("In Moscow, you will find", "Fyodor Lukyanov"),
        ("The Russian Foreign Ministry, in fact", "Fyodor Lukyanov"),
        ("approaching collapse,", "Anders Fogh Rasmussen"),
        ("only a question of time.", "Anders Fogh Rasmussen"),
        ("terrorist groups,", "Syrian Foreign Ministry"),
        ("Bashar al-Assad has lost legitimacy", "a declaration issued at the meeting"),
        ("to withdraw any residual support", "Victoria Nuland"),
        ("help us to identify people", "Victoria Nuland"),
        ("‘Finally, you’re waking up to the truth?’", "Majd al-Shami"),
        ("Russia has been standing on the side", "Majd al-Shami"),
        ("Logically, they cannot let go", "Majd al-Shami"),
    ]
    assert [
        (body[q.start : q.end][: len(text)], q.speaker)
        for q, (text, _) in zip(found, expected, strict=True)
    ] == expected
    descriptions = {q.speaker: q.description for q in found if q.description}
    assert descriptions == {
        "Mikhail Bogdanov": "Deputy Foreign Minister",
        "Victoria Nuland": "State Department spokesman",
        "Fyodor Lukyanov": "the editor of the journal Russia in Global Affairs and a political"
        " analyst",
        "Anders Fogh Rasmussen": "NATO Secretary General",
    }
