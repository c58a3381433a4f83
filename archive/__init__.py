"""What is kept, and how does it lie on disk? Articles, fields, the index, its publication.

=================  =================================================================================
module             what it is
=================  =================================================================================
``analysis``       how text becomes tokens: one analysis for writing, querying and highlighting
``article``        the article and its quotations: the one record that flows through everything
``article_json``   an article as a JSON object, and back without loss: the form of ``export``
``article_types``  whether what claims to be an article is one
``cellwidth``      how many columns of a terminal a character takes
``checking``       holding an archive against itself
``cluster``        how an archive is kept in a cluster of OpenSearch nodes
``columnar``       the archive on disk, as arrays
``drafts``         a generation in the making, aside, then published as a whole
``errors``         every way in which newssearch tells a person that something went wrong
``extra_fields``   fields of one's own, beside those that every article has
``fields``         the table of fields that layout, schema, query language and help are made from
``fingerprint``    what tells that words are kept or weighed by other rules
``garbage``        deleting what is left over in an archive
``generations``    how an archive is published: whole generations, one pointer
``groups``         the groups of near-identical articles of a generation
``kept``           properties that are computed once and kept
``lock``           one writer at a time: an advisory lock on a file that is never deleted
``locks``          advisory locks on files
``manifest``       the manifest of a generation: its segments, counts and files
``modes``          who may read an archive: the modes of its files follow the mode of its folder
``news_layout``    how an article is in the index, made from ``fields``
``older``          archives of older formats: what of them can still be carried over
``platform``       what operating systems do in different ways, each with a stand-in
``recovery``       going back to a generation that is whole
``safetext``       text of strangers, made safe to show
``whoosh``         an archive as a Whoosh index
``wording``        turns of phrase that the screen and the commands share
=================  =================================================================================
"""

from newssearch.archive.article import Article, Quotation

__all__ = ["Article", "Quotation"]
