"""How the files of one remembered folder are read: the options of ``index``, checked and kept.

One table, ``OPTIONS``, says what each option is called and how it is written; ``index``,
``folders`` and the state of an archive follow it. An option that a person has not given is not
kept, so that "is it the default?" has one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from newssearch.archive.errors import UsageError
from newssearch.indexer.exclusion import checked_patterns

if TYPE_CHECKING:
    from newssearch.indexer.own_fields import OwnField

ALL = "all"
"""What ``--reset`` calls every option together."""


@dataclass(frozen=True, slots=True)
class FolderOptions:
    """The options of a folder.

    ``mapping`` gives fields of articles the names under which JSON and tables keep them;
    ``encoding`` is what text is in that says nothing itself; ``dates`` the order of day, month and
    year where "03/04/2012" could be either; ``file_format`` the format of every file; ``own`` are
    fields of one's own, as ``own_fields`` describes them; ``exclude`` are patterns of what is
    passed over.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    dates: str | None = None
    file_format: str | None = None
    own: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def reading(self) -> FolderOptions:
        """What decides how a file is read: where it changes, the file is read again."""
        return replace(self, exclude=())

    def of_readers(self) -> dict[str, Any]:
        """Return what ``read_records`` takes."""
        return {
            "mapping": self.mapping,
            "encoding": self.encoding,
            "file_format": self.file_format,
            "own": {field.name: field.key for field in self.own_fields},
        }

    @property
    def own_fields(self) -> list[OwnField]:
        """The fields of one's own."""
        from newssearch.indexer.own_fields import own_field  # noqa: PLC0415 - few folders have some

        return [own_field(text) for text in self.own]

    def given(self) -> Iterator[tuple[str, str]]:
        """Yield the options that are not the default, as one would type them: name and value."""
        for name, option in OPTIONS.items():
            value = getattr(self, option.attribute)
            for text in option.texts(value):
                yield name, text

    def encoded(self) -> dict[str, Any]:
        """Return what is kept, as plain data."""
        plain = {name: getattr(self, option.attribute) for name, option in OPTIONS.items()}
        return {name: value for name, value in plain.items() if value}

    @classmethod
    def decoded(cls, raw: Mapping[str, Any]) -> FolderOptions:
        """Return the options that were kept as ``raw``.

        Raises:
            UsageError: a value means nothing.
            KeyError: an option is unknown.
        """
        values = {OPTIONS[name].attribute: value for name, value in raw.items()}
        return checked(cls(**values))


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its attribute of ``FolderOptions``, its check, and how its values are typed.

    ``check`` raises a UsageError for a value that means nothing, and returns the value as kept.
    """

    attribute: str
    check: Callable[[Any], Any]
    texts: Callable[[Any], list[str]]


@dataclass(frozen=True, slots=True)
class OptionChange:
    """What a run changes of the options of folders: new values by attribute, names to reset."""

    values: Mapping[str, Any] = field(default_factory=dict)
    reset: Sequence[str] = ()

    @classmethod
    def checked(cls, *, reset: Sequence[str] = (), **values: Any) -> OptionChange:
        """Return a change after a look at every value; None is no change.

        Raises:
            UsageError: a value or a name means nothing, or one is given and reset at once.
        """
        given = {name: value for name, value in values.items() if value is not None}
        reset = [_ALSO.get(name, name) for name in reset]
        for name in reset:
            if name != ALL and name not in OPTIONS:
                raise UsageError(
                    f"--reset {name}: folders have no such option",
                    hint=f"choose from {', '.join(OPTIONS)}, or {ALL}",
                )
            if name != ALL and OPTIONS[name].attribute in given:
                raise UsageError(f"--{name} is both given and reset")
        options = checked(FolderOptions(**given))
        return cls({name: getattr(options, name) for name in given}, tuple(reset))

    @property
    def any(self) -> bool:
        """Whether it changes anything."""
        return bool(self.values or self.reset)

    def applied(self, options: FolderOptions) -> FolderOptions:
        """Return options as they are after the change."""
        if ALL in self.reset:
            options = FolderOptions()
        defaults = {one.name: getattr(FolderOptions(), one.name) for one in fields(FolderOptions)}
        back = [OPTIONS[name].attribute for name in self.reset if name != ALL]
        return replace(options, **{name: defaults[name] for name in back}, **self.values)


def checked(options: FolderOptions) -> FolderOptions:
    """Return options as they are kept.

    Raises:
        UsageError: a value means nothing.
    """
    values = {
        option.attribute: option.check(getattr(options, option.attribute))
        for option in OPTIONS.values()
    }
    return FolderOptions(**values)


def _checked_mapping(mapping: Any) -> dict[str, str]:
    if not mapping:
        return {}
    from newssearch.indexer.readers.names import NAMES  # noqa: PLC0415 - it reads HTML

    known = {"text", *NAMES}
    for name, value in dict(mapping).items():
        if name not in known:
            raise UsageError(
                f"--map {name}={value}: an article has no field '{name}'",
                hint=f"fields are {', '.join(NAMES)}",
            )
        if not isinstance(value, str) or not value.strip():
            raise UsageError(f"--map {name}={value}: the name is empty")
    return dict(mapping)


def _checked_encoding(label: Any) -> str | None:
    if label is None:
        return None
    from newssearch.indexer.decode import codec_named  # noqa: PLC0415

    if not isinstance(label, str) or codec_named(label) is None:
        raise UsageError(
            f"--encoding {label}: unknown text encoding",
            hint="for example utf-8, windows-1251, macintosh, koi8-r, gb18030, shift_jis",
        )
    return label.strip().lower()


def _checked_dates(order: Any) -> str | None:
    if order is None:
        return None
    from newssearch.indexer.knowledge.dates import DayOrder  # noqa: PLC0415 - it is large

    return _one_of("--dates", order, [order.value for order in DayOrder])


def _checked_format(name: Any) -> str | None:
    if name is None:
        return None
    from newssearch.indexer.readers.formats import FORMATS  # noqa: PLC0415

    return _one_of("--read-as", name, list(FORMATS))


def _checked_fields(texts: Any) -> tuple[str, ...]:
    from newssearch.indexer.own_fields import checked_fields  # noqa: PLC0415 - few have some

    return checked_fields(texts) if texts else ()


def _one_of(option: str, value: Any, known: Sequence[str]) -> str:
    if value not in known:
        raise UsageError(f"{option} {value}: unknown value", hint=f"choose from {', '.join(known)}")
    return str(value)


def _mapping_texts(mapping: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in mapping.items()]


def _text(value: str | None) -> list[str]:
    return [value] if value else []


OPTIONS: dict[str, Option] = {
    "map": Option("mapping", _checked_mapping, _mapping_texts),
    "encoding": Option("encoding", _checked_encoding, _text),
    "dates": Option("dates", _checked_dates, _text),
    "read-as": Option("file_format", _checked_format, _text),
    "field": Option("own", _checked_fields, list),
    "exclude": Option("exclude", checked_patterns, list),
}
"""By the name that follows ``--``."""

_ALSO = {"format": "read-as"}
"""Names that people may reset an option by, beside its own."""
