"""A process that draws: for each specification, a line of JSON on its input, a line with its SVG.

It is run as a file, so that it starts without the rest of the package.
"""

from __future__ import annotations

import json
import sys

import vl_convert


def draw(spec: str) -> str:
    """Draw a Vega-Lite specification as SVG; nothing is loaded from elsewhere.

    Raises `ValueError` for one that cannot be drawn.
    """
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def draw_png(spec: str, scale: float) -> bytes:
    """Draw a Vega-Lite specification as PNG, `scale` times its size."""
    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))


def serve() -> None:
    """Draw what comes in until the input ends."""
    draw('{"mark": "point", "data": {"values": [{}]}}')  # what is slow is the first of all
    for line in sys.stdin:
        print(json.dumps(draw(line)), flush=True)


if __name__ == "__main__":
    serve()
