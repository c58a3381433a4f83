"""Carrying out a query on one segment: from its tree to articles, scores, spans, by arrays.

====================  ==========================================================
module                it answers
====================  ==========================================================
``arrays``            How are sorted arrays united, the greatest found?
``sets``              What do sorted arrays have in common?
``terms``             Which terms of a segment does a word, pattern or prefix mean?
``variants``          Which terms are variants of a word? (``languages``: of which language)
``regions``           Which positions of an article belong to a field?
``occurrences``       Where do words stand? (as spans)
``phrases``           Where do words follow one another? (``windows``)
``letters``           Which words have the capitals asked for? (``entry_text``: what is printed)
``units``             Which sentence, paragraph or item is a position in?
``positional``        Where do phrases, distances and the like hold?
``running_words``     Which words follow one another in articles?
``values``            Which articles have a keyword, a number, anything at all?
``frequencies``       How often does a part stand in each article, weighted?
``quotations``        Which quotations satisfy words and speaker together?
``matching``          Which articles satisfy the query?
``scoring``           What are they worth? (``scorers``: the formula, its sums)
``ordering``          Which of them come first?
``collapsing``        Which of near-identical copies stays?
``matched_spans``     Which spans are shown as matches?
``counting``          How many matches are there? (without a list of them)
``wide``              Where do words stand that span several positions?
``loops``             Are compiled loops used, or plain Python (``plain_loops``)?
====================  ==========================================================

Documents are numbers of articles in the segment, deleted ones among them; only what is said to be
live leaves these out.
"""
