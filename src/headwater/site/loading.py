"""Files with what scripts know: they are scripts themselves, which can be loaded without a server, too."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def to_load(name: str, data: object) -> bytes:
    """A script that gives data to whoever has asked for it with `headwater.load`.

    Args:
        name: Its place on the site, without `.js`.
        data: What JSON can hold.
    """
    return b"headwater.take(%b,%b);\n" % (_ENCODER.encode(name), _ENCODER.encode(data))
