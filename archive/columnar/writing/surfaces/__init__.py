"""From texts to the numbers of their surfaces, and what is known of each.

::

    texts → joining → plain_bytes → numbering → numbers of surfaces
                                        ↓ what is new
             surface_table ← ascii_surfaces, or analyse_surface

A *surface* is what is between two spaces (see ``archive.analysis.surfaces``). Texts are made
of few distinct ones, so each is split once, and nearly all of the work is looking up numbers
in ``short_keys``, a hash table that is arrays.

========================  ==========================================================
module                    it holds
========================  ==========================================================
``joining``               the texts of a batch made one
``plain_bytes``           bytes in which blanks, marks and capitals are plain
``numbering``             splitting, and the number of each surface
``letter_classes``        what splitting must know of letters
``surface_table``         by number, the tokens and the kind of each surface
``token_table``           the distinct tokens, their hashes and their order
``ascii_surfaces``        surfaces of ASCII split by a compiled loop
``short_keys``            short strings as pairs of numbers, and their hash table
========================  ==========================================================
"""
