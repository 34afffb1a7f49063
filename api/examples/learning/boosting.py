"""Gradient boosting with stumps: the service computes gradient and Hessian, and this program grows the trees."""
from datasets import MEASURES, tumors
from service import post

LAMBDA, RATE = 1.0, 0.5
measures, benign = tumors()


def leaf(g, h):
    """The Newton step of a leaf whose gradients sum to g and Hessians to h, and its gain."""
    return -g / (h + LAMBDA), g * g / (2 * (h + LAMBDA))


def best_stump(gradient, curvature):
    """The measure and the threshold of the split with the largest gain."""
    total_g, total_h = sum(gradient), sum(curvature)
    splits = []
    for measure in range(len(MEASURES)):
        order = sorted(range(len(gradient)), key=lambda i: measures[i][measure])
        g = h = 0.0
        for i, above in zip(order, order[1:]):
            g, h = g + gradient[i], h + curvature[i]
            if measures[i][measure] < measures[above][measure]:
                (low, gain), (high, other) = leaf(g, h), leaf(total_g - g, total_h - h)
                threshold = (measures[i][measure] + measures[above][measure]) / 2
                splits.append((gain + other - leaf(total_g, total_h)[1], measure, threshold, low, high))
    return max(splits)


margins = [0.0] * len(benign)
for tree in range(1, 5):
    answer = post("losses/binary_logistic", predictions=margins, targets=benign, reduction="sum", hessian="diagonal")
    gain, measure, threshold, low, high = best_stump(answer["gradient"], answer["hessian_diagonal"])
    print(f"loss {answer['loss']:.2f}; tree {tree}: {MEASURES[measure]} below {threshold:.5g} ? {low:+.3f} : {high:+.3f}, "
          f"gain {gain:.2f}")
    margins = [margin + RATE * (low if row[measure] < threshold else high) for margin, row in zip(margins, measures)]
