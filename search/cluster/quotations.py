"""Single quotations of an archive in a cluster: the articles that have them are looked at here."""

from __future__ import annotations

from newssearch.search.ast import InField, Node
from newssearch.search.cluster.parts import Parts
from newssearch.search.local.quotations import LocalQuotations


def quotations_of(parts: Parts, node: InField, ranking: Node | None) -> LocalQuotations:
    """Return the quotations that satisfy a group.

    Raises:
        TooManyTerms: a pattern stands for too many words.
        QueryBudgetExceeded: too many articles have such quotations.
    """
    query, total, _ = parts.count(node)
    articles = parts.fetching.all_of(query, total, "quotations are counted")
    return LocalQuotations(parts.corpus(articles), node, ranking)
