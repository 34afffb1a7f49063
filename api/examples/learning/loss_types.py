"""The loss types of TRL and the aggregation modes of verl as calls of one loss, beside their own formulas in plain Python.

All of them compute a loss for each token, and differ in how they add these up.
"""
import math

from service import post

BETA, CLIP = 0.04, 0.2
T, LENGTH = 4, 6                       # tokens that rows are padded to, and TRL's max_completion_length
BATCH = {"log_probs": [[-0.5, -1.0, -2.0, -0.25], [-0.75, -0.25, 0, 0], [-1.5, -0.5, -0.75, 0]],
         "old_log_probs": [[-0.75, -1.125, -1.5, -0.25], [-1.5, -0.5, 0, 0], [-1.5, -0.25, -1.0, 0]],
         "reference_log_probs": [[-0.625, -1.25, -1.75, -0.5], [-1.0, -0.5, 0, 0], [-1.25, -0.5, -0.5, 0]],
         "advantages": [[1.0] * T, [-1.25] * T, [0.25] * T],
         "mask": [[True] * 4, [True, True, False, False], [True, True, True, False]]}
MASKED = {**{name: [*rows, rows[0]] for name, rows in BATCH.items()}, "mask": [*BATCH["mask"], [False] * T]}


def trl(losses, mask):
    """As GRPOTrainer._compute_loss, of one process without gradient accumulation."""
    sums, counts = masked_sums(losses, mask), [sum(row) for row in mask]
    return {"grpo": sum(s / max(n, 1) for s, n in zip(sums, counts)) / len(losses),
            "bnpo": sum(sums) / max(sum(counts), 1),
            "dapo": sum(sums) / sum(counts),
            "dr_grpo": sum(sums) / (len(losses) * LENGTH)}


def verl(losses, mask):
    """As agg_loss, of one process."""
    sums, counts = masked_sums(losses, mask), [sum(row) for row in mask]
    sequences = sum(n > 0 for n in counts)
    return {"token-mean": sum(sums) / sum(counts),
            "token-sum": sum(sums),
            "seq-mean-token-sum": sum(sums) / sequences,
            "seq-mean-token-sum-norm": sum(sums) / sequences / T,
            "seq-mean-token-mean": sum(s / (n + 1e-8) for s, n in zip(sums, counts)) / sequences}


def masked_sums(losses, mask):
    return [sum(loss * m for loss, m in zip(*row)) for row in zip(losses, mask)]


def token(log_prob, old, reference, advantage):
    """The loss of a token and its derivative by the log-probability."""
    ratio, q = math.exp(log_prob - old), reference - log_prob
    clipped = min(max(ratio, 1 - CLIP), 1 + CLIP)
    slope = -ratio * advantage if ratio * advantage <= clipped * advantage else 0
    return -min(ratio * advantage, clipped * advantage) + BETA * (math.exp(q) - q - 1), slope - BETA * (math.exp(q) - 1)


def theirs(total, batch):
    """The loss, and the gradient: totals are linear, so what one makes of a single 1 is the weight of the token there."""
    *inputs, mask = batch.values()
    tokens = [[token(*numbers) for numbers in zip(*row)] for row in zip(*inputs)]
    places = [(i, t) for i in range(len(mask)) for t in range(T)]
    weights = [total([[float((i, t) == place) for t in range(T)] for i in range(len(mask))], mask) for place in places]
    return [total([[loss for loss, _ in row] for row in tokens], mask),
            *(weight * tokens[i][t][1] for weight, (i, t) in zip(weights, places))]


def ours(call, batch):
    """The same by one call. N completions, of which S have a token, n tokens in one of them."""
    reduction, weight = call
    fields, mask = {"reduction": reduction}, batch["mask"]
    if weight:
        N, S = len(mask), sum(any(row) for row in mask)
        fields["sample_weight"] = [[weight(N, S, max(sum(row), 1))] * T for row in mask]
    answer = post("losses/grpo", beta=BETA, clip_range=CLIP, wrt=["log_probs"], **fields, **batch)
    return [answer["loss"], *sum(answer["gradients"]["log_probs"], [])]


CALLS = [(trl, "grpo", "sum, weights 1/(N n)", ("sum", lambda N, S, n: 1 / (N * n))),
         (trl, "bnpo", "mean", ("mean", None)),
         (trl, "dapo", "mean", ("mean", None)),
         (trl, "dr_grpo", "sum, weights 1/(N L)", ("sum", lambda N, S, n: 1 / (N * LENGTH))),
         (verl, "token-mean", "mean", ("mean", None)),
         (verl, "token-sum", "sum", ("sum", None)),
         (verl, "seq-mean-token-sum", "sum, weights 1/S", ("sum", lambda N, S, n: 1 / S)),
         (verl, "seq-mean-token-sum-norm", "sum, weights 1/(S T)", ("sum", lambda N, S, n: 1 / (S * T))),
         (verl, "seq-mean-token-mean", "sample_mean", ("sample_mean", None))]

print(f"{'loss type':28} | {'call':20} |   three completions   | and one masked whole")
print(f"{'':28} | {'':20} |   theirs      ours    |   theirs      ours")
for library, mode, name, call in CALLS:
    shown = []
    for batch in (BATCH, MASKED):
        pairs = list(zip(theirs(lambda losses, mask: library(losses, mask)[mode], batch), ours(call, batch)))
        assert all(math.isclose(a, b, rel_tol=1e-8) for a, b in pairs), (mode, pairs)
        shown.append("{:10.7f} {:10.7f}".format(*pairs[0]))
    print(f"{library.__name__:4} {mode:23} | {name:20} | {shown[0]} | {shown[1]}")
