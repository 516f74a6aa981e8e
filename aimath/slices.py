"""Slices of a network's loss: a picture of the ground a model walks on.

A network with a thousand parameters walks in a thousand dimensions. A slice looks at two directions only:
its loss at centre + x · first direction + y · second direction, on a grid of (x, y), beside the training
path as its shadow falls on that plane.

Which directions? Random ones show the shape of the ground around a trained network, once they are
*filter-normalised*: scaled, unit by unit, to the size of the weights they move, or else a network with
large weights would look flat for no other reason than its size. But a path hardly moves along random
directions, for in many dimensions they are nearly at right angles to everything. The principal components
of the path itself show the path best.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count, look_up
from aimath.errors import InputError, ShapeError
from aimath.networks import ACTIVATIONS, Network, flatten, unflatten
from aimath.training import Measurement, measure, output_loss

MARGIN = 0.25
"""The ground shown beyond the path, as a share of the path's extent."""
CACHED_NUMBERS = 2**17
"""How many numbers a layer of all the networks computed together may hold: a megabyte."""


@dataclass(frozen=True)
class Plane:
    """A plane through the space of a network's parameters."""

    centre: Array
    """(parameters,) the network at (0, 0)."""
    directions: Array
    """(2, parameters) what one step along x and one along y add to it."""
    reach: float = 0.0
    """How far from the centre a picture should show the ground at least, on every side."""

    def parameters(self, coordinates: ArrayLike) -> Array:
        """Return the parameters at points of the plane: (..., 2) coordinates give (..., parameters)."""
        points = as_array(coordinates, "coordinates", allow_empty=True)
        found = np.asarray(points @ self.directions)
        found += self.centre
        return found

    def framed(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> "Plane":
        """Return the same plane in coordinates that run from −1 to 1 over these ranges of its own.

        Example:
            >>> plane = Plane(np.zeros(3), np.eye(3)[:2]).framed((0.0, 4.0), (-1.0, 1.0))
            >>> plane.parameters([-1.0, 0.0]), plane.parameters([1.0, 1.0])
            (array([0., 0., 0.]), array([4., 1., 0.]))
        """
        ends = np.array([_range(x_range, np.empty(0), 0.0, "x"), _range(y_range, np.empty(0), 0.0, "y")])
        half = (ends[:, 1] - ends[:, 0]) / 2
        return Plane(self.parameters(ends.mean(axis=1)), half[:, None] * self.directions, reach=1.0)

    def toward(self, other: "Plane", share: float) -> "Plane":
        """Return the plane that is `share` of the way to another one: it turns and moves there.

        Example:
            >>> Plane(np.zeros(2), np.eye(2)).toward(Plane(np.ones(2), 3 * np.eye(2)), 0.5).parameters([1, 0])
            array([2.5, 0.5])
        """
        return Plane(
            (1 - share) * self.centre + share * other.centre,
            (1 - share) * self.directions + share * other.directions,
            (1 - share) * self.reach + share * other.reach,
        )


@dataclass(frozen=True)
class Slice:
    """The loss of a network over a plane, and a training path's shadow on it."""

    plane: Plane
    """Where in the space of parameters this is."""
    x: Array
    """(columns,) the grid along the first direction."""
    y: Array
    """(rows,) the grid along the second direction."""
    losses: Array
    """(rows, columns) the loss at each point of the grid: row i is y[i], column j is x[j]."""
    path: Array
    """(epochs + 1, 2) the point of the plane nearest to each network of the path; no rows without a path."""
    path_losses: Array
    """(epochs + 1,) the true loss of each network of the path, wherever it is."""
    path_heights: Array
    """(epochs + 1,) the loss on the plane at the nearest point: where the shadow touches the ground."""
    captured: float
    """The share of the path's squared distances from the centre that lies in the plane, from 0 to 1."""


def random_plane(network: Network, generator: np.random.Generator, *, move_biases: bool = False) -> Plane:
    """Lay a plane through a network along two random, filter-normalised directions.

    Each direction is normal noise d; the part of it that feeds one unit is scaled to the size of the
    weights θ that feed the unit: d ← d · ‖θ‖ / ‖d‖.

    Args:
        network: the centre.
        generator: where the directions come from.
        move_biases: whether the biases move too (each layer's as one filter) or, as in the paper, stay.

    Example:
        >>> from aimath.networks import unflatten
        >>> network = Network((np.array([[3.0, 1.0], [4.0, 0.0]]),), (np.zeros(2),))
        >>> plane = random_plane(network, np.random.default_rng(0))
        >>> first = unflatten(plane.directions[0], network)
        >>> np.linalg.norm(first.weights[0], axis=0).round(6), first.biases[0]
        (array([5., 1.]), array([0., 0.]))

    Source: H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, Visualizing the Loss Landscape of Neural Nets
    (2018), section 4.
    """
    directions = []
    for _ in range(2):
        weights = tuple(_normalised(generator, own) for own in network.weights)
        biases = tuple(
            _normalised(generator, own[:, None])[:, 0] if move_biases else np.zeros_like(own)
            for own in network.biases
        )
        directions.append(flatten(Network(weights, biases)))
    return Plane(flatten(network), np.array(directions), reach=1.0)


def path_plane(path: ArrayLike) -> Plane:
    """Lay a plane through the end of a path, along the two directions in which the path moves most.

    These are the first two principal components of the differences between the path's points and its end;
    both have length 1 and are at right angles. Each points to the side where the path began.

    Args:
        path: (epochs + 1, parameters) array with at least three rows and two columns, such as
            `Training.parameters`.

    Raises:
        InputError: if the path moves in fewer than two directions.

    Example:
        >>> path_plane([[4.0, 0.0, 7.0], [2.0, -1.0, 7.0], [0.0, 0.0, 7.0]]).directions.round(3)
        array([[ 0.995, -0.104,  0.   ],
               [ 0.104,  0.995,  0.   ]])

    Source: Li et al. (2018), section 7.
    """
    points = as_array(path, "path", dimensions=2)
    differences = points - points[-1]
    _, lengths, directions = np.linalg.svd(differences, full_matrices=False)
    if len(lengths) < 2 or lengths[1] <= 1e-12 * lengths[0]:
        raise InputError(
            "path: expected movement in two directions or more; train longer or use random_plane"
        )
    signs = np.where(directions[:2] @ differences[0] < 0, -1.0, 1.0)
    return Plane(points[-1].copy(), directions[:2] * signs[:, None])


def project(path: ArrayLike, plane: Plane) -> Array:
    """Return the point of a plane nearest to each point of a path, in the plane's coordinates.

    The plane's directions need not be at right angles: the coordinates c solve min ‖centre + c · directions
    − point‖.

    Args:
        path: (points, parameters) array.
        plane: where to.

    Returns:
        (points, 2) array.

    Raises:
        ShapeError: if the path has another number of parameters than the plane.

    Example:
        >>> plane = Plane(np.zeros(3), np.array([[2.0, 0.0, 0.0], [1.0, 1.0, 0.0]]))
        >>> project([[4.0, 1.0, 9.0]], plane).round(6)
        array([[1.5, 1. ]])
    """
    points = as_array(path, "path", dimensions=2, allow_empty=True)
    if points.shape[1] != len(plane.centre):
        raise ShapeError(f"path: expected {len(plane.centre)} parameters a row, got shape {points.shape}")
    coordinates = np.linalg.lstsq(plane.directions.T, (points - plane.centre).T, rcond=None)[0]
    return np.asarray(coordinates.T, dtype=np.float64)


def slice_loss(
    plane: Plane,
    like: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    *,
    loss: str,
    path: ArrayLike | None = None,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    resolution: int = 41,
) -> Slice:
    """Compute a network's loss over a plane, and the shadow of a training path on it.

    Args:
        plane: from `random_plane` or `path_plane`.
        like: a network of the build whose parameters the plane moves.
        inputs: (samples, inputs) array.
        targets: what the loss takes.
        loss: a name in `LOSSES` that takes raw outputs.
        path: (epochs + 1, parameters) networks to project, such as `Training.parameters`.
        x_range: the ends of the grid along the first direction; by default what shows the whole path with a
            margin and, on a random plane, at least −1 to 1.
        y_range: the same along the second.
        resolution: points along each side, at least 2.

    Raises:
        InputError: if a name is unknown, a number out of bounds, or a range empty.
        ShapeError: if plane, network, inputs and targets do not fit.

    Example:
        >>> line = Network((np.array([[2.0]]),), (np.array([1.0]),))
        >>> plane = Plane(flatten(line), np.eye(2))
        >>> inputs, targets = [[-1.0], [1.0]], [-1.0, 3.0]
        >>> slice_loss(plane, line, inputs, targets, loss="mean_squared_error", resolution=3).losses
        array([[2., 1., 2.],
               [1., 0., 1.],
               [2., 1., 2.]])
    """
    count = as_count(resolution, "resolution", at_least=2)
    networks = np.empty((0, len(plane.centre))) if path is None else as_array(path, "path", dimensions=2)
    shadow = project(networks, plane)
    x = np.linspace(*_range(x_range, shadow[:, 0], plane.reach, "x_range"), count)
    y = np.linspace(*_range(y_range, shadow[:, 1], plane.reach, "y_range"), count)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return Slice(
        plane=plane,
        x=x,
        y=y,
        losses=losses_at(plane.parameters(grid), like, inputs, targets, loss=loss).reshape(count, count),
        path=shadow,
        path_losses=losses_at(networks, like, inputs, targets, loss=loss),
        path_heights=losses_at(plane.parameters(shadow), like, inputs, targets, loss=loss),
        captured=_captured(networks - plane.centre, shadow @ plane.directions),
    )


def slice_objective(
    plane: Plane, like: Network, inputs: ArrayLike, targets: ArrayLike, *, loss: str
) -> tuple[Callable[[Array], float], Callable[[Array], Array]]:
    """Return the loss at a point of a plane, and its gradient along the plane: what `descend` walks on.

    With c the coordinates and d₁, d₂ the directions, the chain rule gives ∂L/∂cᵢ = dᵢ · ∂L/∂θ.

    Args:
        plane: where the walk stays.
        like: a network of the build whose parameters the plane moves.
        inputs: (samples, inputs) array.
        targets: what the loss takes.
        loss: a name in `LOSSES` that takes raw outputs.

    Example:
        >>> line = Network((np.array([[2.0]]),), (np.array([1.0]),))
        >>> plane = Plane(flatten(line), np.eye(2))
        >>> value, gradient = slice_objective(plane, line, [[0.0]], [0.0], loss="mean_squared_error")
        >>> value(np.array([0.0, 1.0])), gradient(np.array([0.0, 1.0]))
        (4.0, array([0., 4.]))
    """

    # The loss and the gradient are asked for at the same point, one after the other.
    @lru_cache(maxsize=1)
    def at(x: float, y: float) -> Measurement:
        return measure(unflatten(plane.parameters([x, y]), like), inputs, targets, loss)

    return (
        lambda point: at(*point.tolist()).loss.value,
        lambda point: np.asarray(plane.directions @ flatten(at(*point.tolist()).gradients)),
    )


def losses_at(
    parameters: ArrayLike, like: Network, inputs: ArrayLike, targets: ArrayLike, *, loss: str
) -> Array:
    """Return the loss of many networks of one build.

    Args:
        parameters: (networks, parameters) array, one flattened network a row.
        like: the build.
        inputs: (samples, inputs) array.
        targets: what the loss takes.
        loss: a name in `LOSSES` that takes raw outputs.

    Returns:
        (networks,) array.

    Raises:
        InputError: if a name is unknown or the targets are not what the loss takes.
        ShapeError: if parameters, network, inputs and targets do not fit.

    Example:
        >>> line = Network((np.array([[2.0]]),), (np.array([1.0]),))
        >>> losses_at([[2.0, 1.0], [2.0, 3.0]], line, [[0.0], [1.0]], [1.0, 3.0], loss="mean_squared_error")
        array([0., 4.])
    """
    rows = as_array(parameters, "parameters", dimensions=2, allow_empty=True)
    if rows.shape[1] != like.parameter_count:
        raise ShapeError(f"parameters: expected {like.parameter_count} a row, got shape {rows.shape}")
    x, y = as_array(inputs, "inputs", dimensions=2), np.asarray(targets)
    if x.shape[1] != like.sizes[0]:
        raise ShapeError(f"inputs: expected {like.sizes[0]} columns, got shape {x.shape}")
    # A few networks at a time, so that what one layer hands to the next stays in the processor's cache.
    together = max(1, CACHED_NUMBERS // (len(x) * max(like.sizes)))
    losses = np.empty(len(rows))
    for start in range(0, len(rows), together):
        outputs = _outputs(rows[start : start + together], like, x)
        networks, samples, width = outputs.shape
        repeated = np.tile(y, (networks,) + (1,) * (y.ndim - 1))
        terms = output_loss(outputs.reshape(-1, width), repeated, loss).terms
        losses[start : start + together] = terms.reshape(networks, samples).mean(axis=1)
    return losses


def _outputs(rows: Array, like: Network, inputs: Array) -> Array:
    """Return the outputs of many networks, (networks, samples, outputs)."""
    bend = look_up(ACTIVATIONS, like.activation, "activation").value
    last = len(like.weights) - 1
    a = inputs
    start = 0
    for layer, (before, after) in enumerate(pairwise(like.sizes)):
        middle, end = start + before * after, start + before * after + after
        a = a @ rows[:, start:middle].reshape(-1, before, after)
        a += rows[:, None, middle:end]
        if layer < last:
            a = bend(a)
        start = end
    return a


def _normalised(generator: np.random.Generator, own: Array) -> Array:
    noise = generator.standard_normal(own.shape)
    return np.asarray(noise * np.linalg.norm(own, axis=0) / np.linalg.norm(noise, axis=0))


def _range(given: tuple[float, float] | None, shadow: Array, reach: float, name: str) -> tuple[float, float]:
    if given is not None:
        ends = as_array(given, name, dimensions=1)
        if ends.shape != (2,):
            raise ShapeError(f"{name}: expected two ends, got shape {ends.shape}")
        low, high = ends
        if low >= high:
            raise InputError(f"{name}: expected the lower end first, got {given}")
        return float(low), float(high)
    low, high = float(shadow.min(initial=0.0)), float(shadow.max(initial=0.0))
    extra = MARGIN * (high - low)
    least = reach if reach > 0 or low < high else 1.0
    return min(low - extra, -least), max(high + extra, least)


def _captured(differences: Array, shadow: Array) -> float:
    total = float((differences**2).sum())
    return float((shadow**2).sum()) / total if total > 0 else 1.0
