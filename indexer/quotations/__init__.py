"""Quotations and their speakers: who said what in an article, with exact offsets.

    >>> from newssearch.indexer.quotations import find_quotations
    >>> body = "“We need to face the truth,” Mikhail Bogdanov said."
    >>> [(body[q.start : q.end], q.speaker) for q in find_quotations(body)]
    [('We need to face the truth,', 'Mikhail Bogdanov')]

The flow: ``marks`` finds the stretches between quotation marks; ``tokens`` reads the sentences
around them; ``mentions`` reads the article's names and ``people`` who they are; ``attribution``
(over ``subjects`` and ``sources``) finds each stretch's source in its sentence; ``extraction``
fills in from neighbours; ``speech`` drops titles and scare quotes; ``speakers`` and
``descriptions`` tell who the source is; ``confidence`` how sure that is. ``reporting_verbs``,
``words`` and ``given_names`` are data. These rules are about English news reporting; what holds for
other languages is in ``in_languages``.

===================  ===============================================================================
module               what it is
===================  ===============================================================================
``attribution``      find the source of one quotation in the sentence that holds it
``confidence``       how far a speaker can be trusted
``descriptions``     what an article says a speaker is
``extraction``       from a body to its quotations: the order in which the rules are tried
``given_names``      given names and the gender they tell
``in_languages``     who is quoted in German, French, Spanish and their neighbours
``languages``        the words of reporting in languages other than English, for ``in_languages``
``left_side``        find the source in the part of the sentence before a quotation
``marks``            find the stretches of text that are between quotation marks
``mentions``         the runs of capitalised words of an article, read as *mentions* of names
``owners``           sources in the possessive: "Mr
``paragraphs``       where the paragraphs of a body begin and end
``people``           the people an article names, and what a short name there stands for
``plain_tokens``     words and marks of a text in any language, for ``in_languages``
``phrases``          noun phrases, expressions of time, parentheses
``reporting_verbs``  the verbs and nouns of English reporting
``right_side``       find the source in the part of the sentence after a quotation
``sources``          who a noun phrase stands for
``speakers``         resolve a source as written to the fullest name the article has for it
``speech``           tell speech from the other things that are between quotation marks
``subjects``         find the subject of a verb of saying in the sentence around a quotation
``tokens``           words and sentences of the paragraphs that hold quotations
``transcripts``      speakers of interviews and transcripts
``verb_forms``       what a form of a reporting verb is in its place
``words``            the closed word classes and capitalised words that the rules look at
===================  ===============================================================================
"""

from newssearch.indexer.quotations.extraction import find_quotations

__all__ = ["find_quotations"]
