"""How an archive is kept in a cluster of OpenSearch nodes. Nothing here asks one.

====================  ==========================================================
module                it answers
====================  ==========================================================
``segments``          How is a handful of articles a segment, without an archive?
``slots``             How do positions and marks become the text that is sent?
``documents``         What is sent of an article, and of the words it has?
``mapping``           Which index does that go into?
``naming``            What are the indexes of an archive called?
``manifest``          What does an index say of itself?
``address``           Where is an archive in a cluster?
``connecting``        Who asks the cluster, and what if nobody answers?
``serializing``       How is JSON read and written?
``failures``          What do other errors of the cluster mean to people?
====================  ==========================================================
"""
