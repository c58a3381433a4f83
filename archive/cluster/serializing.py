"""JSON as it goes to a cluster and comes from it: orjson where it can, the client's own elsewhere.

Answers with articles are megabytes; orjson reads them in a fifth of the time that ``json`` takes.
Imported only where there is a client.
"""

from __future__ import annotations

from typing import Any

import orjson
from opensearchpy import JSONSerializer


class FastSerializer(JSONSerializer):  # type: ignore[misc]
    """The client's serializer, by orjson; what that refuses, as lone surrogates, is left to it.

    Integers beyond 64 bits are read as floats.
    """

    def loads(self, s: str) -> Any:
        """Return what JSON holds.

        Raises:
            opensearchpy.SerializationError: it is none.
        """
        try:
            return orjson.loads(s)
        except (orjson.JSONDecodeError, UnicodeError):
            return super().loads(s)

    def dumps(self, data: Any) -> Any:
        """Return data as JSON; a string is sent as it is.

        Raises:
            opensearchpy.SerializationError: it holds what JSON has no form for.
        """
        if isinstance(data, str | bytes):
            return data
        try:
            return orjson.dumps(data).decode()
        except TypeError:
            return super().dumps(data)
