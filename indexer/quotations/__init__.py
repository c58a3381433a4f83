"""Quotations and their speakers: who said what in an article, with exact offsets.

    >>> from newssearch.indexer.quotations import find_quotations
    >>> body = "“We need to face the truth,” Mikhail Bogdanov said."
    >>> [(body[q.start : q.end], q.speaker) for q in find_quotations(body)]
    [('We need to face the truth,', 'Mikhail Bogdanov')]

The flow: ``marks`` finds the stretches between quotation marks; ``tokens`` reads the sentences
around them; ``mentions`` reads the article's names and ``people`` who they are; ``attribution``
(over ``subjects`` and ``sources``) finds each stretch's source in its sentence; ``extraction``
fills in from neighbours; ``speech`` drops titles and scare quotes; ``speakers`` and
``descriptions`` tell who the source is; ``confidence`` how sure that is. ``reporting_verbs``,
``words`` and ``given_names`` are data. The rules are about English news reporting; docs of each
stand in its module.
"""

from newssearch.indexer.quotations.extraction import find_quotations

__all__ = ["find_quotations"]
