"""Correlations of incomplete columns from sums that can be added up: by groups of respondents, so
that resampling the respondents costs no second look at the answers."""

from dataclasses import dataclass

import numpy as np

LEAST_EIGENVALUE = 1e-6  # below it correlations taken pair by pair do not fit together


@dataclass(frozen=True)
class Moments:
    """Sums over rows in which both of two columns are known: one matrix a group, i by j.

    `pairs` counts the rows; `sums` and `squares` are of column i, `products` of both.
    """

    pairs: np.ndarray
    sums: np.ndarray
    squares: np.ndarray
    products: np.ndarray

    def weighted(self, weights: np.ndarray) -> "Moments":
        """Of groups that count so often: one matrix a row of `weights`."""
        groups, width = self.pairs.shape[0], self.pairs.shape[1]

        def add_up(each: np.ndarray) -> np.ndarray:
            return (weights @ each.reshape(groups, -1)).reshape(-1, width, width)

        return Moments(*map(add_up, (self.pairs, self.sums, self.squares, self.products)))

    def correlations(self) -> np.ndarray:
        """One matrix a group: of each pair of columns over the rows in which both are known.

        NaN where one of them does not vary there.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            means = self.sums / self.pairs
            variances = np.maximum(self.squares / self.pairs - means**2, 0)
            together = self.products / self.pairs - means * means.swapaxes(1, 2)
            # What rounding leaves of no variance is none.
            flat = variances <= 1e-12 * np.maximum(self.squares / self.pairs, 1e-300)
            variances[flat] = np.nan
            found = together / np.sqrt(variances * variances.swapaxes(1, 2))
        return np.clip(found, -1, 1)


def moments(values: np.ndarray, groups: np.ndarray, count: int) -> Moments:
    """Of the rows of `values` (NaN: not known), by the number of the group each is in.

    Columns are taken from their overall means first, so that the sums stay exact.
    """
    known = ~np.isnan(values)
    centred = np.where(known, values - _means(values, known), 0.0)
    mask = known.astype(float)
    order = np.argsort(groups, kind="stable")
    ends = np.searchsorted(groups[order], np.arange(count + 1))
    width = values.shape[1]
    # Side by side, so that a group's sums are one product: of small matrices each costs as much.
    beside = np.hstack([mask, centred, centred**2])[order]
    added = np.zeros((count, 3 * width, 2 * width))
    for group in range(count):
        rows = beside[ends[group] : ends[group + 1]]
        np.matmul(rows.T, rows[:, : 2 * width], out=added[group])
    of_mask, of_values = np.split(added, 2, axis=2)
    pairs, sums, squares = np.split(of_mask, 3, axis=1)
    return Moments(pairs, sums, squares, of_values[:, width : 2 * width])


def fits_together(correlations: np.ndarray) -> bool:
    """Could these be the correlations of complete columns, none of them made of the others?"""
    if not np.isfinite(correlations).all():
        return False
    return bool(np.linalg.eigvalsh(correlations).min() >= LEAST_EIGENVALUE)


def _means(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    counts = np.maximum(known.sum(axis=0), 1)
    return np.where(known, values, 0.0).sum(axis=0) / counts
