"""Which words a bare word finds beside itself: what is known of words, apart from any archive.

==============  ============================================================================
module          it says
==============  ============================================================================
``irregular``   English plurals and verb forms that no rule makes (children, ran)
``nouns``       English nouns and their plurals that are not spelled by rule
``spellings``   English words with two spellings (colour, color; organise, organize)
``digraphs``    umlauts and rings typed as two letters (Müller, Mueller; Århus, Aarhus)
``languages``   forms in languages other than English: stems, and plurals by pairs of endings
==============  ============================================================================

Regular forms are found by their stems (``archive.analysis.stems``). ``search.execution.variants``
looks up which of all these an archive has.
"""
