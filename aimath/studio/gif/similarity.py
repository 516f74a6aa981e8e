"""How much a picture looks like another: the structural similarity index."""

import numpy as np
from numpy.typing import NDArray

_WINDOW = 7
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


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
    x, y = a.astype(np.float32), b.astype(np.float32)
    count = _WINDOW * _WINDOW
    mean_x, mean_y = _window_mean(x), _window_mean(y)
    unbiased = count / (count - 1)
    var_x = unbiased * (_window_mean(x * x) - mean_x * mean_x)
    var_y = unbiased * (_window_mean(y * y) - mean_y * mean_y)
    covariance = unbiased * (_window_mean(x * y) - mean_x * mean_y)
    numerator = (2 * mean_x * mean_y + _C1) * (2 * covariance + _C2)
    denominator = (mean_x**2 + mean_y**2 + _C1) * (var_x + var_y + _C2)
    return float(np.mean(numerator / denominator))


def _window_mean(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean of every whole window."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1, *values.shape[2:]))
    sums[1:, 1:] = values.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    size = _WINDOW
    corners = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return np.asarray(corners / (size * size))
