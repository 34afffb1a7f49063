"""Makes digits-training.json: the training of api/examples/learning/digits.py, from the same start, by PyTorch in float64.

    python digits_training.py > digits-training.json      # PyTorch 2.13.0, CPU
"""
import json
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "api" / "examples" / "learning"))
from datasets import digits
from digits import BATCH, LEARNT, SGD, STEPS, initial

SHOWN = 100

torch.set_default_dtype(torch.float64)
torch.use_deterministic_algorithms(True)
images, labels = map(torch.tensor, digits())

network = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
network.load_state_dict({name: torch.tensor(start) for name, start in initial().items()})
optimizer = torch.optim.SGD(network.parameters(), **SGD)
losses = []
for step in range(STEPS):
    batch = slice(step * BATCH % LEARNT, step * BATCH % LEARNT + BATCH)
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(network(images[batch]), labels[batch])
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
read = network(images[LEARNT:]).argmax(dim=1)
print(json.dumps({"losses": losses[:SHOWN], "right": (read == labels[LEARNT:]).sum().item()}))
