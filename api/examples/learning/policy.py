"""A language model small enough to read: a table of logits, with a row for each prompt and each token that may come before."""
import math


class Policy:
    """The next token depends on the last one alone, the first one on the prompt."""

    def __init__(self, prompts, tokens):
        self.tokens = tokens
        self.logits = {last: [0.0] * len(tokens) for last in [*prompts, *tokens]}

    def copy(self):
        copy = Policy([], self.tokens)
        copy.logits = {last: list(row) for last, row in self.logits.items()}
        return copy

    def log_probabilities(self, last):
        row = self.logits[last]
        largest = max(row)
        total = largest + math.log(sum(math.exp(z - largest) for z in row))
        return [z - total for z in row]

    def log_probs(self, prompt, completion):
        """The log-probability of each token of a completion."""
        return [self.log_probabilities(last)[self.tokens.index(token)]
                for last, token in zip([prompt, *completion], completion)]

    def gradient(self, scored):
        """The chain rule: where dL/dlog p of a token is g, dL/dlogits is g (t - y), with the token t one-hot and the softmax y.

        scored -- prompts, completions, and the g of each token of these
        """
        gradient = {last: [0.0] * len(self.tokens) for last in self.logits}
        for prompt, completion, gs in scored:
            for last, token, g in zip([prompt, *completion], completion, gs):
                for c, log_p in enumerate(self.log_probabilities(last)):
                    gradient[last][c] += g * ((self.tokens[c] == token) - math.exp(log_p))
        return gradient

    def descend(self, gradient, rate):
        for last, row in gradient.items():
            self.logits[last] = [z - rate * g for z, g in zip(self.logits[last], row)]
