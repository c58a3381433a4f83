"""The engine for an archive in a cluster of OpenSearch nodes.

====================  ==========================================================
module                it answers
====================  ==========================================================
``engine``            What does the protocol ask of an archive in a cluster?
``evaluation``        Which articles satisfy a tree, in order; what is in them?
``pages``             How do pages of an exact answer take few requests?
``parts``             What do the evaluations of an archive share?
``fetching``          How do articles come from the cluster, to be looked at?
``ranking``           In which order does the cluster give them?
``facets``            How do the articles spread over sources, times, people?
``quotations``        Which single quotations satisfy a group?
``statistics``        What does the archive hold, in numbers?
``compiling``         Which query of OpenSearch finds what a tree asks for?
``sources``           How are phrases and distances said by intervals?
``spans``             How is a distance said that must be kept?
``sharing``           Which words may stand at one position?
``places``            In which field of a document, and where in it?
``terms``             What is known of the words that a part stands for?
``vocabulary``        Which words does the archive have?
``dsl``               What are the pieces of a query made of?
``client``            How is the cluster asked, and what means an error?
====================  ==========================================================
"""
