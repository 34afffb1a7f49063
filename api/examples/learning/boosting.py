"""Gradient boosting with stumps: the service computes gradient and Hessian, and this program grows the trees."""
from datasets import MEASURES, tumors
from service import post
from stumps import best_stump

RATE = 0.5
measures, benign = tumors()

margins = [0.0] * len(benign)
for tree in range(1, 5):
    answer = post("losses/binary_logistic", predictions=margins, targets=benign, reduction="sum", hessian="diagonal")
    gain, measure, threshold, low, high = best_stump(measures, answer["gradient"], answer["hessian_diagonal"])
    print(f"loss {answer['loss']:.2f}; tree {tree}: {MEASURES[measure]} below {threshold:.5g} ? {low:+.3f} : {high:+.3f}, "
          f"gain {gain:.2f}")
    margins = [margin + RATE * (low if row[measure] < threshold else high) for margin, row in zip(margins, measures)]
