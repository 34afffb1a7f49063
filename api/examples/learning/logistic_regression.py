"""Classifies tumors as benign or malignant: logistic regression by gradient descent over HTTP."""
from statistics import fmean, pstdev

from datasets import tumors
from service import post

measures, benign = tumors()
columns = [[(number - fmean(column)) / pstdev(column) for number in column] for column in zip(*measures)]
samples = [list(row) for row in zip(*columns)]                           # each measure has mean 0 and standard deviation 1
held_out = range(0, len(samples), 5)                                     # every fifth
training = [i for i in range(len(samples)) if i % 5]


def backpropagate(chosen):
    """One linear layer, whose output is a logit; the loss is its binary cross-entropy."""
    return post("networks/backpropagate", layers=[{"type": "linear", **parameters}],
                input=[samples[i] for i in chosen], loss="bce_with_logits", targets=[[benign[i]] for i in chosen])


def right(chosen):
    return sum((logit > 0) == benign[i] for i, (logit,) in zip(chosen, backpropagate(chosen)["output"]))


parameters, state = {"weight": [[0.0] * 10], "bias": [0.0]}, {}
for step in range(61):
    answer = backpropagate(training)
    if step % 20 == 0:
        print(f"step {step:2}: loss {answer['loss']:.4f}")
    moved = post("optimizers/sgd/step", parameters=parameters, gradients=answer["gradients"][0], state=state,
                 lr=0.2, momentum=0.9)
    parameters, state = moved["parameters"], moved["state"]

print(f"{right(training)} of {len(training)} training samples classified correctly, {right(held_out)} of {len(held_out)} held-out samples")
