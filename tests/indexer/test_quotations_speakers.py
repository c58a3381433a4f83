"""Who said it: the attribution, the fullest name, the description, the confidence."""

import pytest

from newssearch.indexer.quotations import find_quotations
from newssearch.indexer.quotations.words import ABBREVIATIONS


def speakers(body):
    return [q.speaker for q in find_quotations(body)]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("“We need to go,” Mikhail Bogdanov told a panel on Thursday.", "Mikhail Bogdanov"),
        ("“They have no illusions,” said Fyodor Lukyanov, the editor.", "Fyodor Lukyanov"),
        ("John Brown said: “We need to go.”", "John Brown"),
        ("JOHN BROWN: “We need to go home.”", "JOHN BROWN"),
        ("John Brown, who left in May, said he would “never go back.”", "John Brown"),
        ("John Brown commended them for “waking up to it.”", "John Brown"),
        ("“We need to go,” John Brown, the mayor of the town, said.", "John Brown"),
        ("“We need to go,” the town's mayor, John Brown, said.", "John Brown"),
        ("“We need to go,” said the town's mayor, John Brown.", "John Brown"),
        ("“We need to go,” Trump adviser John Brown said.", "John Brown"),
        ("According to John Brown, it was “a mistake.”", "John Brown"),
        ("It was “a mistake,” according to John Brown.", "John Brown"),
        ("It was a “mistake” from the start, John Brown says.", "John Brown"),
        ("Calling it “a disgrace,” John Brown vowed to fight on.", "John Brown"),
        ("John Brown released a statement saying it was “a mistake.”", "John Brown"),
        ("John Brown's claim that it was “a mistake” angered many.", "John Brown"),
        ("It was called by John Brown a “mistake.”", "John Brown"),
        ("“We need to go,” he'd said. John Brown shot back: “Never.”", "John Brown"),
        ("“Why should we go?” asked John Brown.", "John Brown"),
        ("“Why should we go?” John Brown asked.", "John Brown"),
        ("“Oh dear, the whole thing is off!” John Brown cried.", "John Brown"),
        ("“We need to go,” Sen. John Brown (R-Ky.) said.", "John Brown"),
        ("“It is the one thing left to do.”\n\n— John Brown, mayor", "John Brown"),
    ],
)
def test_places_of_the_attribution(body, speaker):
    assert speakers(body)[-1] == speaker


def test_broken_quotation_has_one_speaker():
    body = "“We must,” Ann Smith told John Brown, “because we can.” “There is no other way.”"
    assert speakers(body) == ["Ann Smith"] * 3


def test_surname_and_title_resolve_to_the_full_name():
    body = (
        "NATO Secretary General Anders Fogh Rasmussen came to Brussels.\n\n"
        "“It is reckless,” Rasmussen said. “It must end,” Mr. Rasmussen said."
    )
    first, second = find_quotations(body)
    assert first.speaker == second.speaker == "Anders Fogh Rasmussen"
    assert first.speaker_as_written == "Rasmussen"
    assert first.description == "NATO Secretary General"
    assert (first.cue, body[first.cue_start :][:4]) == ("said", "said")


@pytest.mark.parametrize(
    ("introduction", "description"),
    [
        ("State Department spokesman Victoria Nuland spoke.", "State Department spokesman"),
        ("Victoria Nuland, the editor of a journal, spoke.", "the editor of a journal"),
        ("Deputy Foreign Minister Victoria Nuland spoke.", "Deputy Foreign Minister"),
        ("Mrs. Victoria Nuland spoke.", None),
    ],
)
def test_description(introduction, description):
    (quotation,) = find_quotations(f"{introduction}\n\n“We shall see,” Nuland said.")
    assert (quotation.speaker, quotation.description) == ("Victoria Nuland", description)


def test_two_of_one_surname_are_told_apart_by_title():
    body = (
        "Bill Clinton and Hillary Clinton came. Bill Clinton waved, Bill Clinton left.\n\n"
        "“We are here,” Mrs. Clinton said. “So am I,” Mr. Clinton said."
    )
    assert speakers(body) == ["Hillary Clinton", "Bill Clinton"]


def test_pronouns():
    body = (
        "Ann Smith met John Brown on Monday.\n\n"
        "“We talked for hours,” she said. He called it “a very useful talk.”"
    )
    assert speakers(body) == ["Ann Smith", "John Brown"]


def test_names_inside_quotations_are_no_antecedents():
    body = "John Brown left early. “Bob Jones will stay with us,” he said."
    assert speakers(body) == ["John Brown"]


def test_subject_of_the_last_sentence_is_he():
    body = (
        "“It is over,” Bob Jones said.\n\n"
        "In the interview, John Brown disagreed. “It is not over at all,” he said."
    )
    assert speakers(body) == ["Bob Jones", "John Brown"]


def test_unresolved_pronoun_keeps_the_mention_only():
    (quotation,) = find_quotations("“We are going home tonight,” they said.")
    assert (quotation.speaker, quotation.confidence) == (None, None)
    assert quotation.speaker_as_written == "they"


@pytest.mark.parametrize(
    "phrase",
    [
        "an unnamed Foreign Ministry official",
        "a declaration issued at the meeting",
        "the protesters",
        "one source",
        "a spokesman for John Brown",
        "The Trump campaign",
    ],
)
def test_unnamed_and_collective_speakers_keep_their_phrase(phrase):
    body = f"Donald Trump and John Brown came. “We are going home,” {phrase} said."
    assert speakers(body) == [phrase]


def test_bodies_are_speakers():
    body = "The Syrian Foreign Ministry, which describes the rebels as “terrorists,” denied it."
    assert speakers(body) == ["Syrian Foreign Ministry"]


def test_nom_de_guerre():
    body = (
        "“It is true,” the activist, who uses the nom de guerre Majd al-Shami, said.\n\n"
        "“Nothing will change now,” the activist added."
    )
    assert speakers(body) == ["Majd al-Shami", "Majd al-Shami"]


def test_outlet_that_reported_it_is_not_the_speaker():
    body = "John Brown said it was “near its end,” the Associated Press reported."
    assert speakers(body) == ["John Brown"]


def test_quotation_of_its_own_paragraph_follows_the_speaker():
    body = "“It is bad,” John Brown said.\n\n“It will be worse before it is better.”"
    first, second = find_quotations(body)
    assert first.speaker == second.speaker == "John Brown"
    assert (first.confidence, second.confidence) == ("high", "low")


def test_infinitive_leaves_the_governing_verb_its_subject():
    body = "Ann Smith urged John Brown to call it “a day to remember.”"
    assert speakers(body) == ["Ann Smith"]


def test_verb_after_and_shares_the_subject():
    body = "Ann Smith, who had lost, praised the winner and called for “a new beginning.”"
    assert speakers(body) == ["Ann Smith"]


def test_noun_readings_are_no_verbs():
    body = "John Brown said the party's claims were “priceless nonsense” to him."
    assert speakers(body) == ["John Brown"]


def test_confidence_falls_with_a_pronoun():
    body = "Ann Smith came. “We shall see,” Smith said. “We shall win,” she said."
    assert [q.confidence for q in find_quotations(body)] == ["high", "medium"]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Bill de Marco came.\n\nDe Marco said “we shall see about it.”", "Bill de Marco"),
        ("Maria Vargas Lora came. “We shall see,” Vargas Lora said.", "Maria Vargas Lora"),
        ("Jack Marino left. “We shall see,” Guitarist Jack Marino said.", "Jack Marino"),
        ("Being Smith is hard. Being Smith hurts. Ann Smith left. “Oh,” Smith said.", "Ann Smith"),
        ("Ann Hall Smith came. “We shall see,” Smith said.", "Ann Hall Smith"),
        ("“We shall see,” Smith said.\n\n-Ann Smith, Ohio.", "Ann Smith"),
        ("Hillary Brown came. “We shall see,” Hillary said.", "Hillary Brown"),
        ("Pope Francis came. “We shall see,” Francis said.", "Pope Francis"),
        ("Senators Ann Smith and Bob Stone left. “We shall see,” Smith said.", "Ann Smith"),
    ],
)
def test_fullest_name(body, speaker):
    assert speakers(body)[-1] == speaker


@pytest.mark.parametrize(
    "introduction",
    [
        "Alixa Lappe, executive director of the fund, spoke.",
        "Alixa Lappe, 24, spoke.",
        "Alixa Lappe (D-Ohio), who had won, spoke.",
    ],
)
def test_role_an_age_or_who_shows_an_unknown_name_to_be_a_person(introduction):
    assert speakers(f"{introduction} “We shall see,” she said.") == ["Alixa Lappe"]


def test_place_in_an_apposition_is_no_person():
    body = "Ann Smith flew to Bad Ischl, a small spa town in the hills. “We shall see,” she said."
    assert speakers(body) == ["Ann Smith"]


def test_pronoun_stands_for_a_name_known_by_its_title():
    body = "Lou Jiwei came. Bob Stone left. Mr. Lou said no.\n\n“We shall see,” he said."
    assert speakers(body) == ["Lou Jiwei"]


def test_an_address_is_no_person():
    body = "Ann Smith met Bob Stone. Mr. Speaker, he left early. “We shall see,” he said."
    assert speakers(body) == ["Bob Stone"]


def test_pronoun_of_either_gender_stands_for_a_name_borne_by_both():
    body = "Bob Stone told all. Sen. Lindsey Brown called him out. “We {},” {} said."
    assert speakers(body.format("go", "he")) == speakers(body.format("go", "she"))


def test_outlet_with_a_place_is_no_person():
    body = "In Kansas it rained. Ann Smith told GAZETTE Kansas so. “We shall see,” she said."
    assert speakers(body) == ["Ann Smith"]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Many said they were “very worried.”", "Many"),
        ("John Brown, who has in the past described it as “a mistake,” left.", "John Brown"),
        ("John Brown's office released a statement saying it was “vain.”", "John Brown's office"),
        ("The town council issued a statement saying it was “vain.”", "The town council"),
        (
            "John Brown fled after the town paper's editorial telling him to “go.”",
            "the town paper's editorial",
        ),
        (
            "The signers of the Declaration urge you to end its “long sleep” now.",
            "The signers of the Declaration",
        ),
        ("WASHINGTON, D.C. – Rep. Ann Smith made this remark today: “It is so.”", "Ann Smith"),
        ("Oslo, VA - Gov. Brown made this remark on Monday: “It is so.”", "Brown"),
        ("WASHINGTON – Today Rep. Ann Smith had this to say: “It is so.”", "Ann Smith"),
        ("Ann Smith — a mayor — had this to say to all: “It is so.”", "Ann Smith"),
        ("Ann Smith gave a speech on Monday regarding safe towns: “It is so.”", "Ann Smith"),
        ("Ann Smith on Monday called the words about a Latino judge “racist.”", "Ann Smith"),
        ("The narrator continues that it “may rain before long.”", "The narrator"),
        ("The memo had one piece of advice for all: “Do not mess this up.”", "The memo"),
    ],
)
def test_subjects(body, speaker):
    assert speakers(body)[-1] == speaker


def test_verb_of_another_clause_governs_no_quotation():
    body = "Critics noted it on the day when Ann Smith, who had lost, called for a “new party.”"
    assert speakers(body) == ["Ann Smith"]


def test_plural_noun_before_a_relative_clause_is_no_verb():
    body = "Ann Smith left, explaining that she never sent or received emails that were “secret.”"
    assert speakers(body) == ["Ann Smith"]


@pytest.mark.parametrize("abbreviation", sorted(ABBREVIATIONS))
def test_abbreviations_are_no_end_of_a_sentence(abbreviation):
    towns = f"the {abbreviation}. Cove, the {abbreviation}. Bay and the {abbreviation}. Hill"
    assert speakers(f"Ann Brown said of {towns} that they were “there to stay.”") == ["Ann Brown"]


def test_sentences_far_from_the_quotation_change_nothing():
    filler = "Nobody came there. It rained again. The mayor went home. "
    sentence = "Ann Brown, who had stayed, spoke. It was “a dreary day,” she said. "
    body = (filler * 3 + sentence) * 3
    assert speakers(body) == ["Ann Brown"] * 3


def test_party_and_state_are_no_end_of_a_sentence():
    assert speakers("Rep. John Brown (R-S.C.): “I have not heard of it.”") == ["John Brown"]


def test_tag_of_the_quotation_before_governs_no_later_one():
    body = (
        "“Rounds are up,” said John Brown, who noted that in the long years of the slump the "
        "price of some courses had “cratered.”"
    )
    assert [quotation.cue for quotation in find_quotations(body)] == ["said", "noted"]


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("the Minister of Mines and Energy Taro Brown", "Taro Brown"),
        ("the Minister of Mines and Energy Brown", "Brown"),
        ("the Chancellor of the Exchequer John Brown", "John Brown"),
        ("the Secretary for Health and Human Services John Brown", "John Brown"),
        ("an under-secretary of state for Economic Affairs John Brown", "John Brown"),
        ("the Secretary of State and John Brown", "John Brown"),
    ],
)
def test_field_of_an_office_is_no_part_of_the_name(introduction, speaker):
    body = f"Some heard {introduction} in town. “We shall see,” Brown said."
    assert speakers(body) == [speaker]


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("The Fruit and Nut Commission", "Fruit and Nut Commission"),
        ("Larch Hazel and Co", "Larch Hazel and Co"),
        ("a trader at Larch Hazel and Co", "a trader at Larch Hazel and Co"),
        ("the owner of Larch Mill and Timber Corp", "the owner of Larch Mill and Timber Corp"),
    ],
)
def test_body_with_and_in_its_name_is_whole(phrase, speaker):
    assert speakers(f"It rained. {phrase} said it was “a very dry year.”") == [speaker]


@pytest.mark.parametrize("noun", ["reports", "charges", "claims"])
def test_noun_after_a_verb_of_saying_is_its_object(noun):
    body = f"Ann Smith came. Smith called {noun} that such a sale was near “premature.”"
    (quotation,) = find_quotations(body)
    assert (quotation.speaker, quotation.cue) == ("Ann Smith", "called")


def test_instructions_of_a_desk_are_no_speakers():
    body = "In the story from Oslo pls read in first paragraph “more than ten towns were hit.”"
    assert speakers(body) == [None]


def test_place_of_two_words_is_no_he():
    body = "Ann Smith flew to Hong Kong. Hong Kong was hot. “We shall see,” he said."
    assert speakers(body) == [None]


@pytest.mark.parametrize(
    ("last", "speaker"),
    [
        ("An official at the port", "An official at the port"),
        ("A port official came. The official", "The official"),
        ("The mayor", "Bob Stone"),
        ("A spokeswoman", "Bob Stone"),
    ],
)
def test_unnamed_last_speaker_is_he(last, speaker):
    body = f"They named Bob Stone. {last} said it was “a dry year.” “We shall see,” he said."
    assert speakers(body)[-1] == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "It rained when John Brown sent a letter to Bob Stone.",
        "John Brown came. Later he left, and Brown told Bob Stone that it would rain.",
        "John Brown came. Brown told Herald news editor Bob Stone that it would rain.",
    ],
)
def test_object_is_not_he_before_the_subject_is(sentence):
    assert speakers(f"{sentence} “We shall see,” he said.") == ["John Brown"]


@pytest.mark.parametrize("title", ["President", "Prime Minister", "Foreign Secretary"])
def test_title_of_an_office_makes_a_person_of_one_word(title):
    (quotation,) = find_quotations(f"“We shall see,” {title} Brown said.")
    assert (quotation.speaker, quotation.confidence) == ("Brown", "high")


def test_name_of_one_word_is_he_once_it_had_a_title():
    body = "President Brown met Bob Stone. Brown said it was “a dry year.” He called it “a pity.”"
    assert speakers(body) == ["Brown", "Brown"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ann Lee and John Brown came. Brown said Mr. Stone should go.", "John Brown"),
        ("Ann Lee and John Brown came. Mr. Stone left. It must end, said Brown.", "John Brown"),
    ],
)
def test_name_after_a_subject_and_said_is_another_clause(sentence, speaker):
    assert speakers(f"{sentence} “We shall see,” he said.") == [speaker]


@pytest.mark.parametrize("title", ["Investor", "Ombudsman", "Rear-Admiral", "Vice-Premier"])
def test_further_titles_are_no_part_of_the_name(title):
    body = f"{title} Taro Brown came. “We shall see,” Brown said."
    assert speakers(body) == ["Taro Brown"]


@pytest.mark.parametrize("body_name", ["Martin Airlines", "Rose Growers", "Neither Brown"])
def test_bodies_and_openings_are_no_he(body_name):
    body = f"Taro Brown, a writer, came. {body_name} knew it. “We shall see,” he said."
    assert speakers(body) == ["Taro Brown"]
