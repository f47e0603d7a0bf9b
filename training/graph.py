"""Write a trained encoder as two ONNX graphs with 8-bit weights.

The first graph reads sentences and scores tags, heads and names of their words; the second scores
the relations of words to the heads that were then chosen. Weights of products are rounded to eight
bits, each column with a scale of its own; what goes into a product is rounded too, with a range
that was seen on training sentences. That range is fixed, so a sentence reads the same whatever
is read beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import onnx
import torch
from network import HEADS, LAYERS, WIDTH, Analyser
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

#: Domain of the operators that only ONNX Runtime has.
RUNTIME = "com.microsoft"
#: Version of the standard operators.
OPSET = 17

#: A column of what goes into a product is made no larger than so many times the median column.
EVEN = 3

Array = NDArray[Any]
#: The least and the greatest number of each column that goes into each product.
Ranges = Mapping[str, tuple[Array, Array]]


class Graph:
    """A graph in the making; its methods return the names of what they add. Without *ranges*
    nothing is rounded."""

    def __init__(self, ranges: Ranges | None) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.ranges = ranges
        self._count = 0

    def constant(self, value: Array) -> str:
        """Add an array."""
        self._count += 1
        name = f"c{self._count}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: Any) -> list[str]:
        """Add a node; one with a dot before it is ONNX Runtime's own."""
        self._count += 1
        names = [f"n{self._count}_{i}" for i in range(outputs)]
        domain = RUNTIME if operator.startswith(".") else ""
        node = helper.make_node(
            operator.lstrip("."), list(inputs), names, domain=domain, **attributes
        )
        self.nodes.append(node)
        return names

    def one(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output."""
        return self.add(operator, *inputs, **attributes)[0]

    def product(self, x: str, place: str, *layers: tuple[Array, Array]) -> list[str]:
        """Multiply *x* by the matrices of some layers, (in, out) each, and add their biases."""
        if self.ranges is None:
            return [
                self.one("Add", self.one("MatMul", x, self.constant(w)), self.constant(b))
                for w, b in layers
            ]
        low, high = self.ranges[place]
        # A few columns of what goes in are far larger than the rest and would spoil the range of
        # all, so their size moves into the weights (after Xiao et al. 2023, SmoothQuant).
        size = np.maximum(-low, high)
        moved = np.maximum(1, size / (EVEN * np.median(size))).astype(np.float32)
        bottom, top = min(float((low / moved).min()), 0.0), max(float((high / moved).max()), 0.0)
        scale = self.constant(np.array((top - bottom) / 255, np.float32))
        zero = self.constant(np.array(round(-bottom * 255 / (top - bottom)), np.uint8))
        x = self.one("Mul", x, self.constant(1 / moved))
        rounded = self.one("QuantizeLinear", x, scale, zero)
        found = []
        for weights, bias in layers:
            values, scales = eight_bits(weights * moved[:, None], axis=0)
            found.append(
                self.one(
                    ".MatMulIntegerToFloat",
                    rounded,
                    self.constant(values),
                    scale,
                    self.constant(scales.reshape(-1)),
                    zero,
                    self.constant(np.zeros(scales.size, np.int8)),
                    self.constant(bias),
                )
            )
        return found

    def lookup(self, ids: str, table: Array) -> str:
        """Look rows of a table up."""
        if self.ranges is None:
            return self.one("Gather", self.constant(table), ids)
        values, scales = eight_bits(table, axis=1)
        rows = self.one("Cast", self.one("Gather", self.constant(values), ids), to=1)
        return self.one("Mul", rows, self.one("Gather", self.constant(scales), ids))

    def model(
        self, inputs: Mapping[str, tuple[int, list[str]]], outputs: Mapping[str, str]
    ) -> bytes:
        """Finish the graph: inputs with type and shape, outputs by the name they shall have."""
        for name, made in outputs.items():
            self.nodes.append(helper.make_node("Identity", [made], [name]))
        graph = helper.make_graph(
            self.nodes,
            "analyser",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_empty_tensor_value_info(name) for name in outputs],
            self.constants,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()


def eight_bits(values: Array, axis: int) -> tuple[Array, Array]:
    """Round to eight bits with one scale for each row or column; *axis* is the one it runs over."""
    scales = np.maximum(np.abs(values).max(axis, keepdims=True) / 127, 1e-9).astype(np.float32)
    return np.clip(np.round(values / scales), -127, 127).astype(np.int8), scales


def numbers(network: Analyser) -> dict[str, Array]:
    """Return the weights as arrays; those of linear layers as (in, out)."""
    found: dict[str, Array] = {}
    for name, value in network.state_dict().items():
        array = value.detach().float().numpy()
        linear = isinstance(network.get_submodule(name.rpartition(".")[0]), torch.nn.Linear)
        found[name] = np.ascontiguousarray(array.T) if linear and array.ndim == 2 else array
    return found


def sentence_graph(weights: Mapping[str, Array], ranges: Ranges | None) -> bytes:
    """Write the graph that reads sentences.

    Inputs: ``ids`` and ``cases`` (rows, pieces), ``lengths`` (rows), ``first`` (rows, words): the
    place of each word's first piece among all pieces of the batch. Outputs: ``arcs`` (rows, words,
    words), ``xpos`` and ``upos`` (rows, words), ``names`` (rows, words, tags), and what the second
    graph needs, ``above`` and ``below`` (rows, words, size).
    """
    graph = Graph(ranges)

    def layer(name: str) -> tuple[Array, Array]:
        return weights[f"{name}.weight"], weights[f"{name}.bias"]

    def norm(x: str, skip: str, name: str) -> str:
        # In simple steps: ONNX Runtime's own layer norm takes four times as long.
        gain, shift = (graph.constant(part) for part in layer(name))
        x = graph.one("Add", x, skip)
        x = graph.one("Sub", x, graph.one("ReduceMean", x, axes=[-1]))
        spread = graph.one("Sqrt", graph.one("ReduceMean", graph.one("Mul", x, x), axes=[-1]))
        return graph.one("Add", graph.one("Mul", graph.one("Div", x, spread), gain), shift)

    pieces = graph.lookup("ids", weights["encoder.pieces.weight"])
    cases = graph.one("Gather", graph.constant(weights["encoder.cases.weight"]), "cases")
    count = graph.one("Gather", graph.one("Shape", "ids"), graph.constant(np.array([1])))
    zero = graph.constant(np.array([0]))
    places = graph.constant(weights["encoder.places.weight"])
    places = graph.one("Slice", places, zero, count)
    x = norm(graph.one("Add", pieces, cases), places, "encoder.norm")
    flat = graph.constant(np.array([-1, WIDTH]))
    for i in range(LAYERS):
        name = f"encoder.layers.{i}"
        attend, bias = layer(f"{name}.attend")
        parts = [
            (attend[:, k : k + WIDTH].copy(), bias[k : k + WIDTH].copy())
            for k in (0, WIDTH, 2 * WIDTH)
        ]
        query, key, value = graph.product(x, f"{name}.attend", *parts)
        seen = graph.one(".MultiHeadAttention", query, key, value, "", "lengths", num_heads=HEADS)
        if i == LAYERS - 1:  # from here on only the first pieces of words count
            seen, x = (
                graph.one("Gather", graph.one("Reshape", part, flat), "first") for part in (seen, x)
            )
        (seen,) = graph.product(seen, f"{name}.out", layer(f"{name}.out"))
        x = norm(seen, x, f"{name}.norm")
        (wide,) = graph.product(x, f"{name}.widen", layer(f"{name}.widen"))
        (wide,) = graph.product(graph.one(".Gelu", wide), f"{name}.narrow", layer(f"{name}.narrow"))
        x = norm(wide, x, f"{name}.last")
    name_in, name_bias = layer("name_in")
    heads = [layer(name) for name in ("xpos", "upos", "arc_head", "arc_word")]
    heads += [
        layer("rel_head"),
        layer("rel_word"),
        (name_in, name_bias + weights["sets.weight"][0]),
    ]
    xpos, upos, *hidden = graph.product(x, "words", *heads)
    arc_head, arc_word, above, below, names = (graph.one(".Gelu", one) for one in hidden)
    arc = weights["arc"]
    (arcs,) = graph.product(arc_word, "arc", (arc[:-1], arc[-1]))
    arcs = graph.one("MatMul", arcs, graph.one("Transpose", arc_head, perm=[0, 2, 1]))
    (names,) = graph.product(names, "name_out", layer("name_out"))
    return graph.model(
        {
            "ids": (TensorProto.INT32, ["rows", "pieces"]),
            "cases": (TensorProto.INT32, ["rows", "pieces"]),
            "lengths": (TensorProto.INT32, ["rows"]),
            "first": (TensorProto.INT32, ["rows", "words"]),
        },
        {
            "arcs": arcs,
            "xpos": graph.one("ArgMax", xpos, axis=-1, keepdims=0),
            "upos": graph.one("ArgMax", upos, axis=-1, keepdims=0),
            "names": names,
            "above": above,
            "below": below,
        },
    )


def relation_graph(weights: Mapping[str, Array], root: int, ranges: Ranges | None) -> bytes:
    """Write the graph that names relations.

    Inputs: ``above`` and ``below`` (words, size), the vectors of heads and of words. Output:
    ``relations`` (words). The relation numbered *root* is never given: the tree tells the root.
    """
    graph = Graph(ranges)
    rel = weights["rel"]  # (relations, below + 1, above + 1)
    count, size = rel.shape[0], rel.shape[1] - 1
    # below @ rel gives, for every relation, the row that the head's vector is multiplied by.
    matrix = rel.transpose(1, 0, 2)[:, :, :-1].reshape(size + 1, count * size)
    (rows,) = graph.product("below", "rel", (matrix[:-1].copy(), matrix[-1].copy()))
    rows = graph.one("Reshape", rows, graph.constant(np.array([-1, count, size])))
    column = graph.one("Unsqueeze", "above", graph.constant(np.array([2])))
    both = graph.one("Squeeze", graph.one("MatMul", rows, column), graph.constant(np.array([2])))
    (alone,) = graph.product("below", "rel", (rel[:, :-1, -1].T.copy(), rel[:, -1, -1].copy()))
    never = np.zeros(count, np.float32)
    never[root] = -1e6
    scores = graph.one("Add", both, graph.one("Add", alone, graph.constant(never)))
    shape = ["words", "size"]
    return graph.model(
        {"above": (TensorProto.FLOAT, shape), "below": (TensorProto.FLOAT, shape)},
        {"relations": graph.one("ArgMax", scores, axis=-1, keepdims=0)},
    )


@torch.no_grad()
def ranges_of(network: Analyser, sample: Iterable[Mapping[str, Tensor]]) -> Ranges:
    """Find the ranges of what goes into each product, over some batches."""
    found: dict[str, tuple[Array, Array]] = {}

    def watch(place: str, x: Tensor, mask: Tensor) -> None:
        seen = x[mask].numpy()
        low, high = found.get(place, (seen[0], seen[0]))
        found[place] = (np.minimum(low, seen.min(0)), np.maximum(high, seen.max(0)))

    current: dict[str, Tensor] = {}

    def hook(place: str, mask: str) -> Any:
        return lambda module, given: watch(place, given[0], current[mask])

    handles = [
        network.get_submodule(f"encoder.layers.{i}.{part}").register_forward_pre_hook(
            hook(f"encoder.layers.{i}.{part}", "mask")
        )
        for i in range(LAYERS)
        for part in ("attend", "out", "widen", "narrow")
    ]
    handles.append(network.name_out.register_forward_pre_hook(hook("name_out", "is_word")))
    network.eval()
    for batch in sample:
        current.update(batch)
        words = network.words(batch["ids"], batch["cases"], batch["mask"], batch["first"])
        network.names(words, torch.zeros_like(batch["source"]))
        watch("words", words, batch["is_word"])
        for place, part in (("arc", network.arc_word), ("rel", network.rel_word)):
            watch(place, torch.nn.functional.gelu(part(words)), batch["is_word"])
    for handle in handles:
        handle.remove()
    return found


def graphs(network: Analyser, root: int, ranges: Ranges | None) -> dict[str, bytes]:
    """Write both graphs of a trained network; without ranges the weights keep their 32 bits."""
    weights = numbers(network)
    return {
        "sentence": sentence_graph(weights, ranges),
        "relation": relation_graph(weights, root, ranges),
    }
