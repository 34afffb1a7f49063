"""Trees with one split, grown from gradients and Hessians."""

LAMBDA = 1.0


def leaf(g, h):
    """The Newton step of a leaf whose gradients sum to g and Hessians to h, and its gain."""
    return -g / (h + LAMBDA), g * g / (2 * (h + LAMBDA))


def best_stump(samples, gradient, curvature):
    """The gain of the best split, its feature and threshold, and the steps below and above it."""
    total_g, total_h = sum(gradient), sum(curvature)
    splits = []
    for feature in range(len(samples[0])):
        order = sorted(range(len(samples)), key=lambda i: samples[i][feature])
        g = h = 0.0
        for i, above in zip(order, order[1:]):
            g, h = g + gradient[i], h + curvature[i]
            if samples[i][feature] < samples[above][feature]:
                (low, gain), (high, other) = leaf(g, h), leaf(total_g - g, total_h - h)
                threshold = (samples[i][feature] + samples[above][feature]) / 2
                splits.append((gain + other - leaf(total_g, total_h)[1], feature, threshold, low, high))
    return max(splits)
