"""Scripts formulas for libtorch, in torch's own functions:

    python src/libtorch/python/formulas.py src/libtorch/resources/dev/nabla/libtorch/formulas.pt

A method is a formula; LibtorchFormulaTests has the same in the language of the service, by its name.
"""

import math
import sys
from typing import Dict

import torch
import torch.nn.functional as F
from losses import Derivatives, write
from torch import Tensor


class Formulas(Derivatives):

    @torch.jit.export
    def absolute(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].abs() * given["t"] + given["x"].sign() * given["p"]

    @torch.jit.export
    def powers(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"] ** 3 + given["p"] ** -0.5 + given["p"] ** given["u"]

    @torch.jit.export
    def roots(self, given: Dict[str, Tensor]) -> Tensor:
        return given["p"].sqrt() * given["x"].square()

    @torch.jit.export
    def exponentials(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].exp() - torch.expm1(given["t"]) * given["u"]

    @torch.jit.export
    def logarithms(self, given: Dict[str, Tensor]) -> Tensor:
        return given["p"].log() + torch.log1p(given["p"]) * given["x"]

    @torch.jit.export
    def remainders(self, given: Dict[str, Tensor]) -> Tensor:
        return (torch.log1p(given["p"]) - given["p"]) * given["x"] - (torch.expm1(given["t"]) - given["t"]) * given["u"]

    @torch.jit.export
    def other_logarithms(self, given: Dict[str, Tensor]) -> Tensor:
        return given["p"].log2() * given["x"] - given["p"].log10()

    @torch.jit.export
    def sine(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].sin() * given["t"].cos()

    @torch.jit.export
    def tangent(self, given: Dict[str, Tensor]) -> Tensor:
        return given["u"].tan() / given["p"]

    @torch.jit.export
    def arcsine(self, given: Dict[str, Tensor]) -> Tensor:
        return given["u"].asin() + given["u"].acos() * given["x"]

    @torch.jit.export
    def arctangent(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].atan() * given["t"]

    @torch.jit.export
    def arctangent2(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.atan2(given["x"], given["p"]) + torch.atan2(given["t"], given["x"])

    @torch.jit.export
    def hyperbolic(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].sinh() / given["t"].cosh()

    @torch.jit.export
    def hyperbolic_tangent(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.tanh(given["x"] * given["t"])

    @torch.jit.export
    def logistic(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.sigmoid(given["x"]) * given["t"]

    @torch.jit.export
    def log_logistic(self, given: Dict[str, Tensor]) -> Tensor:
        return F.logsigmoid(given["x"]) - given["t"] * F.logsigmoid(-given["x"])

    @torch.jit.export
    def soft_plus(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.logaddexp(given["x"], torch.zeros_like(given["x"])) * given["p"] - torch.logaddexp(-given["t"], torch.zeros_like(given["t"]))

    @torch.jit.export
    def rectifier(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.relu(given["x"]) * given["t"]

    @torch.jit.export
    def exponential_linear(self, given: Dict[str, Tensor]) -> Tensor:
        return F.elu(given["x"], alpha=1.5)

    @torch.jit.export
    def gaussian_linear(self, given: Dict[str, Tensor]) -> Tensor:
        return F.gelu(given["x"]) * given["t"]

    @torch.jit.export
    def sigmoid_linear(self, given: Dict[str, Tensor]) -> Tensor:
        return F.silu(given["x"]) + F.silu(given["t"])

    @torch.jit.export
    def error_function(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.erf(given["x"]) * given["t"] + torch.erfc(given["x"])

    @torch.jit.export
    def gamma(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.lgamma(given["p"]) * given["x"]

    @torch.jit.export
    def digammas(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.lgamma(given["p"]) * given["t"] + torch.digamma(given["p"])

    @torch.jit.export
    def hypotenuse(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.hypot(given["x"], given["t"]) * given["u"]

    @torch.jit.export
    def log_add(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.logaddexp(given["x"], given["t"])

    @torch.jit.export
    def x_log_y(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.xlogy(given["p"], given["p"] * given["p"] + 1)

    @torch.jit.export
    def extremes(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.maximum(given["x"], given["t"]) * torch.minimum(given["x"], given["u"])

    @torch.jit.export
    def clipped(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.clamp(given["x"], -1.0, 1.0) * given["x"] ** 2

    @torch.jit.export
    def chosen(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.where(given["x"] > given["t"], given["x"] * given["t"], given["x"] + given["t"] ** 2)

    @torch.jit.export
    def conditions(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.where(((given["x"] > 0) & ~(given["t"] <= 0)) | (given["u"] == 0), given["x"] ** 2, given["x"].sin())

    @torch.jit.export
    def other_conditions(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.where((given["x"] >= 0) & (given["t"] != 1) & (given["u"] < 0.5), given["x"] ** 3, given["x"].exp())

    @torch.jit.export
    def unchosen(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.where(torch.isnan(given["x"]), torch.zeros_like(given["x"]), given["x"] / given["p"])

    @torch.jit.export
    def rounded(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].floor() * given["t"] + given["t"].ceil() * given["x"] + given["u"].round() * given["p"]

    @torch.jit.export
    def quotients(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"] - given["t"]) / (given["p"] + 1) - 2 / (1 + given["x"] ** 2)

    @torch.jit.export
    def constants(self, given: Dict[str, Tensor]) -> Tensor:
        return math.pi * given["x"] + math.e * given["t"]

    @torch.jit.export
    def stopped(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].detach() * given["x"] + given["t"]

    @torch.jit.export
    def straight_through(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"] + (given["x"].round() - given["x"]).detach()) * given["t"]

    @torch.jit.export
    def scaled(self, given: Dict[str, Tensor]) -> Tensor:
        return (0.25 * given["x"] + (0.75 * given["x"]).detach()) * given["t"]

    @torch.jit.export
    def reversed(self, given: Dict[str, Tensor]) -> Tensor:
        return (-2.0 * given["x"] + (3.0 * given["x"]).detach()) * given["t"]

    @torch.jit.export
    def student(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["n"] + 1) / 2 * torch.log1p(((given["x"] - given["t"]) / given["p"]) ** 2 / given["n"]) + given["p"].log()

    @torch.jit.export
    def focal(self, given: Dict[str, Tensor]) -> Tensor:
        return (1 - torch.sigmoid(given["x"])) ** 2 * torch.logaddexp(-given["x"], torch.zeros_like(given["x"]))

    @torch.jit.export
    def rows_and_columns(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"] * given["row"] + given["col"] / given["p"]

    @torch.jit.export
    def broadcast_square(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["row"] - given["col"]) ** 2 * given["x"]

    @torch.jit.export
    def number_with_all(self, given: Dict[str, Tensor]) -> Tensor:
        return given["n"] * given["x"] ** 2 + given["n"] ** 3

    @torch.jit.export
    def shares_of_a_number(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.sigmoid(given["n"] * given["x"] + given["n"])

    @torch.jit.export
    def differences(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"][1:] - given["x"][:-1]) ** 2

    @torch.jit.export
    def strided(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"][::2, 1::2] * given["t"][::2, ::2]

    @torch.jit.export
    def backward(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].flip([0]) * given["t"]

    @torch.jit.export
    def backward_strided(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].flip([1])[:, ::2] * 2

    @torch.jit.export
    def one_element(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"][1, -1] * given["t"][0, 2] + given["x"][:, 0].sum()

    @torch.jit.export
    def total(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"] * given["t"]).sum() ** 2

    @torch.jit.export
    def sums(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"] ** 2).sum(0) * given["v"]

    @torch.jit.export
    def kept_sums(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"] / given["p"].sum(1, keepdim=True)

    @torch.jit.export
    def means(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"] * given["t"]).mean(1) + given["p"].mean()

    @torch.jit.export
    def products(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].prod(1) + given["u"].prod()

    @torch.jit.export
    def largest(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].max(1)[0] * given["t"].min(1)[0]

    @torch.jit.export
    def largest_of_all(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].max() - given["x"].min()

    @torch.jit.export
    def log_sums(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.logsumexp(given["x"], 1) + torch.logsumexp(given["t"].flatten(), 0)

    @torch.jit.export
    def norms(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.linalg.vector_norm(given["x"], dim=1) * torch.linalg.vector_norm(given["t"])

    @torch.jit.export
    def variances(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].var(0, unbiased=False) * given["t"].std(0, unbiased=False)

    @torch.jit.export
    def deviation(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].std(unbiased=False) / given["p"].var(unbiased=False)

    @torch.jit.export
    def soft_max(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.softmax(given["x"], 1) * given["t"]

    @torch.jit.export
    def soft_max_of_columns(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.softmax(given["x"], 0) ** 2

    @torch.jit.export
    def log_soft_max(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.log_softmax(given["x"], 1) * given["p"]

    @torch.jit.export
    def cumulative(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.cumsum(given["x"], 0) * given["t"] + torch.cumsum(given["t"], 1) * given["x"]

    @torch.jit.export
    def sorted_rows(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.sort(given["x"], 1)[0] * given["t"] + torch.sort(given["t"], 0)[0]

    @torch.jit.export
    def picked(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.logsumexp(given["x"], 1) - given["x"].gather(1, given["index"].long().unsqueeze(1)).squeeze(1)

    @torch.jit.export
    def picked_of_columns(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"] ** 2).gather(0, given["index_of_rows"].long().unsqueeze(0)).squeeze(0)

    @torch.jit.export
    def encoded(self, given: Dict[str, Tensor]) -> Tensor:
        return ((torch.softmax(given["x"], 1) - F.one_hot(given["index"].long(), 4)) ** 2).sum(1)

    @torch.jit.export
    def matrix_product(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"] @ given["m"]

    @torch.jit.export
    def products_with_vectors(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"] @ given["v"] + (given["v"] @ given["m"])[0]

    @torch.jit.export
    def similarities(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"] @ given["t"].t() / torch.linalg.vector_norm(given["x"])

    @torch.jit.export
    def contrastive(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.logsumexp(given["x"] @ given["t"].t(), 1) - (given["x"] * given["t"]).sum(1)

    @torch.jit.export
    def outer_product(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.outer(given["v"], given["v"] ** 2) * given["n"]

    @torch.jit.export
    def reshaped(self, given: Dict[str, Tensor]) -> Tensor:
        return given["x"].reshape(4, 3) @ given["t"].reshape(3, 4)

    @torch.jit.export
    def joined(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.cat([given["x"], given["t"] ** 2], 1) * torch.cat([given["p"], given["p"]], 1)

    @torch.jit.export
    def stacked(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.stack([given["x"], given["t"], given["x"] * given["t"]]) * given["n"]

    @torch.jit.export
    def total_variation(self, given: Dict[str, Tensor]) -> Tensor:
        return (given["x"][1:] - given["x"][:-1]).abs().sum() + (given["x"][:, 1:] - given["x"][:, :-1]).abs().sum()

    @torch.jit.export
    def crossing(self, given: Dict[str, Tensor]) -> Tensor:
        return (torch.relu(given["x"][:, :-1] - given["x"][:, 1:]) ** 2).sum(1)

    @torch.jit.export
    def attention(self, given: Dict[str, Tensor]) -> Tensor:
        return torch.softmax(given["x"] @ given["t"].t() / 2, 1) @ given["p"]


if __name__ == "__main__":
    formulas = Formulas()
    formulas.methods = sorted(name for name in vars(Formulas) if not name.startswith("_"))
    write(torch.jit.script(formulas), sys.argv[1])
