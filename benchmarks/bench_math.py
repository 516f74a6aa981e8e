"""The math beside the plainest NumPy formula for the same thing, and beside the field's libraries on the CPU.

Every contender does the same work in double precision. A case passes when aimath takes no more than 1.5 times
as long as the fastest other; the exit code is 1 if any does not. PyTorch takes part where it is installed.

Everyone gets one thread and is timed by its processor time, which other work on the machine hardly touches.
`--threads N` gives everyone more threads, and takes the time on the wall clock: only for a machine at rest.
"""

import argparse
import sys
import time
import warnings

import numpy as np
import scipy.stats
import sklearn.neural_network
import sklearn.preprocessing
import threadpoolctl

from aimath import statistics
from aimath.attention import attend
from aimath.datasets import two_moons
from aimath.landscapes import landscape, line_fit
from aimath.networks import create_network
from aimath.optimizers import adam
from aimath.training import fit
from benchmarks.compare import Case, measure, report

try:
    import torch
except ImportError:
    torch = None

MOST = 1.5


def attention() -> Case:
    """256 tokens attend to each other; each is 64 numbers wide."""
    generator = np.random.default_rng(0)
    q, k, v = generator.standard_normal((3, 256, 64))

    def plain() -> object:
        scores = q @ k.T / np.sqrt(64)
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True) @ v

    others = {"NumPy": plain}
    if torch:
        tensors = [torch.from_numpy(part.copy()) for part in (q, k, v)]

        def by_torch() -> object:
            # The steps that aimath keeps for its films; the fused kernel below throws them away.
            weights = torch.softmax(tensors[0] @ tensors[1].T / 8.0, dim=1)
            return weights @ tensors[2]

        batch = [tensor[None, None] for tensor in tensors]
        others["PyTorch"] = by_torch
        others["PyTorch fused"] = lambda: torch.nn.functional.scaled_dot_product_attention(*batch)
    return Case("attention, 256 tokens, 64 wide", lambda: attend(q, k, v), others)


def training() -> Case:
    """A 2-64-64-1 network learns 1,000 points of two moons for 100 epochs of Adam, all points at once."""
    moons = two_moons(np.random.default_rng(0), 1000)
    x, y = moons.inputs, moons.targets
    start = create_network([2, 64, 64, 1], np.random.default_rng(1))

    def ours() -> object:
        return fit(start, x, y, loss="binary_cross_entropy_from_logits", optimizer=adam(0.01), epochs=100)

    def plain() -> object:
        w, b = [weights.copy() for weights in start.weights], [biases.copy() for biases in start.biases]
        parameters = w + b
        means = [np.zeros_like(part) for part in parameters]
        squares = [np.zeros_like(part) for part in parameters]
        target = y.reshape(-1, 1)
        for epoch in range(1, 101):
            a1 = np.tanh(x @ w[0] + b[0])
            a2 = np.tanh(a1 @ w[1] + b[1])
            z3 = a2 @ w[2] + b[2]
            np.mean(np.logaddexp(0.0, z3) - target * z3)
            d3 = (1.0 / (1.0 + np.exp(-z3)) - target) / len(x)
            d2 = (d3 @ w[2].T) * (1.0 - a2 * a2)
            d1 = (d2 @ w[1].T) * (1.0 - a1 * a1)
            gradients = [x.T @ d1, a1.T @ d2, a2.T @ d3, d1.sum(axis=0), d2.sum(axis=0), d3.sum(axis=0)]
            for part, gradient, mean, square in zip(parameters, gradients, means, squares, strict=True):
                mean += 0.1 * (gradient - mean)
                square += 0.001 * (gradient**2 - square)
                step = mean / (1 - 0.9**epoch) / (np.sqrt(square / (1 - 0.999**epoch)) + 1e-8)
                part -= 0.01 * step
        return parameters

    def by_sklearn() -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sklearn.exceptions.ConvergenceWarning)
            return sklearn.neural_network.MLPClassifier(
                (64, 64),
                activation="tanh",
                alpha=0.0,
                batch_size=1000,
                learning_rate_init=0.01,
                max_iter=100,
                n_iter_no_change=1000,
                random_state=0,
                shuffle=False,
            ).fit(x, y)

    def by_torch() -> object:
        layers = [
            torch.nn.Linear(before, after, dtype=torch.float64)
            for before, after in ((2, 64), (64, 64), (64, 1))
        ]
        network = torch.nn.Sequential(layers[0], torch.nn.Tanh(), layers[1], torch.nn.Tanh(), layers[2])
        stepper = torch.optim.Adam(network.parameters(), lr=0.01)
        inputs, targets = torch.from_numpy(x), torch.from_numpy(y.reshape(-1, 1).astype(np.float64))
        for _ in range(100):
            stepper.zero_grad()
            torch.nn.functional.binary_cross_entropy_with_logits(network(inputs), targets).backward()
            stepper.step()
        return network

    others = {"NumPy": plain, "scikit-learn": by_sklearn}
    if torch:
        others["PyTorch"] = by_torch
    return Case("training 2-64-64-1, 1,000 points, 100 epochs", ours, others, rounds=5)


def landscapes() -> list[Case]:
    """The heights of two landscapes on a grid of 400 × 400 points."""
    himmelblau = landscape("himmelblau")

    def plain() -> object:
        x, y = np.meshgrid(np.linspace(-5, 5, 400), np.linspace(-5, 5, 400))
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    def by_torch() -> object:
        line = torch.linspace(-5, 5, 400, dtype=torch.float64)
        x, y = torch.meshgrid(line, line, indexing="xy")
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    generator = np.random.default_rng(0)
    inputs, targets = generator.normal(size=(2, 30))
    loss = line_fit(inputs, targets)

    def plain_loss() -> object:
        w, b = np.meshgrid(np.linspace(*loss.x_range, 400), np.linspace(*loss.y_range, 400))
        return np.mean((w[..., np.newaxis] * inputs + b[..., np.newaxis] - targets) ** 2, axis=-1)

    others = {"NumPy": plain}
    if torch:
        others["PyTorch"] = by_torch
    return [
        Case("Himmelblau, 400 × 400", lambda: himmelblau.grid(400), others),
        Case("loss of a line through 30 points, 400 × 400", lambda: loss.grid(400), {"NumPy": plain_loss}),
    ]


def samples() -> list[Case]:
    """What is asked of a million numbers."""
    generator = np.random.default_rng(0)
    x = generator.normal(5, 2, 1_000_000)
    y = x + generator.normal(size=x.size)
    table = np.stack([x, y], axis=1)
    scaler = sklearn.preprocessing.StandardScaler()

    spread = {"NumPy": lambda: (x.mean(), x.var(), x.std())}
    median = {"NumPy": lambda: np.median(x)}
    histogram = {"NumPy": lambda: np.histogram(x, 50)}
    correlation = {"NumPy": lambda: np.corrcoef(x, y), "SciPy": lambda: scipy.stats.pearsonr(x, y)}
    standardise = {
        "NumPy": lambda: (table - table.mean(axis=0)) / table.std(axis=0),
        "scikit-learn": lambda: scaler.fit_transform(table),
    }
    if torch:
        tx, ty, both = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(table)
        spread["PyTorch"] = lambda: (tx.mean(), tx.var(correction=0), tx.std(correction=0))
        median["PyTorch"] = lambda: tx.median()
        histogram["PyTorch"] = lambda: torch.histogram(tx, 50)
        correlation["PyTorch"] = lambda: torch.corrcoef(torch.stack([tx, ty]))
        standardise["PyTorch"] = lambda: (both - both.mean(dim=0)) / both.std(dim=0, correction=0)
    return [
        Case(
            "mean, variance and deviation of 1e6",
            lambda: (statistics.mean(x), statistics.variance(x), statistics.standard_deviation(x)),
            spread,
        ),
        Case("median of 1e6", lambda: statistics.median(x), median),
        Case("histogram of 1e6 in 50 bins", lambda: statistics.histogram(x, 50), histogram),
        Case("correlation of 1e6 pairs", lambda: statistics.correlation(x, y), correlation),
        Case("standardising 1e6 × 2", lambda: statistics.standardise(table), standardise),
    ]


def main() -> int:
    """Measure and print every case; return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/bench math", description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1, help="threads for each contender (1)")
    threads = parser.parse_args().threads
    clock = time.process_time if threads == 1 else time.perf_counter
    if torch:
        torch.set_num_threads(threads)
    with threadpoolctl.threadpool_limits(threads):
        cases = [attention(), training(), *landscapes(), *samples()]
        return 0 if report([measure(case, clock) for case in cases], MOST) else 1


if __name__ == "__main__":
    sys.exit(main())
