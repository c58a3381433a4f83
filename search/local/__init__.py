"""The engine for an archive in a folder: its segments are read where they are.

====================  ==========================================================
module                it answers
====================  ==========================================================
``highlighting``      Which stretches of an article's texts satisfy the query?
``snippets``          Which sentences around them are shown?
====================  ==========================================================
"""
