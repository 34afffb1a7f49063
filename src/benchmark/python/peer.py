"""What a Python user would write: Starlette on uvloop, ujson, and PyTorch for loss and gradient.

python3 peer.py PORT WORKERS
"""

import sys

import numpy
import torch
import torch.nn.functional as F
import ujson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

DTYPES = {"float32": numpy.float32, "float64": numpy.float64}


async def mse(request: Request) -> Response:
    body = ujson.loads(await request.body())
    dtype = DTYPES[body.get("dtype", "float64")]
    return answer(F.mse_loss, tensor(body["predictions"], dtype).requires_grad_(), tensor(body["targets"], dtype))


async def cross_entropy(request: Request) -> Response:
    body = ujson.loads(await request.body())
    dtype = DTYPES[body.get("dtype", "float64")]
    return answer(F.cross_entropy, tensor(body["predictions"], dtype).requires_grad_(),
                  tensor(body["targets"], numpy.int64))


def tensor(values: list, dtype: type) -> torch.Tensor:
    # By way of numpy: torch.tensor of a list takes twice as long.
    return torch.from_numpy(numpy.array(values, dtype=dtype))


def answer(loss, predictions: torch.Tensor, targets: torch.Tensor) -> Response:
    value = loss(predictions, targets)
    value.backward()
    return Response(ujson.dumps({"loss": value.item(), "gradient": predictions.grad.tolist()}),
                    media_type="application/json")


app = Starlette(routes=[Route("/mse", mse, methods=["POST"]),
                        Route("/cross_entropy", cross_entropy, methods=["POST"])])

if __name__ == "__main__":
    uvicorn.run("peer:app", port=int(sys.argv[1]), workers=int(sys.argv[2]), loop="uvloop", http="httptools",
                access_log=False, log_level="warning")
