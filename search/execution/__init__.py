"""Carrying out a query: from its tree to articles, scores and spans, as arithmetic on arrays.

====================  ==========================================================
module                it answers
====================  ==========================================================
``arrays``            How are sorted arrays intersected, united, expanded?
``terms``             Which terms of a segment does a word, pattern or prefix mean?
``places``            Which positions of an article belong to a field?
``occurrences``       Where do words stand? (as spans)
``phrases``           Where do words follow one another? (``rows``: very common ones)
``positional``        Where do phrases, distances and the like hold?
``quotations``        Which quotations satisfy words and speaker together?
``matching``          Which articles satisfy the query, and what are they worth?
``ordering``          Which of them come first?
``engine``            All segments together: totals, the best articles, their spans
====================  ==========================================================
"""
