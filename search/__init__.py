"""How does a question become an answer? The query language, its execution, ranking, snippets.

====================  ==============================================================================
module                what it is
====================  ==============================================================================
``annotations``       labels and notes of one's own on articles
``answer``            what comes back from a search: plain data, the same for every front end
``appearances``       the first and the last article about something
``arguments``         what public functions check of their arguments
``ast``               what a query means, as a tree of frozen data
``batch``             many queries over one archive: a row for each, and articles by queries
``budget``            the time that a query and counting may take, looked at wherever work begins
``checking``          sample queries: what an archive holds must be found by asking for it
``citing``            citations of an article: plain, in APA style, for BibTeX
``cluster``           the engine for an archive in a cluster of OpenSearch nodes
``compiled``          loops over articles and single hits
``copies``            the near-identical copies of an article: the others of its group
``concordance``       the matches of a query as lines with what is around them, sorted
``differences``       what changed between two versions of an article, word by word
``engine``            what an engine is asked, and answers: the seam below which any may be
``examples``          queries worth trying on an archive, made from its own words
``execution``         carrying out a query on one segment, by arrays
``explanation``       how a query was read, and how an article came by its score
``facets``            how the articles of a result spread over sources, times, people
``feedback``          a query with the words of articles that answer it added
``folded_names``      which spellings of names are counted as one
``kwic``              key words in context: a line per match, the matches below each other
``language``          the query language: from what a person types to a tree, and back
``lexis``             the words of a corpus as linguists count them: collocates
``limits``            limits of a query that the language and every engine keep
``listed_names``      names as they are in lists, as queries for the forms that news prints
``local``             the engine for an archive in a folder: its segments are read where they are
``marked_html``       text with its matches marked, as HTML for notebooks
``matches``           single matches, as an engine orders them
``news``              an archive opened for searching: a query goes in, an ``Answer`` comes out
``number_forms``      the singular and the plural of an English noun
``opening``           opening an archive
``periods``           days, weeks, months, quarters and years as whole numbers
``printed``           what ``caps(us)`` and ``plural(missile)`` ask of their words
``quotation_search``  single quotations that satisfy a query
``ranking``           the constants of BM25F, with the experiments behind them
``records``           the record of a query, and its query run again
``research``          an archive as researchers use it from Python
``saved``             saved queries, and what each of them has shown
``scripts``           what is found in each script and language, and what is not
``selection``         the answer to one query: what is found once is kept
``similar``           more like this: the articles that share an article's most telling words
``statistics``        what an archive holds, in numbers
``stop_words``        the words of English that say nothing of what a text is about
``suggestions``       what helps when nothing was found
``textwidth``         where lines of a terminal break
``tokens``            what a word of a query is in the index
``trend``             how often queries are found over time, beside what the archive has of it
``undated``           what a query that asks for dates leaves out for want of one
``variants``          which words a bare word finds beside itself
``watching``          who watches work that takes long
``word_counts``       what an engine says of the running words of articles
====================  ==============================================================================
"""

from newssearch.search.news import NewsArchive
from newssearch.search.opening import open_archive

__all__ = ["NewsArchive", "open_archive"]
