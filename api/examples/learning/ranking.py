"""Learns to rank: a linear model trained by the gradients of lambdarank, measured by NDCG@10."""
from queries import FEATURES, ndcg, queries
from service import post

RATE = 0.1
TRUE = [1.0, -0.8, 0.6, 0.0, 0.4, -0.2]


def utility(row):
    return sum(weight * number for weight, number in zip(TRUE, row))


def scores(documents):
    return [sum(weight * number for weight, number in zip(weights, row)) for row in documents]


training, held_out = queries(60, utility), queries(40, utility, seed=2)
documents, relevance, sizes = training
weights = [0.0] * FEATURES
for step in range(41):
    answer = post("losses/lambdarank", predictions=scores(documents), targets=relevance, group_sizes=sizes, k=10)
    if step in (0, 1, 10, 40):
        quality = [ndcg(scores(rows), relevant, counts) for rows, relevant, counts in (training, held_out)]
        print(f"step {step:2}: loss {answer['loss']:.4f}, NDCG@10 {quality[0]:.3f}, of held-out queries {quality[1]:.3f}")
    for j in range(FEATURES):
        weights[j] -= RATE * sum(slope * row[j] for slope, row in zip(answer["gradient"], documents))
