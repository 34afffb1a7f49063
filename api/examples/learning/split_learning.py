"""Split learning: one side has the images and the network, the other the labels. Neither sees what the other has.

    python3 api/examples/learning/split_learning.py [--losses losses.json]

The side with the labels has no code for losses: it asks the service, with tensors as safetensors.
"""
import argparse
import json
import pathlib

import numpy as np

from datasets import digits
from digits import BATCH, SGD, STEPS, TRAINING, initial
from tensors import evaluate


class Labels:
    """The side with the labels. It is sent logits, and answers the loss and its gradient."""

    def __init__(self, labels):
        self.labels = np.array(labels)

    def loss(self, samples, logits):
        answer = evaluate("cross_entropy", {"predictions": logits, "targets": self.labels[samples]})
        return float(answer["loss"]), answer["gradient"]

    def right(self, samples, logits):
        return int((logits.argmax(1) == self.labels[samples]).sum())


class OneProcess(Labels):
    """The same in this process, to compare with."""

    def loss(self, samples, logits):
        shifted = logits - logits.max(1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
        rows, labels = np.arange(len(logits)), self.labels[samples]
        gradient = np.exp(logs)
        gradient[rows, labels] -= 1
        return -logs[rows, labels].mean(), gradient / len(logits)


class Network:
    """The side with the images: two layers with relu between them, trained by gradient descent with momentum."""

    def __init__(self, images):
        self.images = np.array(images, float)
        self.parameters = {name: np.array(values) for name, values in initial().items()}
        self.parameters["0.weight"] = self.parameters["0.weight"].reshape(32, 64)
        self.velocity = {name: np.zeros_like(values) for name, values in self.parameters.items()}

    def forward(self, samples):
        p = self.parameters
        hidden = self.images[samples] @ p["0.weight"].T + p["0.bias"]
        return hidden, np.maximum(hidden, 0) @ p["2.weight"].T + p["2.bias"]

    def backward(self, samples, hidden, gradient):
        upstream = gradient @ self.parameters["2.weight"] * (hidden > 0)
        gradients = {"0.weight": upstream.T @ self.images[samples], "0.bias": upstream.sum(0),
                     "2.weight": gradient.T @ np.maximum(hidden, 0), "2.bias": gradient.sum(0)}
        for name, values in gradients.items():
            self.velocity[name] = SGD["momentum"] * self.velocity[name] + values
            self.parameters[name] = self.parameters[name] - SGD["lr"] * self.velocity[name]


def train(network, labels):
    losses = []
    for step in range(STEPS):
        samples = slice(step * BATCH % TRAINING, step * BATCH % TRAINING + BATCH)
        hidden, logits = network.forward(samples)
        loss, gradient = labels.loss(samples, logits)
        network.backward(samples, hidden, gradient)
        losses.append(loss)
    held_out = slice(TRAINING, None)
    return losses, labels.right(held_out, network.forward(held_out)[1])


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--losses", type=pathlib.Path, help="where the loss of each step is written, as JSON")
    files = options.parse_args()

    images, labels = digits()
    losses, count = train(Network(images), Labels(labels))
    alone, count_alone = train(Network(images), OneProcess(labels))
    print(f"split: loss {losses[-1]:.4f}, {count} of {len(labels) - TRAINING} held-out digits are read correctly")
    print(f"in one process: loss {alone[-1]:.4f}, {count_alone} of {len(labels) - TRAINING}")
    if files.losses:
        files.losses.write_text(json.dumps(losses))


if __name__ == "__main__":
    main()
