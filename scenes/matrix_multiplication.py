"""The film about multiplying matrices: dot products on a grid, moves of the plane, a layer of a network."""

from itertools import takewhile
from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ReplacementTransform,
    Transform,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
    smooth,
    squish_rate_func,
)
from numpy.typing import NDArray

from aimath.datasets import digits
from aimath.matrices import DenseLayer, MatrixProduct, dense_layer, matrix_product, relu
from aimath.stage import (
    QUICK,
    SLOW,
    STEADY,
    Axes2D,
    BasisVectors,
    CodeCard,
    DeformingPlane,
    Formula,
    Graph,
    Lesson,
    LiveNumber,
    MatrixCells,
    Numbers,
    ProductCells,
    ProductOutline,
    Region,
    Role,
    RunningSum,
    Scatter,
    ShapeLabel,
    Size,
    UnitSquare,
    Words,
    component_color,
    em,
    matrix_label,
    number,
    section,
    theme_color,
)

Entries = NDArray[np.int64]

GPT2_LAYER = (1024, 768), (768, 3072)
"""The shapes in the first dense layer of a block of the smallest GPT-2, for as much text as it can read.

Source: A. Radford et al., Language Models are Unsupervised Multitask Learners (2019).
"""


MARK = 0.18
"""Radius of the rings that say where arrows will land, in scene units."""

EDGE = 0.06
"""How far the ground shows around a line that crosses boxes, from its middle, in scene units."""


class MatrixMultiplicationNumbers(Numbers):
    """What a viewer may change."""

    features: ClassVar[int] = 3
    """How many numbers each example of the layer has."""

    a11: int = number(1, low=-3, high=3, help="A, first row, first column")
    a12: int = number(2, low=-3, high=3, help="A, first row, second column")
    a21: int = number(-1, low=-3, high=3, help="A, second row, first column")
    a22: int = number(1, low=-3, high=3, help="A, second row, second column")
    b11: int = number(1, low=-3, high=3, help="B, first row, first column")
    b12: int = number(0, low=-3, high=3, help="B, first row, second column")
    b21: int = number(-1, low=-3, high=3, help="B, second row, first column")
    b22: int = number(2, low=-3, high=3, help="B, second row, second column")
    digit: int = number(3, low=0, high=9, help="which handwritten digit comes out of the first product")
    batch_size: int = number(4, low=1, high=6, help="how many examples go through the layer at once")
    layer_width: int = number(5, low=1, high=6, help="how many outputs the layer has")
    layer_seed: int = number(
        0, low=0, high=999, help="which random inputs, weights and biases the layer gets"
    )

    @property
    def a(self) -> np.ndarray:
        """The matrix A."""
        return np.array([[self.a11, self.a12], [self.a21, self.a22]])

    @property
    def b(self) -> np.ndarray:
        """The matrix B."""
        return np.array([[self.b11, self.b12], [self.b21, self.b22]])

    @property
    def layer(self) -> DenseLayer:
        """The layer and its batch: the very numbers that the lesson's code draws."""
        generator = np.random.default_rng(self.layer_seed)
        inputs = generator.integers(-2, 4, (self.batch_size, self.features))
        weights = generator.integers(-2, 3, (self.features, self.layer_width))
        return dense_layer(inputs, weights, generator.integers(-2, 3, self.layer_width))


def hidden_picture(digit: int, generator: np.random.Generator) -> MatrixProduct:
    """Return two grids that show nothing, and whose product is a handwritten digit."""
    samples = digits()
    picture = samples.inputs[np.flatnonzero(samples.targets == digit)[0]].reshape(8, 8)
    left, stretches, right = np.linalg.svd(picture)
    shuffle = np.linalg.qr(generator.normal(size=picture.shape))[0]
    share = np.sqrt(stretches)
    return matrix_product(left * share @ shuffle, shuffle.T @ (share[:, np.newaxis] * right))


def refusal(left: Entries, right: Entries) -> str:
    """Return what NumPy says when it is asked for a product that does not exist."""
    try:
        return str(left @ right)
    except ValueError as error:
        # The sizes stand on a line of their own, so that the eye can find them.
        return f"{type(error).__name__}: {error}".replace(" (size", "\n(size")


def about_order(a: Entries, b: Entries) -> tuple[str, str]:
    """Return what is to be said of AB and BA, and the sign between them."""
    if np.array_equal(a @ b, b @ a):
        return "The same marks again. For these two matrices, the order does not matter.", "="
    return "The arrows miss their marks. AB and BA differ: the order matters.", "eq.not"


def about_outputs(on: int) -> str:
    """Return what is to be said of the outputs that are above zero."""
    if on == 0:
        return "Not one of its {all} outputs is above zero: {on} go on to the next layer."
    verb = "is" if on == 1 else "are"
    return f"{{on}} of {{all}} outputs {verb} above zero, and what is left goes on to the next layer."


def unit_for(region: Region, *matrices: Entries) -> float:
    """Return the length of 1 with which the columns of all matrices, and their numbers, fit a plane."""
    reach = np.abs(np.hstack([np.eye(2), *matrices])).max(axis=1)
    beside = 3.5 * em(Size.SMALL)
    return float(min((region.width / 2 - beside) / reach[0], (region.height / 2 - beside) / reach[1]))


def accelerating(time: float) -> float:
    """Go slowly at first and fast in the end: a share of the time to a share of the way."""
    return time**2


def label_like(label: VGroup, matrix: Entries, name: str, role: Role) -> VGroup:
    """Return the label of another matrix, as large as a label and ending where it ends."""
    other = matrix_label(matrix, name=name, role=role)
    return other.scale(label.height / other.height).move_to(label, RIGHT)


def flight(mobject: VGroup, goal: NDArray[np.float64]) -> Animation:
    """Return what takes a mobject somewhere, where it is seen until it is nearly there."""
    start = mobject.get_center()

    def fly(flying: VGroup, share: float) -> None:
        flying.move_to(start + share * (goal - start)).set_opacity(1 - share**4)

    return UpdateFromAlphaFunc(mobject, fly, rate_func=squish_rate_func(smooth, 0, 0.65))


def columns_lit(matrix: MatrixCells) -> list[Animation]:
    """Light two columns in the colours of the arrows that land there."""
    return [matrix.animate.highlight_column(axis, color=component_color(axis), keep=True) for axis in (0, 1)]


def columns_become(matrix: MatrixCells, marks: Scatter) -> list[Animation]:
    """Let each column fly to the place that it names, and become a mark there."""
    moves: list[Animation] = []
    for axis, mark in enumerate(marks):
        mark.set_fill(opacity=0).set_stroke(component_color(axis), 5)
        frames = VGroup(*(cell.box.copy().set_fill(opacity=0) for cell in matrix.column(axis)))
        moves.append(ReplacementTransform(frames, mark))
    return moves


class MatrixMultiplication(Lesson):
    """Matrix multiplication: rows meet columns

    Every cell of a product is the dot product of a row and a column. The same numbers are one move of the
    plane after another, and a batch of examples on its way through a layer of a network.
    """

    numbers: MatrixMultiplicationNumbers

    code = """
import numpy as np
A = np.array($a)
B = np.array($b)
print(A @ B)

rng = np.random.default_rng($layer_seed)
X = rng.integers(-2, 4, ($batch_size, 3))
W = rng.integers(-2, 3, (3, $layer_width))
b = rng.integers(-2, 3, $layer_width)
print(np.maximum(X @ W + b, 0))
print(X.size * W.shape[1])
"""

    @section("Matrix multiplication", titled=False)
    def opening(self) -> None:
        """Two grids that show nothing multiply to a handwritten digit, and the film's question is asked."""
        where = self.layout.safe
        product = hidden_picture(self.numbers.digit, self.random_generator())
        size = {"width": where.width, "height": where.height}
        board = where.place(ProductCells(product, names=("", "", ""), numbers=False, **size))
        with self.say("Here are two grids of numbers, drawn as colours.") as beat:
            self.play(FadeIn(board.left, shift=RIGHT), run_time=beat.duration / 2)
            self.play(FadeIn(board.right, shift=DOWN), run_time=beat.duration / 2)
        self.add(board)
        with self.say(
            "Multiply the two, and cell by cell a handwritten {digit} appears.", digit=self.numbers.digit
        ):
            self.play(board.animate.set_progress(0), run_time=QUICK)
            self.play(board.animate(rate_func=accelerating).set_progress(product.value.size), run_time=5)
            self.play(board.animate.rest(), run_time=QUICK)
        question = Words("Where does\neach cell\ncome from?", size=Size.TITLE, weight="semibold")
        board.corner.place(question)
        with self.say("Neither grid shows it. So where does each cell come from?"):
            self.play(FadeIn(question, shift=0.2 * UP), run_time=STEADY)
        card = self.title_card("One rule fills the grid, moves the plane and runs a network.")
        with self.say("Every cell follows one rule. You can work it out by hand."):
            self.play(
                LaggedStart(FadeOut(board, question), FadeIn(card, shift=0.2 * UP), lag_ratio=0.7),
                run_time=1.2 * STEADY,
            )

    @section("Row times column")
    def row_times_column(self) -> None:
        """Cell by cell: the numbers of a row and a column pair up, and a running total fills the cell."""
        main, content = self.layout.without_footer.main, self.layout.without_footer.content
        product = self.product = matrix_product(self.numbers.a, self.numbers.b)
        board = self.board = content.place(ProductCells(product, width=main.width, height=main.height))
        with self.say("Two small grids: A on the left, and B on top.") as beat:
            for matrix, label, way in (
                (board.left, board.labels[0], RIGHT),
                (board.right, board.labels[1], DOWN),
            ):
                self.play(FadeIn(matrix, label, shift=0.4 * way), run_time=beat.duration / 2)
        with self.say("Their product has a cell wherever a row of A meets a column of B."):
            self.play(FadeIn(board.result, board.labels[2]), run_time=STEADY)
            self.add(board)
            self.play(board.animate.set_progress(0), run_time=STEADY)
        total = self.running_sum(product, 0, self.layout.without_footer.side)
        with self.say("Take the first row and the first column, and pair their numbers."):
            self.play(board.animate.move_to(main.center), run_time=STEADY)
            pairs = self.pair_up(total, 0, run_time=1.5 * STEADY)
        dot = product.cell(0, 0)
        for k, sentence in enumerate(
            (
                "{a:.0f} times {b:.0f} is {ab:.0f}.",
                "{a:.0f} times {b:.0f} is {ab:.0f}, so the sum is {sum:.0f}.",
            )
        ):
            values = {"a": dot.left[k], "b": dot.right[k], "ab": dot.products[k]}
            with self.say(sentence, **values, **({"sum": dot.running_sums[k]} if k else {})) as beat:
                self.play(total.animate.set_progress(k + 0.5), run_time=0.5 * beat.duration)
                self.remove(*pairs[k])
                self.play(total.animate.set_progress(k + 1), run_time=0.5 * beat.duration)
        with self.say("That sum, a dot product, fills the cell."):
            self.drop(total, 0)
        with self.say("Stay in the row, and go on to the next column."):
            total = self.next_cell(total, 1, pace=1.0)
        with self.say("Then comes the next row, until every cell is filled."):
            for index in range(2, product.value.size):
                total = self.next_cell(total, index, pace=0.6)
        rule = Formula(
            "{{(A B)_(i j) : prediction}} = {{A_(i 1) : data}} {{B_(1 j) : parameter}}"
            " + {{A_(i 2) : data}} {{B_(2 j) : parameter}}",
            size=Size.TITLE,
        )
        self.layout.footer.place(rule)
        with self.say("Row by column: that is the whole rule."):
            self.play(board.animate.rest(), FadeOut(total), run_time=QUICK)
            above = self.layout.content
            share = min(1.0, above.height / board.height)
            self.play(board.animate.scale(share).move_to(above.center), run_time=STEADY)
            self.play(FadeIn(rule, shift=0.2 * UP), run_time=QUICK)
        self.rule = rule

    def running_sum(self, product: MatrixProduct, index: int, side: Region) -> RunningSum:
        """Return the sum behind a cell; the sums of one product have their columns in the same places."""
        numbers = [*product.left.ravel(), *product.right.ravel(), *product.partial_sums.ravel()]
        return side.place(
            RunningSum(
                product.cell(*divmod(index, 2)),
                size=1.3 * em(Size.TITLE),
                room_for=[*numbers, *product.products.ravel()],
                width=side.width,
                height=0.85 * side.height,
            )
        )

    def pair_up(self, total: RunningSum, index: int, *, run_time: float) -> list[VGroup]:
        """Let the numbers of a row and a column fly to where they will be multiplied."""
        row, column = divmod(index, 2)
        pairs = [
            VGroup(self.board.left.entry(row, k).copy(), self.board.right.entry(k, column).copy())
            for k in range(self.product.left.shape[1])
        ]
        goals = [(total.term(k)[0], total.term(k)[2]) for k in range(len(pairs))]
        moves = [
            Transform(number, goal)
            for pair, places in zip(pairs, goals, strict=True)
            for number, goal in zip(pair, places, strict=True)
        ]
        self.play(FadeIn(total), *moves, run_time=run_time)
        return pairs

    def drop(self, total: RunningSum, index: int, *, run_time: float = STEADY) -> None:
        """Let a total fly into its cell."""
        board = self.board
        cell = board.result.cell(*divmod(index, 2))
        flying = total.total.copy()
        goal = flying.animate.scale(cell.number_size / total.total_size).move_to(cell.box)
        goal.set_color(theme_color(Role.TEXT))
        # At a quarter of its time a cell has lost its dot, at half of it the number is there.
        self.play(goal, board.animate.set_progress(index + 0.25), run_time=run_time)
        board.set_progress(index + 0.5)
        self.remove(flying)

    def next_cell(self, total: RunningSum, index: int, *, pace: float) -> RunningSum:
        """Move the beams on and fill the cell where they meet."""
        self.play(self.board.animate.set_progress(index), FadeOut(total), run_time=pace * STEADY)
        following = self.running_sum(self.product, index, self.layout.without_footer.side)
        pairs = self.pair_up(following, index, run_time=pace * STEADY)
        self.play(following.animate.set_progress(len(pairs)), run_time=pace * SLOW)
        self.remove(*(number for pair in pairs for number in pair))
        self.drop(following, index, run_time=pace * STEADY)
        return following

    @section("Two moves, one matrix", continues=True)
    def moves(self) -> None:
        """The columns of the product foretell where the arrows land after two moves of the plane."""
        main, side = self.layout.main, self.layout.side
        a, b, before = self.numbers.a, self.numbers.b, self.board
        size = {"width": side.width, "height": side.height}
        board = self.board = side.place(ProductCells(self.product, show_shapes=False, **size))
        board.set_progress(4).rest()
        self.plane = plane = main.place(
            DeformingPlane(width=main.width, height=main.height, unit=unit_for(main, a, b))
        )
        square = UnitSquare(plane, area=False, role=Role.PREDICTION)
        basis = BasisVectors(plane, columns=True, gap=1.5 * MARK)
        with self.say("A matrix also moves the plane. It says where two arrows land."):
            parts = [(before.left, board.left), (before.right, board.right), (before.result, board.result)]
            parts += [(one[0], other[0]) for one, other in zip(before.labels, board.labels, strict=True)]
            shapes = [label[1] for label in before.labels]
            moves = [ReplacementTransform(one, other) for one, other in parts]
            self.play(*moves, FadeOut(self.rule, *shapes), FadeIn(plane), run_time=STEADY)
            self.remove(before, before.beams)
            self.add(board)
            self.play(FadeIn(square, basis), run_time=STEADY)
        after_b, after_a, once, law = (
            self.layout.footer.place(Formula(written, size=Size.TITLE))
            for written in (
                "{{B : parameter}} bold(v)",
                "{{A : data}} ({{B : parameter}} bold(v))",
                "({{A : data}} {{B : parameter}}) bold(v)",
                "{{A : data}} ({{B : parameter}} bold(v)) = ({{A : data}} {{B : parameter}}) bold(v)",
            )
        )
        with self.say("B moves first: it takes any v to Bv. Its columns are where the two arrows land."):
            self.play(*columns_lit(board.right), run_time=QUICK)
            self.play(
                plane.animate.set_matrix(b, turning=True), FadeIn(after_b, shift=0.2 * UP), run_time=SLOW
            )
        with self.say("Then A will move everything again. Where will the arrows be?"):
            self.play(board.right.animate.clear_highlight(), *self.swap(after_b, after_a), run_time=QUICK)
            for row in (0, 1):
                self.play(board.left.animate.highlight_row(row, keep=True), run_time=QUICK)
            self.play(plane.animate.set_unit(unit_for(main, a, b, a @ b, b @ a)), run_time=STEADY)
        marks = Scatter(plane, *(a @ b), hollow=True, radius=MARK)
        with self.say("You have worked it out: read the columns of AB as places."):
            self.play(board.left.animate.clear_highlight(), *columns_lit(board.result), run_time=QUICK)
            self.play(*columns_become(board.result, marks), run_time=1.5 * STEADY)
            self.remove(basis)
            self.add(marks, basis)
        with self.say("Now A moves, and both arrows land on their marks."):
            self.play(plane.animate.set_matrix(a @ b, turning=True), run_time=SLOW)
        with self.say("Start over, and let AB move the plane, once."):
            self.play(plane.animate.set_matrix(np.eye(2)), *self.swap(after_a, once), run_time=STEADY)
            self.play(plane.animate.set_matrix(a @ b, turning=True), run_time=SLOW)
        self.law = law
        with self.say("The same places. To multiply matrices is to move twice: first B, then A."):
            self.play(*self.swap(once, law), run_time=STEADY)
        self.mark_poster()

    @section("Does the order matter?", continues=True)
    def order(self) -> None:
        """The other order, with the same two matrices."""
        a, b, board, plane = self.numbers.a, self.numbers.b, self.board, self.plane
        side = self.layout.side
        roles = (Role.PARAMETER, Role.DATA, Role.PREDICTION)
        size = {"width": side.width, "height": side.height}
        names = ("B", "A", "BA")
        other = ProductCells(matrix_product(b, a), names=names, roles=roles, show_shapes=False, **size)
        side.place(other)
        factors = VGroup(board.left, board.labels[0]), VGroup(board.right, board.labels[1])
        swapped = VGroup(other.right, other.labels[1]), VGroup(other.left, other.labels[0])
        after_a, after_b = (
            self.layout.footer.place(Formula(written, size=Size.TITLE))
            for written in ("{{A : data}} bold(v)", "{{B : parameter}} ({{A : data}} bold(v))")
        )
        with self.say("What if A moves first, and B second?"):
            self.play(
                *(
                    ReplacementTransform(*pair, path_arc=PI / 2)
                    for pair in zip(factors, swapped, strict=True)
                ),
                *self.swap(VGroup(board.result, board.labels[2]), VGroup(other.result, other.labels[2])),
                FadeOut(self.law),
                plane.animate.set_matrix(np.eye(2)),
                run_time=1.5 * STEADY,
            )
            self.remove(board, *board)
            self.add(other)
            self.play(
                plane.animate.set_matrix(a, turning=True), FadeIn(after_a, shift=0.2 * UP), run_time=SLOW
            )
        sentence, sign = about_order(a, b)
        with self.say("B now stands on the left. Fill the cells again, row by column."):
            self.play(other.animate(rate_func=linear).set_progress(other.product.value.size), run_time=SLOW)
            self.play(other.animate.rest(), *columns_lit(other.result), run_time=QUICK)
        verdict = Formula(
            "{{A : data}} {{B : parameter}} {sign} {{B : parameter}} {{A : data}}", size=Size.TITLE, sign=sign
        )
        self.layout.footer.place(verdict)
        with self.say(sentence):
            self.play(*self.swap(after_a, after_b), run_time=QUICK)
            self.play(plane.animate.set_matrix(b @ a, turning=True), run_time=SLOW)
            self.play(*self.swap(after_b, verdict), run_time=STEADY)

    @section("Shapes that fit")
    def shapes(self) -> None:
        """A row and a column of different length, NumPy's own words about it, and the remedy."""
        main, side, footer = self.layout.main, self.layout.side, self.layout.footer
        generator = self.random_generator()
        wide = np.column_stack([self.numbers.a, generator.integers(1, 4, 2)])
        short = np.column_stack([self.numbers.b, generator.integers(1, 4, (2, 2))])
        tall = np.vstack([short, generator.integers(1, 4, 4)])
        product = matrix_product(wide, tall)
        board = main.place(ProductCells(product, width=main.width, height=main.height))
        before_a = label_like(board.labels[0], self.numbers.a, "A", Role.DATA)
        before_b, label = (
            label_like(board.labels[1], matrix, "B", Role.PARAMETER) for matrix in (self.numbers.b, short)
        )
        rows = [board.right.row(k) for k in range(2)]
        with self.say("Not every pair of matrices fits. Give A a third column, and B two more."):
            parts = [board.left.column(0), board.left.column(1), *(row[:2] for row in rows)]
            self.play(FadeIn(*parts, before_a, before_b), run_time=STEADY)
            self.play(
                FadeIn(board.left.column(2), *(row[2:] for row in rows), shift=LEFT),
                *self.swap(before_a, board.labels[0]),
                *self.swap(before_b, label),
                run_time=STEADY,
            )
        total = self.running_sum(product, 0, side)
        lines = [total.term(k) for k in range(3)]
        row = VGroup(*(board.left.entry(0, k).copy() for k in range(3)))
        column = VGroup(*(board.right.entry(k, 0).copy() for k in range(2)))
        with self.say(
            "A row of A now has {of_row} numbers, but a column of B only {of_column}.",
            of_row=wide.shape[1],
            of_column=short.shape[0],
        ):
            for numbers, at in ((row, 0), (column, 2)):
                moves = [Transform(n, line[at]) for n, line in zip(numbers, lines, strict=False)]
                self.play(*moves, run_time=STEADY)
        holes = VGroup(*(cell.box.copy() for cell in board.right.row(2)))
        holes.set_fill(opacity=0).set_stroke(theme_color(Role.ERROR), 3)
        alone = Words("?", size=Size.TITLE, role=Role.ERROR, weight="bold").move_to(lines[2][2])
        refused = footer.place(ShapeLabel(wide.shape, short.shape, size=Size.TITLE))
        with self.say("The last one has no partner, so there is no product."):
            self.play(*(FadeIn(line[1]) for line in lines), FadeIn(alone, scale=2), Create(holes))
            self.play(FadeIn(refused, shift=0.2 * UP), run_time=QUICK)
        card = CodeCard(
            "A @ B",
            refusal(wide, short),
            output_role=Role.ERROR,
            width=side.width,
            height=side.height,
        )
        side.place(card)
        leaving = [row, column, alone, *(line[1] for line in lines)]
        with self.say("Ask NumPy for it all the same, and this is its answer."):
            self.play(*(FadeOut(mobject) for mobject in leaving), run_time=QUICK)
            self.play(FadeIn(card, shift=0.2 * UP), run_time=STEADY)
        with self.say("It ends with the two inner sizes, which differ."):
            before = takewhile(lambda line: not line.startswith("(size"), card.printed)
            faded = [card.output_line(k) for k, _ in enumerate(before, start=1)]
            self.play(*(line.animate.set_opacity(0.4) for line in faded), run_time=STEADY)
        accepted = footer.place(ShapeLabel(wide.shape, tall.shape, size=Size.TITLE))
        with self.say("So give B a third row. Now the inner sizes agree."):
            self.play(FadeOut(card, holes, label, refused), run_time=QUICK)
            self.play(
                FadeIn(board.right.row(2), shift=0.5 * UP),
                FadeIn(board.labels[1], board.result, board.labels[2]),
                FadeIn(accepted.left_shape, accepted.right_shape, accepted.link, accepted.sign),
                run_time=STEADY,
            )
            self.add(board)
            self.play(board.animate.set_progress(0), FadeIn(total), run_time=QUICK)
            self.play(total.animate.set_progress(3), run_time=SLOW)
        with self.say("The outer sizes stay: they are the shape of the product."):
            outer = accepted.left_shape[1].copy(), accepted.right_shape[3].copy()
            self.play(
                *(
                    ReplacementTransform(size, accepted.result[at], path_arc=-PI / 2)
                    for size, at in zip(outer, (1, 3), strict=True)
                ),
                FadeIn(accepted.arrow, *accepted.result[0::2]),
                board.animate.set_progress(1),
                FadeOut(total),
                run_time=STEADY,
            )
            self.play(board.animate(rate_func=linear).set_progress(product.value.size), run_time=SLOW)
            self.play(board.animate.rest(), run_time=QUICK)
            self.play(board.animate.move_to(self.layout.content.center), run_time=STEADY)

    @section("A layer of a network")
    def layer(self) -> None:
        """A batch of examples, weights, biases and ReLU, with the count of multiplications."""
        layer = self.numbers.layer
        main, side = self.layout.without_footer.content.split(0.66, 0.34)
        later = [*layer.biases, *layer.pre_activations.ravel(), *layer.activations.ravel()]
        size = {"width": main.width, "height": 0.88 * main.height}
        board = ProductCells(layer.product, names=("X", "W", "XW"), room_for=later, **size)
        home = main.place(board, "top").get_center()
        board.move_to(self.layout.without_footer.content.center)
        examples, width = layer.activations.shape
        with self.say("A layer of a network multiplies too. Each row of X is one example."):
            rows = [FadeIn(board.left.row(i), shift=0.5 * RIGHT) for i in range(examples)]
            self.play(FadeIn(board.labels[0]), LaggedStart(*rows, lag_ratio=0.3), run_time=SLOW)
        with self.say("Each column of W holds the weights of one output."):
            columns = [FadeIn(board.right.column(j), shift=0.5 * DOWN) for j in range(width)]
            self.play(FadeIn(board.labels[1]), LaggedStart(*columns, lag_ratio=0.3), run_time=SLOW)
        count = LiveNumber(0, ",.0f", size=1.8 * em(Size.TITLE), weight="bold", anchor=0)
        sizes = Formula(
            "{{ {rows} : data }} times {features} times {{ {columns} : parameter }}",
            rows=examples,
            features=self.numbers.features,
            columns=width,
        )
        name = Words("multiplications", size=Size.LABEL, role=Role.MUTED)
        counter = side.place(VGroup(count, name, sizes).arrange(DOWN, buff=0.8 * em(Size.BODY)))
        multiplications = layer.product.multiplications
        with self.say("Every example meets every output: {count} multiplications.", count=multiplications):
            self.play(FadeIn(board.result, board.labels[2]), run_time=QUICK)
            self.add(board)
            self.play(board.animate.move_to(home), FadeIn(counter[:2]), run_time=STEADY)
            self.play(
                board.animate(rate_func=accelerating).set_progress(layer.activations.size),
                count.animate(rate_func=accelerating).set_value(multiplications),
                run_time=4,
            )
            self.play(board.animate.rest(), FadeIn(sizes, shift=0.2 * UP), run_time=QUICK)
        label = self.add_biases(board, layer)
        self.play(FadeOut(board.left, board.right, board.labels[1], counter), run_time=QUICK)
        self.remove(board, board.beams)
        self.rectify(board.result, label, layer)

    def add_biases(self, board: ProductCells, layer: DenseLayer) -> Words:
        """Let the row of biases go into every row of the product."""
        row = board.row_below(layer.biases)
        name = Words("b", size=Size.BODY, role=Role.PARAMETER, weight="semibold")
        name.next_to(row, LEFT, buff=0.6 * em(Size.BODY))
        label = Words("XW + {{b : parameter}}", size=Size.BODY, role=Role.PREDICTION, weight="semibold")
        label.move_to(board.labels[2])
        with self.say("Then a bias for each output is added to every row."):
            self.play(FadeOut(board.labels[0], board.labels[2]), run_time=0.5 * QUICK)
            self.play(FadeIn(row, name, shift=0.3 * UP), run_time=QUICK)
            copies = [
                VGroup(*(entry.copy() for entry in row.entries)).set_color(theme_color(Role.PARAMETER))
                for _ in range(len(layer.activations))
            ]
            # The numbers change as the biases reach them, not before.
            falls = [flight(copied, board.result.row(i).get_center()) for i, copied in enumerate(copies)]
            late = squish_rate_func(smooth, 0.45, 1)
            changes = board.result.animate(rate_func=late).set_values(layer.pre_activations)
            self.play(*falls, changes, run_time=SLOW)
            self.remove(*copies)
            self.play(FadeOut(row, name), run_time=0.5 * QUICK)
            self.play(FadeIn(label), run_time=QUICK)
        return label

    def rectify(self, grid: MatrixCells, label: Words, layer: DenseLayer) -> None:
        """Send every number through ReLU, in its cell and on the graph at the same time."""
        content = self.layout.without_footer.content
        main, side = (content.columns if self.layout.aspect == "wide" else content.rows)(0.62, 0.38)
        before, after = layer.pre_activations, layer.activations
        share = min(0.9 * main.width / grid.width, 0.8 * main.height / grid.height, 1.6)
        enlarged = main.place(
            VGroup(grid.copy().scale(share), label.copy()).arrange(DOWN, buff=em(Size.BODY))
        )
        done = Words("ReLU(XW + {{b : parameter}})", role=Role.PREDICTION, weight="semibold").move_to(
            enlarged[1]
        )
        reach = 1.1 * max(1.0, float(np.abs(before).max()))
        height = min(side.height, 0.85 * side.width)
        axes = side.place(
            Axes2D((-reach, reach), (-0.3 * reach, reach), width=side.width, height=height, y_title="ReLU")
        )
        graph = Graph(axes, relu, role=Role.MUTED)
        roles = [Role.PREDICTION if value > 0 else Role.MUTED for value in after.ravel()]
        dots = Scatter(axes, before.ravel(), np.zeros(before.size), role=roles, radius=0.1)
        with self.say("Last comes ReLU: what is below zero becomes zero."):
            moves = [thing.animate.replace(goal) for thing, goal in zip((grid, label), enlarged, strict=True)]
            self.play(*moves, FadeIn(axes, graph), run_time=STEADY)
            flying = [entry.copy() for entry in grid.entries]
            falls = [
                entry.animate.scale(0.3).move_to(dot).set_opacity(0)
                for entry, dot in zip(flying, dots, strict=True)
            ]
            self.play(*falls, FadeIn(dots), FadeOut(label), run_time=STEADY)
            self.remove(*flying)
            self.play(
                dots.animate.set_data(before.ravel(), after.ravel()),
                grid.animate.set_values(after),
                FadeIn(done),
                run_time=SLOW,
            )
        active = [(int(i), int(j)) for i, j in np.argwhere(after > 0)]
        with self.say(about_outputs(len(active)), on=len(active), all=after.size):
            lit = [grid.animate.highlight_cell(i, j, keep=True) for i, j in active]
            self.play(*lit or [grid.animate.set_opacity(0.4)], run_time=STEADY)

    @section("At full size")
    def full_size(self) -> None:
        """The small layer shrinks to a speck beside one of GPT-2."""
        content = self.layout.without_footer.content
        where, below = (content, None) if self.layout.aspect == "wide" else content.rows(0.68, 0.32)
        (tokens, features), (_, width) = GPT2_LAYER
        small, large = self.outlines(where)
        aside = VGroup(*small.boxes).get_center() - where.center
        small.shift(-aside)
        with self.say(
            "This was your layer: {count} multiplications.", count=self.numbers.layer.product.multiplications
        ):
            self.play(FadeIn(small), run_time=STEADY)
        with self.say(
            "In the smallest GPT-2, one such layer reads {tokens:,} tokens at once.", tokens=tokens
        ):
            self.play(small.animate.shift(aside), run_time=STEADY)
            unit = large.unit
            large.set_unit(small.unit)
            self.play(small.animate.set_unit(unit), large.animate.set_unit(unit), run_time=3 * STEADY)
            rows, columns = large.boxes[:2]
            yours = Words("your\nlayer", size=Size.LABEL, role=Role.MUTED).move_to(
                (rows.get_x(), columns.get_y(), 0)
            )
            meeting = (rows.get_corner(UP + RIGHT) + columns.get_corner(DOWN + LEFT)) / 2
            speck = Dot(meeting, radius=0.04, color=theme_color(Role.HIGHLIGHT))
            pointer = Line(yours.get_corner(DOWN + RIGHT), meeting, buff=0.08)
            pointer.set_stroke(theme_color(Role.MUTED), 2)
            self.play(FadeIn(yours), Create(pointer), FadeIn(speck, scale=3), run_time=QUICK)
        products = tokens * features * width
        size = (0.085 if below is None else 0.115) * content.width
        count = LiveNumber(products, ",.0f", size=size, weight="bold", anchor=0)
        name = Words(
            "{tokens:,} × {features:,} × {outputs:,}\nmultiplications",
            size=Size.LABEL,
            align="center",
            tokens=tokens,
            features=features,
            outputs=width,
        )
        total = VGroup(count, name).arrange(DOWN, buff=0.6 * em(Size.LABEL))
        if below is None:
            total.move_to(large.boxes[2]).shift(0.07 * large.boxes[2].height * DOWN)
        else:
            below.place(total, "top")
        count.set_value(0)
        with self.say(
            "That takes {billions:.1f} billion multiplications, in this one layer.", billions=products / 1e9
        ):
            if below is None:
                large.remove(large.shapes[2])
            self.play(FadeIn(total), run_time=QUICK)
            self.play(
                large.animate(rate_func=linear).set_progress(1.0),
                count.animate(rate_func=linear).set_value(products),
                run_time=3 * STEADY,
            )
        product = large.boxes[2]
        cell = product.get_corner(UP + RIGHT) + np.array([-0.22 * product.width, -0.14 * product.height, 0.0])
        along = Line((rows.get_left()[0] + EDGE, cell[1], 0.0), cell)
        down = Line((cell[0], columns.get_top()[1] - EDGE, 0.0), cell)
        for line, role in ((along, Role.DATA), (down, Role.PARAMETER)):
            # With edges in the colour of the ground, it stands out from the boxes that it crosses.
            line.set_stroke(theme_color(role), 5)
            line.set_stroke(self.theme.background, 200 * EDGE, background=True)
        with self.say("And every cell is still one row times one column."):
            self.play(Create(along), Create(down), run_time=STEADY)
            self.play(FadeIn(Dot(cell, color=theme_color(Role.HIGHLIGHT)), scale=3), run_time=QUICK)

    def outlines(self, where: Region) -> tuple[ProductOutline, ProductOutline]:
        """Return the small layer as large as fits, and in its place the layer of GPT-2."""
        (tokens, features), (_, width) = GPT2_LAYER
        numbers, gap = self.numbers, 0.6 * em(Size.SMALL)
        unit = min((where.width - gap) / (features + width), (where.height - gap) / (features + tokens))
        corner = (
            where.center
            + np.array([unit * (features - width) + gap, unit * (tokens - features) - gap, 0.0]) / 2
        )
        shares = features / numbers.features, tokens / numbers.batch_size, width / numbers.layer_width
        shapes = (numbers.batch_size, numbers.features), (numbers.features, numbers.layer_width)
        small = ProductOutline(*shapes, corner=corner, unit=0.9 * unit * min(shares), gap=gap)
        return small, ProductOutline(*GPT2_LAYER, corner=corner, unit=unit, gap=gap)

    @section("In code")
    def in_code(self) -> None:
        """The product and the layer in NumPy, and what they printed."""
        names = {
            "A": Role.DATA,
            "B": Role.PARAMETER,
            "X": Role.DATA,
            "W": Role.PARAMETER,
            "b": Role.PARAMETER,
        }
        card = self.code_card(names=names)
        with self.say("In NumPy, the at sign multiplies matrices."):
            self.play(FadeIn(card, shift=0.2 * UP), run_time=STEADY)
            self.play(card.animate.highlight_lines(2, 4), run_time=QUICK)
        with self.say("The layer is one line: multiply, add the bias, cut at zero."):
            self.play(card.animate.highlight_lines(10), run_time=QUICK)
        with self.say("Rows meet columns: a network repeats that step, layer after layer."):
            self.play(card.animate.clear_highlight(), run_time=QUICK)
