"""Prints the trace of a network: forward from the input to the loss, and back.

    python3 api/examples/learning/show_trace.py api/examples/requests/networks/backpropagate/from_logits.json
"""
import json
import sys

from service import post


def text(tensor):
    """Formats a tensor with four decimals."""
    return f"[{', '.join(map(text, tensor))}]" if isinstance(tensor, list) else f"{tensor:.4f}"


def show(step, *lines):
    """Lines beside the name of a step, or below it where it is long."""
    if len(step) > 16:
        print(f"      {step}")
        step = ""
    for line in lines:
        print(f"      {step:<16} {line}")
        step = ""


with open(sys.argv[1]) as file:
    request = json.load(file)
answer = post("networks/backpropagate", **{**request, "trace": True})

print("forward")
show("input", text(request["input"]))
for step in answer["trace"]:
    show(step["step"], text(step["output"]))

print("back")
gradients = answer["gradients"] + [{}]                                   # the loss, last of the trace, has no parameters
for step, own in zip(reversed(answer["trace"]), reversed(gradients)):
    show(step["step"], f"g = {text(step['upstream'])}", *(f"d {name} = {text(own[name])}" for name in own))
show("input", f"g = {text(answer['input_gradient'])}")
