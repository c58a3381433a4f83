"""Groups of near-identical articles: wire copies, cut, edited, or printed with other heads.

::

    sketches of the segments → texts → candidates → comparing → linking → the file "groups"

Sampled shingles that two texts share make them candidates; their whole sets of shingles decide;
linking forms groups without chains. Each step is a pure function of the texts at hand, so the
groups depend neither on the order in which articles came nor on how they are in segments; what
was compared for the last generation is taken over, and only new texts are looked up.

================  ==================================================================================
module            what it is
================  ==================================================================================
``candidates``    which texts are worth comparing: those whose sketches agree
``comparing``     the exact check of candidates
``components``    connected components of a graph given by its edges, as array operations
``grouping``      the groups of a generation, from its segments and what the generation before knew
``linking``       from links between texts to groups of articles, without chains
``links``         pairs of texts that are near-identical
``shingle_sets``  where the shingles of texts come from
``texts``         the distinct texts of an archive
================  ==================================================================================
"""

from newssearch.indexer.near_duplicates.grouping import form_groups, take_groups
from newssearch.indexer.near_duplicates.shingle_sets import MadeShingles

__all__ = ["MadeShingles", "form_groups", "take_groups"]
