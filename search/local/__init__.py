"""The engine for an archive in a folder: its segments are read where they are.

====================  ==========================================================
module                it answers
====================  ==========================================================
``engine``            What does the protocol ask of an archive in a folder?
``corpus``            Which segments are searched as one, and what do they share?
``evaluation``        Which articles satisfy a tree, in order; how many spans?
``hits``              How do articles become hits with marks and snippets?
``highlighting``      Which stretches of an article's texts satisfy the query?
``snippets``          Which sentences around them are shown?
``facets``            How do the articles spread over sources, times, people?
``crossing``          How do they spread over two of these at once?
``days``              How many articles, words, matches has each day?
``quotations``        Which single quotations satisfy a group?
``spelling``          Which words does a part stand for, or look like?
``statistics``        What does the archive hold, in numbers?
``word_counts``       How often does each word occur, anywhere and near matches?
``concordance``       In which order are single matches, by the words around them?
``sequences``         Which sequences of words recur?
``parts``             How much of a corpus and of a result is in each month, source, article?
``vocabulary``        Which number has a word in all segments?
====================  ==========================================================
"""
