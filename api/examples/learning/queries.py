"""Search queries made up with a seed, and the measure of a ranking."""
import math
import random

FEATURES = 6


def queries(count, relevance_of, seed=1):
    """Feature rows of 10 to 20 documents per query, their relevance from 0 to 3, and the numbers of documents."""
    draw = random.Random(seed)
    documents, relevance, sizes = [], [], []
    for _ in range(count):
        sizes.append(draw.randint(10, 20))
        for _ in range(sizes[-1]):
            common = draw.gauss(0, 1)                                    # correlates the features
            row = [common + draw.gauss(0, 1) for _ in range(FEATURES)]
            utility = relevance_of(row) + draw.gauss(0, 0.5)
            documents.append(row)
            relevance.append(sum(utility > step for step in (0.5, 1.5, 2.5)))
    return documents, relevance, sizes


def ndcg(scores, relevance, sizes, k=10):
    """The mean NDCG@k of the queries: gains 2^t - 1 by discounts log2(1 + rank), over the best order's."""
    start, shares = 0, []
    for size in sizes:
        documents = range(start, start + size)
        ranked = sorted(documents, key=lambda i: -scores[i])
        best = dcg(sorted((relevance[i] for i in documents), reverse=True)[:k])
        shares.append(dcg([relevance[i] for i in ranked][:k]) / best if best else 1.0)
        start += size
    return sum(shares) / len(shares)


def dcg(relevance):
    return sum((2 ** t - 1) / math.log2(2 + place) for place, t in enumerate(relevance))
