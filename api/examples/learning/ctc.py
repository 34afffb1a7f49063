"""Connectionist temporal classification: which label is where in time is not known, and is learnt.

The gradient by the logits is softmax - posterior, so that the posterior of each label at each time step is softmax - gradient.
"""
import math

from service import post

WORD, CLASSES, TIMES = "hello", "-ehlo", 24                              # the blank is class 0
SHADES = " .:-=+*#%@"


def softmax(row):
    exponentials = [math.exp(z) for z in row]
    return [e / sum(exponentials) for e in exponentials]


def draw(title, rows):
    """A row for each class, a column for each time step, darker where it is more probable."""
    print(title)
    for k in (2, 1, 3, 4, 0):
        print(f"  {CLASSES[k]} |" + "".join(SHADES[min(9, int(10 * row[k]))] for row in rows) + "|")


def best_path(rows):
    path = "".join(CLASSES[row.index(max(row))] for row in rows)
    read = "".join(c for c, before in zip(path, " " + path) if c != before).replace("-", "")
    return f"best path {path}, read as {read!r}"


logits = [[0.0] * len(CLASSES) for _ in range(TIMES)]
for step in range(61):
    answer = post("losses/ctc", predictions=[[row] for row in logits], targets=[[CLASSES.index(c) for c in WORD]],
                  input_lengths=[TIMES], target_lengths=[len(WORD)], reduction="sum")
    gradient = [sequence for sequence, in answer["gradient"]]
    if step % 30 == 0:
        outputs = [softmax(row) for row in logits]
        posterior = [[y - g for y, g in zip(*pair)] for pair in zip(outputs, gradient)]
        print(f"step {step}: loss {answer['loss']:.4f}, {best_path(outputs)}")
        draw("posterior", posterior)
    logits = [[z - g for z, g in zip(*pair)] for pair in zip(logits, gradient)]
