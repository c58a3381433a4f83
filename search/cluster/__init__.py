"""An archive in a cluster of OpenSearch nodes: asked by queries that find what ours would find.

====================  ==========================================================
module                it answers
====================  ==========================================================
``compiling``         Which query of OpenSearch finds what a tree asks for?
``sources``           How are phrases and distances said by intervals?
``places``            In which field of a document, and where in it?
``terms``             What is known of the words that a part stands for?
``vocabulary``        Which words does the archive have?
``dsl``               What are the pieces of a query made of?
``client``            How is the cluster asked, and what means an error?
====================  ==========================================================
"""
