"""Scripts the losses of torch.nn.functional for libtorch, which has no such functions of its own to be called by name:

    python src/libtorch/python/losses.py src/libtorch/resources/dev/nabla/libtorch/losses.pt

A method is a loss of the catalogue, named by its id. It takes inputs and options by their names, options as tensors of
no axis. Options that a loss of torch lacks are put in as its users do, before the call.
"""

import io
import math
import sys
import zipfile
from typing import Dict, List, Optional

import torch
import torch.nn.functional as F
from torch import Tensor


def reduction(given: Dict[str, Tensor]) -> str:
    return ["none", "mean", "sum", "batchmean"][int(given["reduction"])]


def number(given: Dict[str, Tensor], option: str) -> float:
    return float(given[option])


def flag(given: Dict[str, Tensor], option: str) -> bool:
    return bool(given[option] != 0)


def optional(given: Dict[str, Tensor], name: str) -> Optional[Tensor]:
    return given[name] if name in given else None


def smoothed(given: Dict[str, Tensor]) -> Tensor:
    smoothing = number(given, "label_smoothing")
    return given["targets"] * (1 - smoothing) + smoothing / 2


def signs(given: Dict[str, Tensor]) -> Tensor:
    targets = given["targets"]
    return torch.where(targets == 0, -torch.ones_like(targets), targets)


class Derivatives(torch.nn.Module):
    """Derivatives of what the methods compute."""

    methods: List[str]

    @torch.jit.export
    def names(self) -> List[str]:
        return self.methods

    @torch.jit.export
    def gradient(self, loss: Tensor, upstream: Tensor, wrt: Tensor) -> Tensor:
        upstreams: List[Optional[Tensor]] = [upstream]
        gradient = torch.autograd.grad([loss], [wrt], upstreams, retain_graph=True, allow_unused=True)[0]
        return torch.zeros_like(wrt) if gradient is None else gradient

    @torch.jit.export
    def hessian_diagonal(self, loss: Tensor, upstream: Tensor, wrt: Tensor) -> Tensor:
        diagonal = torch.zeros_like(wrt).flatten()
        upstreams: List[Optional[Tensor]] = [upstream]
        gradient = torch.autograd.grad([loss], [wrt], upstreams, create_graph=True, allow_unused=True)[0]
        if gradient is not None and gradient.requires_grad:
            slopes = gradient.flatten()
            for i in range(slopes.numel()):
                row = torch.autograd.grad([slopes[i]], [wrt], retain_graph=True, allow_unused=True)[0]
                if row is not None:
                    diagonal[i] = row.flatten()[i]
        return diagonal.reshape(wrt.shape)


class Losses(Derivatives):

    @torch.jit.export
    def l1(self, given: Dict[str, Tensor]) -> Tensor:
        return F.l1_loss(given["predictions"], given["targets"], reduction=reduction(given))

    @torch.jit.export
    def mse(self, given: Dict[str, Tensor]) -> Tensor:
        return F.mse_loss(given["predictions"], given["targets"], reduction=reduction(given))

    @torch.jit.export
    def smooth_l1(self, given: Dict[str, Tensor]) -> Tensor:
        return F.smooth_l1_loss(given["predictions"], given["targets"], beta=number(given, "beta"),
                                reduction=reduction(given))

    @torch.jit.export
    def huber(self, given: Dict[str, Tensor]) -> Tensor:
        return F.huber_loss(given["predictions"], given["targets"], delta=number(given, "delta"),
                            reduction=reduction(given))

    @torch.jit.export
    def binary_cross_entropy(self, given: Dict[str, Tensor]) -> Tensor:
        """As F.binary_cross_entropy, which calls what older releases lack."""
        predictions = given["predictions"]
        if "clip" in given:
            clip = number(given, "clip")
            predictions = predictions.clamp(clip, 1 - clip)
        return torch._C._nn.binary_cross_entropy(predictions, smoothed(given), optional(given, "sample_weight"),
                                                 int(given["reduction"]))

    @torch.jit.export
    def binary_cross_entropy_with_logits(self, given: Dict[str, Tensor]) -> Tensor:
        return F.binary_cross_entropy_with_logits(
            given["predictions"], smoothed(given), weight=optional(given, "sample_weight"),
            pos_weight=optional(given, "pos_weight"), reduction=reduction(given))

    @torch.jit.export
    def cross_entropy(self, given: Dict[str, Tensor]) -> Tensor:
        predictions = given["predictions"]
        targets = given["targets"]
        if targets.dim() < predictions.dim():
            targets = targets.long()
        return F.cross_entropy(predictions, targets, weight=optional(given, "weight"),
                               ignore_index=int(given["ignore_index"]),
                               label_smoothing=number(given, "label_smoothing"), reduction=reduction(given))

    @torch.jit.export
    def nll(self, given: Dict[str, Tensor]) -> Tensor:
        return F.nll_loss(given["predictions"], given["targets"].long(), weight=optional(given, "weight"),
                          ignore_index=int(given["ignore_index"]), reduction=reduction(given))

    @torch.jit.export
    def soft_margin(self, given: Dict[str, Tensor]) -> Tensor:
        return F.soft_margin_loss(given["predictions"], signs(given), reduction=reduction(given))

    @torch.jit.export
    def multi_margin(self, given: Dict[str, Tensor]) -> Tensor:
        return F.multi_margin_loss(given["predictions"], given["targets"].long(), p=int(given["p"]),
                                   margin=number(given, "margin"), weight=optional(given, "weight"),
                                   reduction=reduction(given))

    @torch.jit.export
    def multilabel_margin(self, given: Dict[str, Tensor]) -> Tensor:
        return F.multilabel_margin_loss(given["predictions"], given["targets"].long(), reduction=reduction(given))

    @torch.jit.export
    def multilabel_soft_margin(self, given: Dict[str, Tensor]) -> Tensor:
        return F.multilabel_soft_margin_loss(given["predictions"], given["targets"], weight=optional(given, "weight"),
                                             reduction=reduction(given))

    @torch.jit.export
    def kl_div(self, given: Dict[str, Tensor]) -> Tensor:
        return F.kl_div(given["predictions"], given["targets"], log_target=flag(given, "log_target"),
                        reduction=reduction(given))

    @torch.jit.export
    def poisson_nll(self, given: Dict[str, Tensor]) -> Tensor:
        return F.poisson_nll_loss(given["predictions"], given["targets"], log_input=flag(given, "log_input"),
                                  full=flag(given, "full"), eps=number(given, "eps"), reduction=reduction(given))

    @torch.jit.export
    def gaussian_nll(self, given: Dict[str, Tensor]) -> Tensor:
        """As F.gaussian_nll_loss, which cannot be scripted."""
        var = given["var"].clone()
        with torch.no_grad():
            var.clamp_(min=number(given, "eps"))
        loss = 0.5 * (torch.log(var) + (given["predictions"] - given["targets"]) ** 2 / var)
        if flag(given, "full"):
            loss = loss + 0.5 * math.log(2 * math.pi)
        how = reduction(given)
        return loss.mean() if how == "mean" else loss.sum() if how == "sum" else loss

    @torch.jit.export
    def triplet_margin(self, given: Dict[str, Tensor]) -> Tensor:
        return F.triplet_margin_loss(given["anchor"], given["positive"], given["negative"],
                                     margin=number(given, "margin"), p=number(given, "p"), eps=number(given, "eps"),
                                     swap=flag(given, "swap"), reduction=reduction(given))

    @torch.jit.export
    def margin_ranking(self, given: Dict[str, Tensor]) -> Tensor:
        return F.margin_ranking_loss(given["input1"], given["input2"], given["targets"],
                                     margin=number(given, "margin"), reduction=reduction(given))

    @torch.jit.export
    def hinge_embedding(self, given: Dict[str, Tensor]) -> Tensor:
        return F.hinge_embedding_loss(given["predictions"], given["targets"], margin=number(given, "margin"),
                                      reduction=reduction(given))

    @torch.jit.export
    def cosine_embedding(self, given: Dict[str, Tensor]) -> Tensor:
        return F.cosine_embedding_loss(given["input1"], given["input2"], given["targets"],
                                       margin=number(given, "margin"), reduction=reduction(given))

    @torch.jit.export
    def ctc(self, given: Dict[str, Tensor]) -> Tensor:
        predictions = given["predictions"]
        return F.ctc_loss(F.log_softmax(predictions, -1) if flag(given, "from_logits") else predictions,
                          given["targets"].long(), given["input_lengths"].long(), given["target_lengths"].long(),
                          blank=int(given["blank"]), reduction=reduction(given),
                          zero_infinity=flag(given, "zero_infinity"))


class Library(Losses):
    """The losses, and what is asked of them."""

    @torch.jit.export
    def dense(self, given: Dict[str, Tensor]) -> Tensor:
        """The mean squared error of a stack of dense layers: relu between them, sigmoid at the end."""
        reached = given["input"]
        layers = int(given["layers"])
        for i in range(layers):
            reached = F.linear(reached, given["weight" + str(i)], given["bias" + str(i)])
            reached = torch.sigmoid(reached) if i == layers - 1 else F.relu(reached)
        return F.mse_loss(reached, given["targets"])

    @torch.jit.export
    def attention(self, given: Dict[str, Tensor]) -> Tensor:
        """The mean squared error of the self-attention of a batch of sequences."""
        x = given["input"].transpose(0, 1)
        mask = torch.ones(x.size(0), x.size(0), dtype=torch.bool).triu(1) if bool(given["is_causal"]) else None
        reached, _ = F.multi_head_attention_forward(
            x, x, x, x.size(2), int(given["num_heads"]), given["in_proj_weight"], given["in_proj_bias"], None, None, False,
            0.0, given["out_proj_weight"], given["out_proj_bias"], need_weights=False, attn_mask=mask)
        return F.mse_loss(reached.transpose(0, 1), given["targets"])

    @torch.jit.export
    def info_nce(self, given: Dict[str, Tensor]) -> Tensor:
        similarities = F.normalize(given["query"], dim=-1) @ F.normalize(given["key"], dim=-1).T / 0.07
        return F.cross_entropy(similarities, torch.arange(similarities.size(0)))

    @torch.jit.export
    def supervised_contrastive(self, given: Dict[str, Tensor]) -> Tensor:
        units = F.normalize(given["predictions"], dim=-1)
        labels = given["targets"]
        itself = torch.eye(labels.size(0), dtype=torch.bool)
        positive = ((labels[:, None] == labels[None, :]) & ~itself).to(units.dtype)
        logs = F.log_softmax((units @ units.T / 0.1).masked_fill(itself, -math.inf), -1).masked_fill(itself, 0.0)
        counts = positive.sum(-1)
        return (-(logs * positive).sum(-1) / counts.clamp(min=1))[counts > 0].mean()

    @torch.jit.export
    def lovasz_hinge(self, given: Dict[str, Tensor]) -> Tensor:
        """As the authors of the loss publish it, for one image."""
        targets = given["targets"].flatten()
        errors, order = torch.sort(1.0 - given["predictions"].flatten() * (2 * targets - 1), descending=True)
        sorted_targets = targets[order]
        union = sorted_targets.sum() + (1 - sorted_targets).cumsum(0)
        jaccard = 1 - (sorted_targets.sum() - sorted_targets.cumsum(0)) / union
        steps = torch.cat([jaccard[:1], jaccard[1:] - jaccard[:-1]])
        return (F.relu(errors) * steps).sum()

    @torch.jit.export
    def lambdarank(self, given: Dict[str, Tensor]) -> Tensor:
        """Pairs of each list by broadcasting; gains 2^y - 1, discounts 1/log2(1 + rank), NDCG of the whole list."""
        scores = given["predictions"]
        gains = 2 ** given["targets"] - 1
        places = torch.arange(1, scores.size(1) + 1, dtype=scores.dtype)
        discounts = 1 / torch.log2(1 + places)
        ideal = (torch.sort(gains, 1, descending=True)[0] * discounts).sum(1)
        ranks = torch.argsort(torch.argsort(scores, 1, descending=True), 1)
        own = discounts[ranks]
        deltas = ((gains[:, :, None] - gains[:, None, :]) * (own[:, :, None] - own[:, None, :])).abs()
        pairs = F.softplus(scores[:, None, :] - scores[:, :, None]) * deltas / ideal[:, None, None]
        return (pairs * (gains[:, :, None] > gains[:, None, :]).to(scores.dtype)).sum((1, 2)).mean()


def write(module: torch.jit.ScriptModule, path: str) -> None:
    """Saves a module without its debug records, which name the files of the machine that it was scripted on."""
    saved = io.BytesIO()
    torch.jit.save(module, saved)
    with zipfile.ZipFile(saved) as full, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as lean:
        for entry in full.namelist():
            if not entry.endswith(".debug_pkl"):
                lean.writestr(zipfile.ZipInfo(entry), full.read(entry), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    library = Library()
    library.methods = sorted(name for name in vars(Losses) if not name.startswith("_"))
    write(torch.jit.script(library), sys.argv[1])
