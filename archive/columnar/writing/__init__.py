"""From texts to the files of a segment, in the order in which a word goes through.

=====================  ===================================================================
module                 what it does
=====================  ===================================================================
``entry``              what the format is given: texts, ranges, columns
``segment_builder``    collects entries, has batches analysed, and writes a segment
``surfaces``           texts → the numbers of their surfaces, and the tokens of each
``batch``              surfaces → positions, sentences, paragraphs and occurrences
``placed``             the arrays that ``batch`` makes
``ranges``             code points of a text → positions
``shingles``           words → shingles, for near-duplicates
``inversion``          occurrences → postings, term by term
``segment_writer``     postings and columns → files
``merge``              segments → one segment
``executors``          where the work is done: in threads, or at once
=====================  ===================================================================
"""
