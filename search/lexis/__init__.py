"""The words of a corpus as linguists count them: what comes with what, how often, how evenly.

===============  ===================================================================
module           what it is
===============  ===================================================================
``association``  how much more often than by chance: log-likelihood, MI, logDice, %DIFF
``collocates``   the words near the matches of a query
``dispersion``   how evenly something is spread: Juilland's D, DP
``frequencies``  the most frequent words, also over time
``keywords``     the words by which the articles of two queries differ
``matrix``       how often each word occurs in each article, for other programs
``sequences``    sequences of words that recur (n-grams)
``spread``       how evenly the matches of a query are spread over articles, months, sources
===============  ===================================================================

Counts come from an engine (``word_counts``); what is made of them here knows no archive.
"""
