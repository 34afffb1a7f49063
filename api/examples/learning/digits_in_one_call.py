"""Handwritten digit recognition in one call: the training of digits.py, by networks/train.

    python3 api/examples/learning/digits_in_one_call.py [--losses losses.json]
"""
import argparse
import json
import pathlib

from datasets import digits
from digits import BATCH, SGD, STEPS, TRAINING, initial, layers
from service import post


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--losses", type=pathlib.Path, help="where the loss of each step is written, as JSON")
    files = options.parse_args()

    images, labels = digits()
    answer = post("networks/train", layers=layers(initial()), input=images[:TRAINING], loss="cross_entropy",
                  targets=labels[:TRAINING], optimizer={"type": "sgd", **SGD}, steps=STEPS, batch_size=BATCH,
                  metrics=["accuracy"],
                  validation={"input": images[TRAINING:], "targets": labels[TRAINING:], "interval": 5 * TRAINING // BATCH})

    for measures in answer["validation"]:
        print(f"after {measures['step']:3} steps: held-out loss {measures['loss']:.4f}, "
              f"accuracy {measures['metrics']['accuracy']:.3f}")
    print(f"loss of the last batch: {answer['losses'][-1]:.4f}")
    if files.losses:
        files.losses.write_text(json.dumps(answer["losses"]))


if __name__ == "__main__":
    main()
