"""Group relative policy optimization: the trainer samples and scores completions, the service has the loss.

Log-probabilities of tokens and their advantages go in, gradients of the log-probabilities come out.
"""
import itertools
import math
import random
from statistics import fmean, stdev

from policy import Policy
from service import post

TASKS = {"digits": "1 2 3 .", "letters": "a b c ."}                      # a prompt, and the answer that is wanted
GROUP, LENGTH, BETA, CLIP, EPOCHS = 8, 4, 0.04, 0.2, 2
random.seed(1)


def reward(prompt, completion):
    """The share of the places at which the completion is right."""
    return fmean(a == b for a, b in itertools.zip_longest(completion, TASKS[prompt].split()))


def sample(model, prompt):
    """Tokens until the full stop, at most four."""
    completion = []
    while len(completion) < LENGTH and completion[-1:] != ["."]:
        weights = map(math.exp, model.log_probabilities([prompt, *completion][-1]))
        completion += random.choices(model.tokens, list(weights))
    return completion


def expected_reward(model):
    """Exact: over all completions."""
    def expect(prompt, completion):
        if len(completion) == LENGTH or completion[-1:] == ["."]:
            return reward(prompt, completion)
        return sum(math.exp(log_p) * expect(prompt, [*completion, token]) for token, log_p
                   in zip(model.tokens, model.log_probabilities([prompt, *completion][-1])))
    return fmean(expect(prompt, []) for prompt in TASKS)


def padded(rows, padding):
    return [[*row, *[padding] * (LENGTH - len(row))] for row in rows]


policy = Policy(TASKS, list("123abc."))
reference = policy.copy()

for step in range(61):
    if step % 20 == 0:
        print(f"step {step:2}: expected reward {expected_reward(policy):.4f}")
    batch, advantages = [], []
    for prompt in TASKS:
        group = [sample(policy, prompt) for _ in range(GROUP)]
        rewards = [reward(prompt, completion) for completion in group]
        batch += [(prompt, completion) for completion in group]
        advantages += [(r - fmean(rewards)) / (stdev(rewards) + 1e-4) for r in rewards]
    old = [policy.log_probs(*sampled) for sampled in batch]
    for epoch in range(EPOCHS):                                          # in the second one ratios differ from 1, and are clipped
        answer = post("losses/grpo", beta=BETA, clip_range=CLIP, reduction="sample_mean", wrt=["log_probs"],
                      log_probs=padded([policy.log_probs(*sampled) for sampled in batch], 0),
                      old_log_probs=padded(old, 0),
                      reference_log_probs=padded([reference.log_probs(*sampled) for sampled in batch], 0),
                      advantages=[[a] * LENGTH for a in advantages],
                      mask=padded([[True] * len(completion) for _, completion in batch], False))
        policy.descend(policy.gradient([(*sampled, gs) for sampled, gs in zip(batch, answer["gradients"]["log_probs"])]),
                       rate=4.0)

for prompt in TASKS:
    print(prompt, "->", " ".join(sample(policy, prompt)))
