"""LambdaMART with stumps: boosting on the gradient and the Hessian of lambdarank, measured by NDCG@10."""
from queries import ndcg, queries
from service import post
from stumps import best_stump

RATE = 0.5


def utility(row):
    """Not linear: a window, a threshold, and a line."""
    return 1.5 * (abs(row[0]) < 0.7) + 1.0 * (row[1] > 0.5) + 0.3 * row[2]


def quality(margins, data):
    _, relevance, sizes = data
    return ndcg(margins, relevance, sizes)


training, held_out = queries(60, utility), queries(40, utility, seed=2)
documents, relevance, sizes = training
margins, others = [0.0] * len(documents), [0.0] * len(held_out[0])
for tree in range(31):
    if tree in (0, 1, 2, 5, 30):
        print(f"trees {tree:2}: NDCG@10 {quality(margins, training):.3f}, of held-out queries {quality(others, held_out):.3f}")
    answer = post("losses/lambdarank", predictions=margins, targets=relevance, group_sizes=sizes, k=10, reduction="sum",
                  hessian="diagonal")
    _, feature, threshold, low, high = best_stump(documents, answer["gradient"], answer["hessian_diagonal"])
    for scores, rows in ((margins, documents), (others, held_out[0])):
        for i, row in enumerate(rows):
            scores[i] += RATE * (low if row[feature] < threshold else high)
