"""Mappings whose values are decoded when they are first asked for: of a large cache, a run needs little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

import msgspec

Key = TypeVar("Key")
Value = TypeVar("Value")


DAMAGED = (msgspec.MsgspecError, UnicodeDecodeError)
"""What decoding raises where something else was encoded."""


def decoded(decoder: msgspec.msgpack.Decoder[Value], data: memoryview | None) -> Value | None:
    """What was encoded; None if nothing was, or something else."""
    if data is None:
        return None
    try:
        return decoder.decode(data)
    except DAMAGED:
        return None


class Codec(Protocol[Value]):
    """What turns values into bytes and back."""

    def encode(self, value: Value, /) -> bytes:
        """The bytes of a value."""

    def decode(self, data: msgspec.Raw, /) -> Value:
        """The value of its bytes."""


class Plain(Generic[Value]):
    """The codec of a type that MessagePack can hold as it is."""

    def __init__(self, kind: Any) -> None:
        """Prepare for values of a type."""
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder: msgspec.msgpack.Decoder[Value] = msgspec.msgpack.Decoder(kind)

    def encode(self, value: Value, /) -> bytes:
        """The bytes of a value."""
        return self._encoder.encode(value)

    def decode(self, data: msgspec.Raw, /) -> Value:
        """The value of its bytes.

        Raises:
            msgspec.MsgspecError: They are something else.
        """
        return self._decoder.decode(data)


class Lazy(Mapping[Key, Value], Generic[Key, Value]):
    """Values by key, in a given order; immutable."""

    def __init__(self, encoded: Mapping[Key, msgspec.Raw], codec: Codec[Value]) -> None:
        """Take in encoded values.

        Args:
            encoded: The values; their order is that of the mapping.
            codec: Decodes them.
        """
        self.encoded = encoded
        self._codec = codec
        self._decoded: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        """The value of a key."""
        try:
            return self._decoded[key]
        except KeyError:
            value = self._decoded[key] = self._codec.decode(self.encoded[key])
            return value

    def __iter__(self) -> Iterator[Key]:
        """The keys."""
        return iter(self.encoded)

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.encoded)

    def __contains__(self, key: object) -> bool:
        """Whether there is a value for a key; nothing is decoded to find out."""
        return key in self.encoded

    def replaced(self, values: Mapping[Key, Value]) -> Lazy[Key, Value]:
        """The same with other values for some of its keys."""
        encoded = {key: msgspec.Raw(self._codec.encode(value)) for key, value in values.items()}
        lazy = Lazy({**self.encoded, **encoded}, self._codec)
        lazy._decoded.update({**self._decoded, **values})
        return lazy
