"""CLIP in small: two linear encoders and a temperature learn which text belongs to which image."""
import math
import random

from service import post

PAIRS, IMAGE, TEXT, EMBEDDING = 48, 12, 10, 6
draw = random.Random(1)


def matrix(rows, columns, scale=1.0):
    return [[draw.gauss(0, scale) for _ in range(columns)] for _ in range(rows)]


def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


# What an image and its text have in common is a hidden vector, which each shows in its own way, with some noise.
hidden = matrix(PAIRS, 4)
images, texts = (
    [[x + draw.gauss(0, 0.1) for x in row] for row in product(hidden, matrix(4, size))] for size in (IMAGE, TEXT))

# The loss clip, of embeddings of length 1; exp(logit_scale) is 1/temperature.
FORMULA = """
u = images @ image_weight
v = texts @ text_weight
u1 = u / norm(u, axis=-1, keepdims=true)
v1 = v / norm(v, axis=-1, keepdims=true)
loss.clip(exp(logit_scale) * u1, v1, temperature=1, normalize=false)
"""

model = {"image_weight": matrix(IMAGE, EMBEDDING, 0.3), "text_weight": matrix(TEXT, EMBEDDING, 0.3),
         "logit_scale": math.log(1 / 0.07)}


def normalized(rows):
    return [[x / math.hypot(*row) for x in row] for row in rows]


def retrieved():
    """How many images have their own text as the nearest."""
    u, v = (normalized(product(inputs, weight)) for inputs, weight in
            ((images, model["image_weight"]), (texts, model["text_weight"])))
    similarities = product(u, list(zip(*v)))
    return sum(row.index(max(row)) == i for i, row in enumerate(similarities))


state = {}
for step in range(61):
    answer = post("expressions", formula=FORMULA, inputs={"images": images, "texts": texts, **model}, wrt=list(model))
    if step % 20 == 0:
        print(f"step {step:2}: loss {answer['loss']:.4f}, temperature {math.exp(-model['logit_scale']):.4f}, "
              f"{retrieved()} of {PAIRS} texts found")
    taken = post("optimizers/adam/step", parameters=model, gradients=answer["gradients"], state=state, lr=0.02)
    model, state = taken["parameters"], taken["state"]
