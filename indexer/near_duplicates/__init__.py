"""Groups of near-identical articles: wire copies, cut, edited, or printed with other heads.

::

    sketches of the segments → texts → candidates → comparing → linking → the file "groups"

Sampled shingles that two texts share make them candidates; their whole sets of shingles decide;
linking forms groups without chains. Each step is a pure function of the texts at hand, so the
groups depend neither on the order in which articles came nor on how they lie in segments; what
was compared for the last generation is taken over, and only new texts are looked up.
"""

from newssearch.indexer.near_duplicates.grouping import form_groups, take_groups
from newssearch.indexer.near_duplicates.shingle_sets import MadeShingles

__all__ = ["MadeShingles", "form_groups", "take_groups"]
