"""Tells benign tumours from malignant ones: logistic regression by gradient descent, through HTTP alone."""
from statistics import fmean, pstdev

from datasets import tumours
from service import post

measures, benign = tumours()
columns = [[(number - fmean(column)) / pstdev(column) for number in column] for column in zip(*measures)]
samples = [list(row) for row in zip(*columns)]                           # each measure with mean 0 and deviation 1
held_out = range(0, len(samples), 5)                                     # every fifth
learnt = [i for i in range(len(samples)) if i % 5]


def backpropagate(chosen):
    """One linear layer, whose output is a logit; the loss is the cross-entropy of its sigmoid."""
    return post("networks/backpropagate", layers=[{"type": "linear", **parameters}],
                input=[samples[i] for i in chosen], loss="bce_with_logits", targets=[[benign[i]] for i in chosen])


def right(chosen):
    return sum((logit > 0) == benign[i] for i, (logit,) in zip(chosen, backpropagate(chosen)["output"]))


parameters, state = {"weight": [[0.0] * 10], "bias": [0.0]}, {}
for step in range(61):
    answer = backpropagate(learnt)
    if step % 20 == 0:
        print(f"step {step:2}: loss {answer['loss']:.4f}")
    moved = post("optimizers/sgd/step", parameters=parameters, gradients=answer["gradients"][0], state=state,
                 lr=0.2, momentum=0.9)
    parameters, state = moved["parameters"], moved["state"]

print(f"{right(learnt)} of {len(learnt)} learnt are right, {right(held_out)} of {len(held_out)} held out")
