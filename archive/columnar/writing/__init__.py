"""From texts to the files of a segment, in the order in which a word goes through.

=====================  ===================================================================
module                 what it does
=====================  ===================================================================
``entry``              what the format is given: texts, ranges, columns
``segment_builder``    collects entries, has batches analysed, and writes a segment
``batch``              what analysis makes of a batch, and the ``Analyser`` that does it
``loops``              the choice between compiled loops and plain Python
``plain_analysis``     texts → occurrences, by the specification as it is written
``compiled_analysis``  texts → occurrences, by compiled loops
``surfaces``           texts → the numbers of their surfaces, and the tokens of each
``ranges``             code points of a text → positions
``packing``            how an occurrence is one number
``shingles``           words → shingles, for near-duplicates
``inversion``          occurrences → postings, term by term
``plain_loops``        the loops of inversion and of strings, in plain Python
``strings``            strings put in order and numbered
``segment_writer``     postings and columns → files
``merge``              segments → one segment
``merged_terms``       the terms of several segments → one order
``executors``          where the work is done: in threads, or at once
=====================  ===================================================================
"""
