"""Kinds of attribution that were read wrong: dashes, appositions, pronouns, clauses, no sources."""

import pytest

from newssearch.indexer.quotations import find_quotations
from newssearch.indexer.quotations.transcripts import is_transcript

CAST = "Mara Quill, who leads the harbour board, met Ada Holm, Tom Averill and Ben Okello.\n\n"


def read(text, cast=CAST):
    body = cast + text
    return [(body[q.start : q.end], q.speaker) for q in find_quotations(body)]


def speakers(text, cast=CAST):
    return [speaker for _, speaker in read(text, cast)]


@pytest.mark.parametrize(
    "text",
    [
        "“It all has to change now.” — Ada Holm",
        "“It all has to change now.” – Ada Holm, captain of the ferry",
        '"It all has to change now." -- Ada Holm',
        "“It all has to change now,” — Ada Holm",
        "“It all has to change now” — Ada Holm on the ferry plan",
        "“It all has to change now.” ― Ada Holm",
        "“It all has to change now.” —Ada Holm (captain)",
        '"It all has to change now." - Ada Holm',
        "On the quay: “It all has to change now.” — Ada Holm",
        "“It all has to change now.”\n\n― Ada Holm",
        "“It all has to change now.”\n\n-- Ada Holm",
        "“It all has to change now.”\n\nAda Holm, Ellery Institute",
    ],
)
def test_a_dash_or_a_line_of_its_own_names_the_speaker(text):
    assert speakers(text) == ["Ada Holm"]


def test_a_dash_serves_the_quotations_before_it_too():
    assert speakers("“It all has to change.” “We are tired.” — Ada Holm") == ["Ada Holm"] * 2


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Mara Quill said it was “dead and buried” — Ada Holm thought otherwise and left.",
            "Mara Quill",
        ),
        ("Mara Quill said: “It all has to change” — and left.", "Mara Quill"),
        ("“It all has to change” — Tom Averill said — “and soon enough.”", "Tom Averill"),
        ("“It all has to change,” Quill said.\n\nAda Holm, the captain, left.", "Mara Quill"),
    ],
)
def test_a_dash_before_another_clause_names_nobody(text, speaker):
    assert set(speakers(text)) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            '"Is it in our interest to act?" Ben Okello, an adviser on ports, said at a meeting.',
            "Ben Okello",
        ),
        (
            '"It is in our interest to act." Ada Holm, an adviser on harbours, said at a meeting.',
            "Ada Holm",
        ),
        ('"Why should we wait?" Mr. Okello, 54, said.', "Ben Okello"),
        ('"We must." Mr. Okello, who leads the crews, said in an interview.', "Ben Okello"),
        ('"Act now!" Ben Okello, her deputy, told reporters.', "Ben Okello"),
        ('"We must act now." Ada Holm told reporters on Monday.', "Ada Holm"),
        ('"We must act now." Ada Holm said in a letter to the board.', "Ada Holm"),
    ],
)
def test_a_tag_behind_a_full_stop(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        'Ben Okello said: "We must act." Mara Quill, an adviser on harbours, said nothing.',
        'Ben Okello said: "We must act." Ada Holm said in March that it was too late.',
        'Ben Okello said: "We must act." Ada Holm told the board that it was too late.',
    ],
)
def test_a_full_stop_before_another_statement_ends_the_quotation(text):
    assert speakers(text) == ["Ben Okello"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Tom Averill spoke first. Averill laughed. Even Ben Okello, Averill's deputy, cannot "
            'stop it. "We will accept the result," he said.',
            "Ben Okello",
        ),
        (
            '"It is dead," Averill said. Only Ben Okello, Averill\'s friend, did not laugh. "We '
            'will see," he said.',
            "Ben Okello",
        ),
        (
            "Quill laughed. Quill left. Now Ada Holm leads the talks of Quill's board. “The boat "
            "was late,” she said.",
            "Ada Holm",
        ),
    ],
)
def test_a_pronoun_stands_for_the_subject_of_the_sentence_before(text, speaker):
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The Okello campaign sent a letter on Friday morning saying the dues are “killing the "
            "town.”",
            "The Okello campaign",
        ),
        (
            "Ben Okello released a statement late on Tuesday night calling it “a gift to nobody.”",
            "Ben Okello",
        ),
        ("Ada Holm put out a note on Sunday evening saying it was “a wall of water.”", "Ada Holm"),
        (
            "The Ellery council issued a statement late on Tuesday calling it “a gift to nobody.”",
            "The Ellery council",
        ),
        ("Ada Holm sent a letter early on Monday saying it was “a wall of water.”", "Ada Holm"),
    ],
)
def test_the_subject_of_a_participle_behind_a_time(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ben Okello, who is close to Quill, who said the plan was “dead in the water,” left.",
            "Mara Quill",
        ),
        (
            "The paper looked favorably on a candidate who has called for “a wall of stone” there.",
            "a candidate",
        ),
        (
            "Voters turned favorably to a captain who has called for “lower dues for all of us.”",
            "a captain",
        ),
        (
            "The chairman of the fishing board, who said the plan was “dead,” left.",
            "The chairman of the fishing board",
        ),
    ],
)
def test_who_stands_for_the_phrase_right_before_it(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        '"The dues must go," said the mayor of Ellery, Mara Quill.',
        '"The dues must go," said a captain of the Lowmere, Mara Quill, on Monday.',
        '"The dues must go," said Ellery mayor Mara Quill.',
    ],
)
def test_a_name_behind_its_role_is_the_speaker(text):
    assert speakers(text, cast="") == ["Mara Quill"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Minutes later, "We are done with it," said Quill.', "Mara Quill"),
        ('Quill earlier said that "the plan is dead."', "Mara Quill"),
        ("CORPORATE PROFITS — WSJ’s Ada Holm: “The boats earn more than ever.”", "Ada Holm"),
        (
            "Eight years ago, Ben Okello left the board and said, “I have done nothing.”",
            "Ben Okello",
        ),
        ("Likewise, Ada Holm had this for the board: “You have done nothing.”", "Ada Holm"),
        ("Ada Holm, Ellery Gazette: “The dues are too high for small boats.”", "Ada Holm"),
        ("Quill first agreed, but in a later interview said it was “a bad idea.”", "Mara Quill"),
    ],
)
def test_what_stands_before_the_source_is_no_part_of_it(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        '"I will not go to sea again," said a low voice.',
        'There will be arguing about "the awards of the year" for weeks.',
        'Between 78 to 79 percent of respondents said the plan was "good for the town."',
        'Amongst the crowd, "Down with all the dues" was heard.',
    ],
)
def test_phrases_that_are_no_source(text):
    cast = "The harbour board met in Lowmere.\n\n"
    assert set(speakers(text, cast)) <= {None}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We had no light at all," Quill remembered.', "Mara Quill"),
        ('"It is about the quay, not the boats," Okello elaborated.', "Ben Okello"),
        ('"It was like a drum," Okello recollected.', "Ben Okello"),
        ('Ada Holm remembered that "the quay was full of boats."', "Ada Holm"),
    ],
)
def test_more_verbs_of_saying(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            'Marcia "Cia" Pell said the quay was "a mess of old rope."',
            [("a mess of old rope.", "Marcia Pell")],
        ),
        (
            "Bob “Red” Marsh, the captain, called the dues “an insult to every boat.”",
            [("an insult to every boat.", "Bob Marsh")],
        ),
        ('Bob Marsh said "Never" Monday at the quay.', [("Never", "Bob Marsh")]),
    ],
)
def test_nicknames_are_no_quotations(text, found):
    assert read(text, "") == found


@pytest.mark.parametrize(
    "text",
    [
        'She has read "The Salt Road" twice.',
        'Ben Okello sang "Grey Is the Sea" at the pier.',
        "Ben Okello wrote “The Salt Road” in a winter.",
        "The hacker known as “Guccione Two” was at the pier.",
        "They went by the name “Salt Boys” then.",
    ],
)
def test_names_and_titles_of_works_are_no_quotations(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'Ben Okello wrote "the dues are an insult to all" in a letter.',
        "Ben Okello wrote, “The Dues Are an Insult.”",
        "Ben Okello read out: “The dues are an insult to all.”",
    ],
)
def test_what_is_written_may_be_quoted(text):
    assert speakers(text) == ["Ben Okello"]


def test_the_turns_of_a_transcript_are_their_speakers():
    text = (
        "HOST: Should that change?\n\nQUILL: It should, “very soon,” and it will.\n\n"
        "HOST (laughing): And the cost?\n\nQUILL: Four million."
    )
    assert read(text) == [
        ("Should that change?", "Host"),
        ("It should, “very soon,” and it will.", "Mara Quill"),
        ("And the cost?", "Host"),
        ("Four million.", "Mara Quill"),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Monday: rain and wind.", "Tuesday: sun.", "Monday: rain.", "Wednesday: wind."],
        ["CORRECTION: It should.", "UPDATE: It does.", "UPDATE: It does now."],
        ["Quill: 46.", "Okello: 54.", "Quill: 47."],
        ["QUILL: It should.", "OKELLO: It should not."],
        ["Ada: one", "Ben: two", "Cy: three"],
    ],
)
def test_lists_are_no_transcripts(paragraphs):
    assert not is_transcript(paragraphs)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "„Wir haben elf Jahre gewartet“, sagte Mara Quill. Der Ausschuss tagt im Juni.\n\n"
            "»Die Lotsen schlafen besser«, sagte sie, »und die Fischer auch.« Der Ausschuss tagt.",
            [
                "Wir haben elf Jahre gewartet",
                "Die Lotsen schlafen besser",
                "und die Fischer auch.",
            ],
        ),
        (
            "»Vi har ventet i elleve år på det her,« siger Mara Quill. Udvalget mødes i juni.",
            ["Vi har ventet i elleve år på det her,"],
        ),
        (
            "”Vi har väntat i elva år på det”, säger Mara Quill. De möts. ”Vi sover bättre nu.”",
            ["Vi har väntat i elva år på det", "Vi sover bättre nu."],
        ),
        (
            "»Vi har väntat i elva år på det här», säger Mara Quill. Nämnden möts i juni.",
            ["Vi har väntat i elva år på det här"],
        ),
        (
            "« Nous attendions depuis un an », a déclaré Mara Quill. «Les pilotes dorment plus.»",
            ["Nous attendions depuis un an", "Les pilotes dorment plus."],
        ),
        (
            "„Wij hebben elf jaar gewacht”, zei Mara Quill. Het bestuur komt in juni bijeen.",
            ["Wij hebben elf jaar gewacht"],
        ),
        (
            "“We have waited for eleven years,” said Mara Quill. „Wir haben gewartet“, sagte sie.",
            ["We have waited for eleven years,", "Wir haben gewartet"],
        ),
    ],
)
def test_marks_are_read_the_way_round_that_the_language_uses(text, found):
    assert [quoted for quoted, _ in read(text, "")] == found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Nobody asked us for it,” says 54-year-old fisherman Ben Okello.", "Ben Okello"),
        ("The paradox, says Ada Holm, a pilot, is that it was “the best year of all.”", "Ada Holm"),
        ("In the words of Ada Holm, “there is no second harbour.”", "Ada Holm"),
        ("Mara Quill posted a message on Twitter reading “Thank you, Ellery.”", "Mara Quill"),
        (
            "A spokesman for the board, Ben Okello, declined to comment beyond saying the case was "
            "“closed for good.”",
            "Ben Okello",
        ),
        ("Tom Averill did not stay, Ada Holm said, adding, “He was never one of us.”", "Ada Holm"),
        (
            "Weighing in on the plan, Ada Holm agreed, calling it “a feast for the town.”",
            "Ada Holm",
        ),
        ("Those who think “the sea will wait for us,” Ada Holm said.", "Ada Holm"),
        (
            "The newspaper took aim at Quill, calling her “a danger to all shipping.”",
            "The newspaper",
        ),
        (
            "Okello, who is close to Averill, who said the plan was “dead in the water”, left.",
            "Tom Averill",
        ),
        (
            "The harbour's critics have in particular noted “the noise of the dredgers.”",
            "The harbour's critics",
        ),
    ],
)
def test_words_around_the_subject_hide_it_no_more(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "“Tales From the Quay,” an old series, returns.",
        "He had read “The Salt Road” by Nora Fenwick.",
        "One of them, “This Kind of Sea,” by N. N. Fenwick, drove that home.",
    ],
)
def test_a_work_whose_author_or_kind_follows_is_no_quotation(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It happens all the time,” Quill went on, as if nobody had asked.", "Mara Quill"),
        ("“We have heard enough,” Ada Holm cut in.", "Ada Holm"),
        ("Quill waved. “Better watch the tide,” wrote another.", "another"),
        (
            "Quill spoke at length on Monday, with the board of the ferry saying it was “ruined”.",
            "the board of the ferry",
        ),
        (
            "The board did not answer “that man,” telling Radio 35 that it was “busy enough”.",
            "The board",
        ),
        ("The club's dues are “a heavy burden”, the captains say.", "the captains"),
        (
            "Quill's latest letter to members notes that the dues “will be paid in full”.",
            "Quill's latest letter to members",
        ),
        ("Quill opened her talk by mocking rivals who think the quay is “for sale”.", "Mara Quill"),
        ("“Call the roll,” came a shout from the gallery, as Quill left.", "the gallery"),
        ("“They will not get far without us,” a voice in the ad states.", "the ad"),
    ],
)
def test_sources_behind_other_words(text, speaker):
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "In a Gazette poll released Monday, 31% of voters said they were “very keen” to vote.",
            "a Gazette poll",
        ),
        ("In an Ellery survey, 75 percent of captains said “most of the dues” are lost.", "survey"),
    ],
)
def test_a_poll_is_the_source_of_what_a_share_of_people_said(text, source):
    (found,) = speakers(text)
    assert source in found


def test_a_share_of_people_is_asked_by_nobody_where_no_poll_is_named():
    assert "poll" not in str(speakers("In May, 31% of captains said they were “very keen” to go."))


@pytest.mark.parametrize(
    "text",
    [
        "The dues will rise, Quill told “Fog and Friends” after the meeting.",
        "She will be a guest on Sunday's “Harbour View Tonight,” Ben Okello said.",
        "On the channel's “Harbour View Tonight,” Ben Okello said the dues would rise.",
    ],
)
def test_programmes_are_no_quotations(text):
    assert read(text) == []
