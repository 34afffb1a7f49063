"""Makes network-gradients.json: what PyTorch's autograd answers for every layer type and for stacks of them, in float64.

Each case is the body of a request and the answer to it: loss, output, gradient of every parameter and of the input.
Inputs are of size 1: far out PyTorch's own formulas lose digits (0.5 x (1 + erf), 1 - tanh^2), and tests hold the service to
the exact values there.

    python network_gradients.py > network-gradients.json      # PyTorch 2.13.0, CPU
"""
import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(20261125)
torch.use_deterministic_algorithms(True)


def randn(*shape):
    return torch.randn(*shape)




def dropout(x, mask, p=0.5):
    return x * mask / (1 - p)


def layer_norm(x, weight=None, bias=None, eps=1e-5, normalized_axes=1):
    axes = weight.dim() if weight is not None else normalized_axes
    return F.layer_norm(x, x.shape[-axes:], weight, bias, eps)


def rms_norm(x, weight=None, eps=None, normalized_axes=1):
    axes = weight.dim() if weight is not None else normalized_axes
    return F.rms_norm(x, x.shape[-axes:], weight, eps)


def batch_norm(x, weight=None, bias=None, running_mean=None, running_var=None, eps=1e-5, momentum=0.1, training=True):
    """Updates running_mean and running_var in place."""
    return F.batch_norm(x, running_mean, running_var, weight, bias, training, momentum, eps)


def multihead_attention(x, num_heads, in_proj_weight, out_proj_weight, in_proj_bias=None, out_proj_bias=None, is_causal=False):
    features, length = x.shape[-1], x.shape[-2]
    sequence_first = x.transpose(0, 1) if x.dim() == 3 else x
    mask = torch.ones(length, length, dtype=torch.bool).triu(1) if is_causal else None
    reached, _ = F.multi_head_attention_forward(
        sequence_first, sequence_first, sequence_first, features, num_heads, in_proj_weight, in_proj_bias, None, None,
        False, 0.0, out_proj_weight, out_proj_bias, need_weights=False, attn_mask=mask)
    return reached.transpose(0, 1) if x.dim() == 3 else reached


BUFFERS = ("running_mean", "running_var")

LAYERS = {
    "linear": F.linear,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softplus": F.softplus,
    "softmax": lambda x, dim=-1: F.softmax(x, dim=dim),
    "log_softmax": lambda x, dim=-1: F.log_softmax(x, dim=dim),
    "layer_norm": layer_norm,
    "batch_norm": batch_norm,
    "rms_norm": rms_norm,
    "group_norm": F.group_norm,
    "dropout": dropout,
    "flatten": lambda x, start_dim=1, end_dim=-1: torch.flatten(x, start_dim, end_dim),
    "embedding": lambda x, weight, padding_idx=None: F.embedding(x.long(), weight, padding_idx=padding_idx),
    "conv2d": F.conv2d,
    "conv1d": F.conv1d,
    "max_pool2d": F.max_pool2d,
    "avg_pool2d": F.avg_pool2d,
    "multihead_attention": multihead_attention,
    "residual": lambda x, layers: residual(x, layers),
}


def layer(type, **fields):
    return {"type": type, **fields}


def wire(value):
    if isinstance(value, list):
        return [{name: wire(field) for name, field in each.items()} for each in value]
    return value.tolist() if isinstance(value, torch.Tensor) else value


def learnable(each):
    """The parameters of a layer, and those of its layers: layers.0.weight."""
    own = {name: value for name, value in each.items()
           if isinstance(value, torch.Tensor) and value.dtype == torch.float64 and name not in BUFFERS}
    for i, nested in enumerate(each.get("layers", [])):
        own |= {f"layers.{i}.{name}": value for name, value in learnable(nested).items()}
    return own


def run(each, x):
    return LAYERS[each["type"]](x, **{name: value for name, value in each.items() if name != "type"})


def residual(x, layers):
    reached = x
    for each in layers:
        reached = run(each, reached)
    return x + reached


def case(layers, x, loss="mse", targets=None):
    is_index = layers[0]["type"] == "embedding"
    reached = x = x.clone().requires_grad_(not is_index)
    learnt = []
    request = {"layers": wire(layers), "input": wire(x.detach()), "loss": loss}
    for each in layers:
        learnt.append({name: value.requires_grad_() for name, value in learnable(each).items()})
        reached = run(each, reached)
    if targets is None:
        targets = randn(*reached.shape)
    value = {"mse": F.mse_loss, "cross_entropy": F.cross_entropy, "nll": F.nll_loss}[loss](reached, targets)
    value.backward()
    answer = {"loss": value.item(), "output": wire(reached.detach()),
              "gradients": [{name: wire(tensor.grad) for name, tensor in own.items()} for own in learnt],
              "input_gradient": wire(torch.zeros(x.shape) if is_index else x.grad)}
    buffers = [{name: wire(each[name]) for name in BUFFERS if name in each and each.get("training", True)}
               for each in layers]
    if any(buffers):
        answer["buffers"] = buffers
    return {"request": request | {"targets": wire(targets)}, "answer": answer}


def images():
    return randn(2, 2, 5, 4)


CASES = [
    case([layer("linear", weight=randn(3, 4), bias=randn(3))], randn(5, 4)),
    case([layer("linear", weight=randn(2, 3))], randn(2, 2, 3)),
    *[case([layer(name)], randn(4, 3)) for name in ("relu", "leaky_relu", "elu", "gelu", "silu", "sigmoid", "tanh",
                                                        "softplus", "softmax", "log_softmax")],
    case([layer("leaky_relu", negative_slope=0.3)], randn(2, 3)),
    case([layer("elu", alpha=0.7)], randn(2, 3)),
    case([layer("gelu", approximate="tanh")], randn(4, 3)),
    case([layer("softplus", beta=2.5, threshold=3.0)], randn(4, 3)),
    case([layer("softmax", dim=1)], randn(2, 3, 2)),
    case([layer("log_softmax", dim=0)], randn(3, 2)),
    case([layer("layer_norm")], randn(3, 4)),
    case([layer("layer_norm", normalized_axes=2, eps=0.01)], randn(2, 3, 4)),
    case([layer("layer_norm", weight=randn(3, 4), bias=randn(3, 4))], randn(2, 3, 4)),
    case([layer("dropout", mask=torch.tensor([[True, False, True], [False, True, True]]))], randn(2, 3)),
    case([layer("dropout", p=0.2, mask=torch.tensor([True, True, False]))], randn(3)),
    case([layer("flatten")], randn(2, 3, 2)),
    case([layer("flatten", start_dim=0, end_dim=1)], randn(2, 3, 2)),
    case([layer("embedding", weight=randn(5, 3))], torch.tensor([[1.0, 4.0], [1.0, 0.0]])),
    case([layer("embedding", weight=randn(5, 3), padding_idx=1)], torch.tensor([1.0, 4.0, 1.0, 0.0])),
    case([layer("conv2d", weight=randn(3, 2, 3, 2), bias=randn(3))], images()),
    case([layer("conv2d", weight=randn(4, 1, 2, 2), bias=randn(4), stride=2, padding=1, dilation=2, groups=2)], images()),
    case([layer("max_pool2d", kernel_size=2)], images()),
    case([layer("max_pool2d", kernel_size=3, stride=1, padding=1)], images()),
    case([layer("avg_pool2d", kernel_size=2)], images()),
    case([layer("avg_pool2d", kernel_size=3, stride=2, padding=1)], images()),
    case([layer("linear", weight=randn(5, 4), bias=randn(5)), layer("softmax")], randn(3, 4)),
    case([layer("linear", weight=randn(5, 4), bias=randn(5)), layer("relu"), layer("linear", weight=randn(3, 5))],
         randn(6, 4), "cross_entropy", torch.tensor([0, 2, 1, 1, 0, 2])),
    case([layer("layer_norm", weight=randn(4)), layer("linear", weight=randn(3, 4)), layer("gelu")], randn(3, 4)),
    case([layer("embedding", weight=randn(6, 2)), layer("flatten"), layer("linear", weight=randn(3, 6))],
         torch.tensor([[0.0, 5.0, 2.0], [3.0, 3.0, 1.0]]), "cross_entropy", torch.tensor([2, 0])),
    case([layer("conv2d", weight=randn(2, 2, 2, 2), bias=randn(2)), layer("tanh"), layer("max_pool2d", kernel_size=2)],
         images()),
    case([layer("linear", weight=randn(4, 3), bias=randn(4)), layer("silu"), layer("log_softmax")], randn(3, 3), "nll",
         torch.tensor([1, 3, 0])),
    case([layer("conv2d", weight=randn(3, 2, 2, 3), stride=(1, 2), padding=(0, 2), dilation=(2, 1))], images()),
    case([layer("max_pool2d", kernel_size=(3, 2), stride=(1, 2), padding=(1, 0))], images()),
    case([layer("avg_pool2d", kernel_size=(2, 3), padding=(0, 1))], images()),
    case([layer("rms_norm")], randn(3, 4)),
    case([layer("rms_norm", normalized_axes=2, eps=0.01)], randn(2, 3, 4)),
    case([layer("rms_norm", weight=randn(3, 4))], randn(2, 3, 4)),
    case([layer("group_norm", num_groups=2)], randn(3, 6)),
    case([layer("group_norm", num_groups=2, weight=randn(4), bias=randn(4), eps=0.01)], randn(2, 4, 3)),
    case([layer("group_norm", num_groups=1, weight=randn(2))], images()),
    case([layer("conv1d", weight=randn(3, 2, 3), bias=randn(3))], randn(2, 2, 6)),
    case([layer("conv1d", weight=randn(4, 1, 2), bias=randn(4), stride=2, padding=1, dilation=2, groups=2)],
         randn(2, 2, 6)),
    case([layer("conv1d", weight=randn(2, 2, 4), padding="same", dilation=3)], randn(2, 2, 5)),
    case([layer("conv2d", weight=randn(3, 2, 3, 2), padding="same", dilation=(1, 3))], images()),
    case([layer("conv2d", weight=randn(3, 2, 3, 2), padding="valid")], images()),
    case([layer("max_pool2d", kernel_size=3, stride=2, ceil_mode=True)], images()),
    case([layer("max_pool2d", kernel_size=2, stride=3, padding=1, ceil_mode=True)], images()),
    case([layer("avg_pool2d", kernel_size=3, stride=2, padding=1, ceil_mode=True)], images()),
    case([layer("avg_pool2d", kernel_size=(2, 3), stride=(3, 2), padding=(1, 0), ceil_mode=True)], images()),
    case([layer("avg_pool2d", kernel_size=3, stride=2, padding=1, count_include_pad=False)], images()),
    case([layer("avg_pool2d", kernel_size=2, stride=3, padding=1, ceil_mode=True, count_include_pad=False)], images()),
    case([layer("residual", layers=[layer("linear", weight=randn(4, 3), bias=randn(4)), layer("tanh"),
                                    layer("linear", weight=randn(3, 4))])], randn(2, 3)),
    case([layer("linear", weight=randn(3, 2)),
          layer("residual", layers=[layer("rms_norm", weight=randn(3)),
                                    layer("residual", layers=[layer("gelu"), layer("linear", weight=randn(3, 3))])]),
          layer("relu")], randn(4, 2)),
    case([layer("batch_norm", running_mean=randn(3), running_var=torch.rand(3))], randn(4, 3)),
    case([layer("batch_norm", weight=randn(2), bias=randn(2), running_mean=torch.zeros(2), running_var=torch.ones(2),
                eps=0.01, momentum=0.3)], images()),
    case([layer("batch_norm", weight=randn(3), bias=randn(3), running_mean=randn(3), running_var=torch.rand(3),
                training=False)], randn(2, 3, 4)),
    case([layer("linear", weight=randn(3, 2)), layer("batch_norm", weight=randn(3), running_mean=randn(3),
                                                     running_var=torch.rand(3)), layer("relu")], randn(5, 2)),
    case([layer("multihead_attention", num_heads=2, in_proj_weight=randn(12, 4), in_proj_bias=randn(12),
                out_proj_weight=randn(4, 4), out_proj_bias=randn(4))], randn(2, 3, 4)),
    case([layer("multihead_attention", num_heads=3, in_proj_weight=randn(18, 6), out_proj_weight=randn(6, 6),
                is_causal=True)], randn(5, 6)),
    case([layer("multihead_attention", num_heads=1, in_proj_weight=randn(6, 2), out_proj_weight=randn(2, 2),
                out_proj_bias=randn(2))], randn(3, 1, 2)),
    case([layer("multihead_attention", num_heads=1, in_proj_weight=randn(6, 2), in_proj_bias=randn(6),
                out_proj_weight=randn(2, 2), is_causal=True)], randn(2, 4, 2)),
    case([layer("embedding", weight=randn(5, 4)),
          layer("residual", layers=[layer("multihead_attention", num_heads=2, in_proj_weight=randn(12, 4),
                                          in_proj_bias=randn(12), out_proj_weight=randn(4, 4),
                                          out_proj_bias=randn(4), is_causal=True)]),
          layer("linear", weight=randn(3, 4))], torch.tensor([[0.0, 3.0, 1.0], [2.0, 2.0, 4.0]])),
]
print("[" + ",\n".join(json.dumps(each) for each in CASES) + "]")
