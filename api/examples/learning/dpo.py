"""Direct preference optimization: the trainer has the model, the service has the loss.

Log-probabilities of the chosen and the rejected answers go in, their gradients come out.
"""
from policy import Policy
from service import post

PAIRS = [("sum", "it is four .".split(), "well it may be four .".split()),             # prompt, chosen, rejected
         ("product", "it is nine .".split(), "well nine i guess .".split()),
         ("root", "it is two .".split(), "it may be two i guess .".split())]
HELD_OUT = [("ratio", "it is one .".split(), "well it is one i guess .".split())]
CHOSEN, REJECTED = 1, 2


def logps(model, pairs, which):
    """The log-probability of an answer of each pair: the sum of those of its tokens."""
    return [sum(model.log_probs(pair[0], pair[which])) for pair in pairs]


def inputs(pairs):
    return {"chosen_logps": logps(policy, pairs, CHOSEN), "rejected_logps": logps(policy, pairs, REJECTED),
            "reference_chosen_logps": logps(reference, pairs, CHOSEN),
            "reference_rejected_logps": logps(reference, pairs, REJECTED)}


def margins(pairs):
    """How much more than the reference the policy prefers the chosen answers."""
    return " ".join(f"{(c - c0) - (r - r0):6.3f}" for c, r, c0, r0 in zip(*inputs(pairs).values()))


prompts, *answers = zip(*PAIRS, *HELD_OUT)
policy = Policy(prompts, sorted({token for answer in sum(answers, ()) for token in answer}))
reference = policy.copy()

for step in range(31):
    answer = post("losses/dpo", beta=0.5, wrt=["chosen_logps", "rejected_logps"], **inputs(PAIRS))
    if step % 10 == 0:
        print(f"step {step:2}: loss {answer['loss']:.4f}, margins {margins(PAIRS)}, held out {margins(HELD_OUT)}")
    gradients = [*zip(PAIRS, answer["gradients"]["chosen_logps"], answer["gradients"]["rejected_logps"])]
    scored = [(prompt, chosen, [g] * len(chosen)) for (prompt, chosen, _), g, _ in gradients]
    scored += [(prompt, rejected, [g] * len(rejected)) for (prompt, _, rejected), _, g in gradients]
    policy.descend(policy.gradient(scored), rate=1.0)                    # each token has the gradient of the sum
