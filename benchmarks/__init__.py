"""Benchmarks: newssearch beside stock Whoosh, SQLite FTS5 and tantivy on the same articles.

``make bench`` runs them, prints tables, and writes these to ``docs/benchmarks.md``. They are
reports, not tests: figures are compared side by side within one run, never with those of another
day.

====================  ========================================================
module                it holds
====================  ========================================================
``corpora``           the articles: Reuters-21578, congress_press, generated news
``generator``         seeded text like news, of any size
``peers``             the other engines, each behind the same small interface
``ours``              newssearch behind that interface
``queries``           the query set, written for each engine
``indexing``          articles a second, size on disk, peak memory
``querying``          time a query, ratios, snippets
``answering``         bare words, and whole answers
``words``             concordance, collocates, keywords, beside a scan and NLTK
``growth``            the same at 1, 10 and 50 times as many articles
``pages``             saved pages a second beside trafilatura's
``processes``         whole commands: CPU time, imports, memory
``counting``          lists of names, curves, tables of words
``reading``           articles a CPU second by format (``formats``), pages, quotations
``scripts``           scripts without spaces between words, Arabic
``memory``            peak memory of runs at several settings of --memory
``page``              what is printed, as a page of the documentation
====================  ========================================================
"""
