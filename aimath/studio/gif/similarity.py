"""How much a picture looks like another: the structural similarity index."""

import numpy as np
from numpy.typing import NDArray

_WINDOW = 7
_C1, _C2 = np.float32((0.01 * 255) ** 2), np.float32((0.03 * 255) ** 2)


def structural_similarity(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    r"""Return the mean structural similarity (SSIM) of two pictures: 1 if they are the same.

    $\mathrm{SSIM} = \frac{(2 \mu_a \mu_b + c_1)(2 \sigma_{ab} + c_2)}
    {(\mu_a^2 + \mu_b^2 + c_1)(\sigma_a^2 + \sigma_b^2 + c_2)}$, with means, variances and covariance over
    windows of 7 × 7 pixels, averaged over all windows and channels.

    Args:
        a: values from 0 to 255, shape (height, width, channels).
        b: another picture of that shape.

    Reference:
        Wang, Bovik, Sheikh and Simoncelli (2004). Image quality assessment: from error visibility to
        structural similarity. IEEE Transactions on Image Processing 13(4).

    Example:
        >>> picture = np.random.default_rng(0).integers(0, 256, (16, 16, 3), dtype=np.uint8)
        >>> structural_similarity(picture, picture)
        1.0
    """
    x, y = a.astype(np.int32), b.astype(np.int32)
    sum_x, sum_y = _window_sums(x), _window_sums(y)
    count = _WINDOW * _WINDOW
    scale = np.float32(1 / (count * (count - 1)))
    # Whole numbers up to here: no window has a variance that rounding made.
    var_x = (count * _window_sums(x * x) - sum_x * sum_x) * scale
    var_y = (count * _window_sums(y * y) - sum_y * sum_y) * scale
    covariance = (count * _window_sums(x * y) - sum_x * sum_y) * scale
    mean_x, mean_y = sum_x * np.float32(1 / count), sum_y * np.float32(1 / count)
    numerator = (2 * mean_x * mean_y + _C1) * (2 * covariance + _C2)
    denominator = (mean_x * mean_x + mean_y * mean_y + _C1) * (var_x + var_y + _C2)
    return float(np.mean(numerator / denominator, dtype=np.float64))


def sensitivity(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    r"""Return how much an error in each pixel lowers the structural similarity, next to one on a flat ground.

    $s = c_2 / (2 \sigma^2 + c_2)$, with the variance of the brightness in a window of 7 × 7 pixels around it:
    on a flat ground every error is seen, at the edge of a letter hardly any.

    Args:
        picture: red, green and blue, shape (height, width, 3).

    Returns:
        From 0 to 1, shape (height, width).

    Example:
        >>> sensitivity(np.full((2, 3, 3), 40, dtype=np.uint8)).tolist()
        [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    """
    brightness = picture.sum(axis=2, dtype=np.int32) // picture.shape[2]
    around = np.pad(brightness, _WINDOW // 2, mode="edge")
    count = _WINDOW * _WINDOW
    sums = _window_sums(around)
    variance = (count * _window_sums(around * around) - sums * sums) / (count * (count - 1))
    return np.asarray(_C2 / (2 * variance + _C2), dtype=np.float64)


def _window_sums(values: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the sum over every whole window; sums that overflow cancel in the differences."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1, *values.shape[2:]), dtype=np.int32)
    np.cumsum(values, axis=0, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums[1:, 1:], axis=1, dtype=np.int32, out=sums[1:, 1:])
    size = _WINDOW
    rows = sums[size:] - sums[:-size]
    return np.asarray(rows[:, size:] - rows[:, :-size])
