"""Makes optimizer-trajectories.json: 100 steps of every optimizer of PyTorch on a small problem, in float64.

The problem has five numbers p, a centre c and steepness s; its gradient is 2 s (p - c). Two follow their formula in 50
digits (mpmath): Lion, which PyTorch lacks, and NAdam, where PyTorch's rounding errors grow to 5e-12 at the number that starts
at its centre.

    python optimizer_trajectories.py > optimizer-trajectories.json      # PyTorch 2.13.0, mpmath 1.3.0
"""
import json

import torch
from mpmath import mp, mpf, sign

START = [1.0, -2.0, 0.5, 3.0, -0.25]
CENTRE = [0.25, 1.0, 0.5, -1.5, 2.0]
STEEPNESS = [1.0, 0.5, 2.0, 0.125, 3.0]
SHOWN = (1, 2, 10, 100)

CASES = [
    ("sgd", torch.optim.SGD, dict(lr=0.05)),
    ("sgd", torch.optim.SGD, dict(lr=0.02, momentum=0.9, dampening=0.3, weight_decay=0.01)),
    ("sgd", torch.optim.SGD, dict(lr=0.02, momentum=0.8, nesterov=True)),
    ("adagrad", torch.optim.Adagrad, dict()),
    ("adagrad", torch.optim.Adagrad, dict(lr=0.5, lr_decay=0.05, weight_decay=0.01, initial_accumulator_value=0.5)),
    ("rmsprop", torch.optim.RMSprop, dict()),
    ("rmsprop", torch.optim.RMSprop, dict(lr=0.005, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.01)),
    ("adadelta", torch.optim.Adadelta, dict()),
    ("adadelta", torch.optim.Adadelta, dict(lr=2.0, rho=0.8, eps=1e-3, weight_decay=0.01)),
    ("adam", torch.optim.Adam, dict()),
    ("adam", torch.optim.Adam, dict(lr=0.1, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.02, amsgrad=True)),
    ("adamw", torch.optim.AdamW, dict()),
    ("adamw", torch.optim.AdamW, dict(lr=0.1, betas=(0.8, 0.95), weight_decay=0.1, amsgrad=True)),
    ("amsgrad", torch.optim.Adam, dict(lr=0.1, amsgrad=True)),
    ("adamax", torch.optim.Adamax, dict()),
    ("adamax", torch.optim.Adamax, dict(lr=0.1, betas=(0.8, 0.95), weight_decay=0.02)),
    ("radam", torch.optim.RAdam, dict()),
    ("radam", torch.optim.RAdam, dict(lr=0.1, betas=(0.8, 0.95), weight_decay=0.02)),
    ("radam", torch.optim.RAdam, dict(lr=0.1, weight_decay=0.02, decoupled_weight_decay=True)),
]

NADAM = [dict(), dict(lr=0.1, weight_decay=0.02, momentum_decay=0.01),
         dict(lr=0.1, weight_decay=0.02, decoupled_weight_decay=True)]
LION = [dict(), dict(lr=0.03, betas=(0.8, 0.95), weight_decay=0.1)]


def named(options):
    """Our names of PyTorch's options."""
    ours = {name: value for name, value in options.items() if name != "betas" and name != "amsgrad"}
    if "betas" in options:
        ours["beta1"], ours["beta2"] = options["betas"]
    return ours


def trajectory(make, options):
    p = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([p], foreach=False, **options)
    shown = {}
    for step in range(1, max(SHOWN) + 1):
        p.grad = 2 * torch.tensor(STEEPNESS, dtype=torch.float64) * (p.detach() - torch.tensor(CENTRE, dtype=torch.float64))
        optimizer.step()
        if step in SHOWN:
            shown[step] = p.tolist()
    return shown


def lion(lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
    mp.dps = 50
    p = [mpf(x) for x in START]
    m = [mpf(0)] * len(p)
    shown = {}
    for step in range(1, max(SHOWN) + 1):
        for i in range(len(p)):
            g = 2 * mpf(STEEPNESS[i]) * (p[i] - mpf(CENTRE[i]))
            direction = sign(mpf(betas[0]) * m[i] + (1 - mpf(betas[0])) * g)
            p[i] = p[i] * (1 - mpf(lr) * mpf(weight_decay)) - mpf(lr) * direction
            m[i] = mpf(betas[1]) * m[i] + (1 - mpf(betas[1])) * g
        if step in SHOWN:
            shown[step] = [float(x) for x in p]
    return shown


def nadam(lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, momentum_decay=4e-3, decoupled_weight_decay=False):
    mp.dps = 50
    lr, eps, decay = mpf(lr), mpf(eps), mpf(weight_decay)
    beta1, beta2 = mpf(betas[0]), mpf(betas[1])
    p = [mpf(x) for x in START]
    m, v, product = [mpf(0)] * len(p), [mpf(0)] * len(p), mpf(1)
    shown = {}
    for step in range(1, max(SHOWN) + 1):
        now, following = (beta1 * (1 - mpf(0.96) ** (t * mpf(momentum_decay)) / 2) for t in (step, step + 1))
        product *= now
        for i in range(len(p)):
            g = 2 * mpf(STEEPNESS[i]) * (p[i] - mpf(CENTRE[i]))
            if decoupled_weight_decay:
                p[i] *= 1 - lr * decay
            else:
                g += decay * p[i]
            m[i] = beta1 * m[i] + (1 - beta1) * g
            v[i] = beta2 * v[i] + (1 - beta2) * g ** 2
            size = mp.sqrt(v[i] / (1 - beta2 ** step)) + eps
            p[i] -= lr * ((1 - now) / (1 - product) * g + following / (1 - product * following) * m[i]) / size
        if step in SHOWN:
            shown[step] = [float(x) for x in p]
    return shown


cases = []
for name, make, options in CASES:
    ours = named(options)
    if name != "amsgrad" and options.get("amsgrad"):
        ours["amsgrad"] = True
    cases.append({"optimizer": name, "options": ours, "parameters": trajectory(make, options)})
for options in NADAM:
    cases.append({"optimizer": "nadam", "options": named(options), "parameters": nadam(**options)})
for options in LION:
    cases.append({"optimizer": "lion", "options": named(options), "parameters": lion(**options)})
print(json.dumps({"start": START, "centre": CENTRE, "steepness": STEEPNESS, "cases": cases}, indent=1))
