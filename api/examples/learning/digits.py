"""Handwritten digit recognition: trains a network of 64, 32 and 10 units over HTTP.

    python3 api/examples/learning/digits.py [--losses losses.json] [--plot curve.svg]
"""
import argparse
import json
import math
import pathlib
import random

from datasets import digits
from service import post

TRAINING, BATCH, STEPS = 1400, 100, 280          # 20 epochs over the first 1400 images; the other 397 are held out
SGD = {"lr": 0.1, "momentum": 0.9}


def initial():
    """Initial weights: uniform within ±1/√in as in PyTorch's Linear, and the same on every machine."""
    rng = random.Random(8)

    def uniform(count, fan_in):
        return [(2 * rng.random() - 1) / math.sqrt(fan_in) for _ in range(count)]

    return {"0.weight": [uniform(64, 64) for _ in range(32)], "0.bias": uniform(32, 64),
            "2.weight": [uniform(32, 32) for _ in range(10)], "2.bias": uniform(10, 32)}


def layers(parameters):
    """The network; parameters are named by layer, as in PyTorch's Sequential."""
    return [{"type": "linear", "weight": parameters["0.weight"], "bias": parameters["0.bias"]},
            {"type": "relu"},
            {"type": "linear", "weight": parameters["2.weight"], "bias": parameters["2.bias"]}]


def backpropagate(parameters, images, labels):
    answer = post("networks/backpropagate", layers=layers(parameters), input=images, loss="cross_entropy", targets=labels)
    gradients = {f"{i}.{name}": gradient for i, layer in enumerate(answer["gradients"]) for name, gradient in layer.items()}
    return answer["loss"], gradients, answer["output"]


def train(images, labels):
    parameters, state, losses = initial(), {}, []
    for step in range(STEPS):
        batch = slice(step * BATCH % TRAINING, step * BATCH % TRAINING + BATCH)
        loss, gradients, _ = backpropagate(parameters, images[batch], labels[batch])
        moved = post("optimizers/sgd/step", parameters=parameters, gradients=gradients, state=state, **SGD)
        parameters, state = moved["parameters"], moved["state"]
        losses.append(loss)
    return parameters, losses


def right(parameters, images, labels):
    """How many images are read as what they show."""
    _, _, output = backpropagate(parameters, images, labels)
    return sum(logits.index(max(logits)) == label for logits, label in zip(output, labels))


def plot(losses):
    """The loss of each step's batch, as an SVG picture."""
    def x(step):
        return round(56 + 568 * step / STEPS, 1)

    def y(loss):
        return round(356 - 304 * loss / 2.5, 1)

    steps, ticks = range(0, STEPS + 1, 40), [0, 0.5, 1, 1.5, 2, 2.5]
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400" role="img">
<title>Handwritten digits: the loss of each batch</title>
<style>svg{{background:#fff;font:12px system-ui,sans-serif}}.g{{stroke:#e3e6ea}}.t{{fill:#4a5059}}.h{{font-size:14px;font-weight:600;fill:#1c2024}}.c{{fill:none;stroke:#0072b2;stroke-width:2;stroke-linejoin:round}}</style>
<rect width="640" height="400" fill="#fff"/>
<path class="g" d="{"".join(f"M{x(s)} 52V356" for s in steps)}{"".join(f"M56 {y(t)}H624" for t in ticks)}"/>
<g class="t" text-anchor="middle">{"".join(f'<text x="{x(s)}" y="373">{s}</text>' for s in steps)}<text x="340" y="392">step</text></g>
<g class="t" text-anchor="end">{"".join(f'<text x="48" y="{round(y(t) + 4, 1)}">{t:g}</text>' for t in ticks)}</g>
<text class="h" x="56" y="30">Handwritten digits: the loss of each batch</text>
<path class="c" d="M{"L".join(f"{x(s)} {y(loss)}" for s, loss in enumerate(losses))}"/>
</svg>
"""


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--losses", type=pathlib.Path, help="where the loss of each step is written, as JSON")
    options.add_argument("--plot", type=pathlib.Path, help="where the curve is drawn, as SVG")
    files = options.parse_args()

    images, labels = digits()
    parameters, losses = train(images, labels)
    for step in (0, 20, 100, STEPS - 1):
        print(f"step {step:3}: loss {losses[step]:.4f}")
    count = right(parameters, images[TRAINING:], labels[TRAINING:])
    print(f"{count} of {len(labels) - TRAINING} held-out digits are read correctly")
    if files.losses:
        files.losses.write_text(json.dumps(losses))
    if files.plot:
        files.plot.write_text(plot(losses))


if __name__ == "__main__":
    main()
