"""The same work as the bench `complete table/weights` in plain numpy, one thread: every weight of a complete table of 200
countries x 50 indicators x 3 levels drawn within a quarter of itself, three levels of means, places of the total."""

import time

import numpy as np

COUNTRIES, INDICATORS, REPLICATES = 200, 50, 2000
rng = np.random.default_rng(0)
scores = rng.random((COUNTRIES, INDICATORS)) * 100
slots = 1.0 + np.arange(INDICATORS) % 3
principles, headings = 1.0 + np.arange(10) % 3, 1.0 + np.arange(5) % 3


def within(weights):
    return weights * (1 + 0.25 * (2 * rng.random(weights.shape) - 1))


def mean(values, weights, groups):
    parts = values.reshape(COUNTRIES, groups, -1)
    own = weights.reshape(groups, -1)
    return (parts * own).sum(axis=2) / own.sum(axis=1)


start = time.perf_counter()
for _ in range(REPLICATES):
    of_principles = mean(scores, within(slots), 10)
    of_headings = mean(of_principles, within(principles), 5)
    total = mean(of_headings, within(headings), 1)[:, 0]
    places = 1 + np.searchsorted(np.sort(-np.round(total, 9)), -np.round(total, 9))
seconds = time.perf_counter() - start
print(f"numpy {np.__version__}: {REPLICATES / seconds:,.0f} replicates a second, one thread")
