"""Filling an archive in a cluster: the same reading and fielding, other ways in and out.

====================  ==========================================================
module                it answers
====================  ==========================================================
``building``          How does a run go, from a listing to a published archive?
``listing``           Which files are there, in folders and behind addresses?
``ledger``            Which files have been read, and what came of each?
``lock``              Who is writing, and is it still there?
``tasks``             How does a worker read a file and send its articles?
``sink``              How are articles sent, and what if the cluster is busy?
``dask_workers``      How do the workers of a Dask cluster do it?
``scheduling``        Who carries tasks out, and what if one of them dies?
``generations``       How is a generation made, published and deleted?
====================  ==========================================================
"""
