"""Groups of options that several commands share, defined in one place.

A group is a dataclass whose fields are options. A command takes it as one parameter, and Typer
sees the fields as separate parameters::

    @dataclass(frozen=True)
    class QueryOptions:
        literal: LiteralOption = False

    @app.command()
    @grouped
    def first(words: WordsArgument = None, narrowing: QueryOptions = QueryOptions()) -> int: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the fields of its option groups as separate parameters."""
    groups: dict[str, Any] = {}
    parameters: list[inspect.Parameter] = []
    hints = get_type_hints(command, include_extras=True)
    for parameter in inspect.signature(command).parameters.values():
        group = hints[parameter.name]
        if is_dataclass(group):
            groups[parameter.name] = group
            parameters += _fields_of(group)
        else:
            parameters.append(_option(parameter.name, parameter.default, group))

    def expanded(**given: Any) -> int:
        made = {
            name: group(**{field.name: given.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        return command(**given, **made)

    expanded.__name__, expanded.__doc__ = command.__name__, command.__doc__
    expanded.__annotations__ = {one.name: one.annotation for one in parameters}
    vars(expanded)["__signature__"] = inspect.Signature(parameters, return_annotation=int)
    return expanded


def _fields_of(group: Any) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [_option(field.name, field.default, hints[field.name]) for field in fields(group)]


def _option(name: str, default: Any, hint: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
