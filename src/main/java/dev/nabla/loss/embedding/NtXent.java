package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Cross-entropy of the similarities of a view with all others, one of which is of the same item. */
@Definition(
    aliases = {"simclr"},
    summary = "NT-Xent, the loss of SimCLR: cross-entropy that identifies the other view of each item among all views of the batch.",
    formula = "\\log \\sum_{j \\ne i} e^{S_{ij}} - S_{i,p(i)}, \\quad S_{ij} = \\cos(x_i, x_j) / \\tau, \\quad p(i) = (i + N) \\bmod 2N, \\quad \\tau = \\text{temperature}",
    gradient = "E_{ij} = v_i\\,(\\operatorname{softmax}_{j \\ne i}(S_i)_j - [j = p(i)]), \\quad G_i = \\sum_j (E_{ij} + E_{ji})\\,u_j / \\tau, \\quad \\partial_{x_i} = (G_i - u_i\\,(u_i \\cdot G_i)) / \\lVert x_i \\rVert, \\quad u_i = x_i / \\lVert x_i \\rVert, \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    edges = {"The first half of the rows holds one view of each item, the second half the other, in the same order.",
            "An odd number of rows is rejected.", "A single item has loss and gradient 0.",
            "Masking a view removes both views of the item.",
            "Norms are at least 1e-12; a zero vector has similarity 0 and gradient 0.",
            "Optax ntxent takes labels; it is another loss where a label occurs more than twice."},
    references = {
            "Chen et al. (2020), A Simple Framework for Contrastive Learning of Visual Representations, https://arxiv.org/abs/2002.05709"},
    examples = {@Example(name = "Two views of two items", body = """
                {"predictions": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5], [0.25, -0.5, 1.0], [-1.0, 0.5, 2.0]]}"""),
            @Example(name = "A lower temperature, one loss per view", body = """
                        {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5]], "temperature": 0.1,
                         "reduction": "none"}""")})
public record NtXent(
    @Option(value = "divisor of similarities", within = "(0, inf)") double temperature) implements SimilarityLoss {

    private static final List<Input> INPUTS = List.of(Input
            .numbers("predictions", "one view of each item, then the other, features along the last axis")
            .shaped("V, D").differentiable());

    public NtXent {
        OptionSpec.check(NtXent.class, "temperature", temperature);
    }

    public NtXent() {
        this(0.5);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("V");
    }

    /** An axis of its own: masking a view removes another one too. */
    @Override
    public AxisNames maskAxes() {
        return AxisNames.of("M");
    }

    @Override
    public Map<String, Integer> derivedSizes(Inputs inputs) {
        return inputs.isSent(0) && inputs.shape(0).rank() == 2 ? Map.of("M", inputs.shape(0).size(0)) : Map.of();
    }

    @Override
    public List<Fault> faults(Batch batch) {
        int views = batch.shape(0).size(0);
        return views % 2 == 0
                ? List.of()
                : List.of(Fault.of("predictions", "must hold two views of each item, but has " + views + " rows"));
    }

    @Override
    public Pass forward(Batch batch) {
        int views = batch.shape(0).size(0);
        int half = views / 2;
        int[] items = IntStream.range(0, views)
                .filter(view -> batch.isIncluded(view) && batch.isIncluded((view + half) % views)).toArray();
        return new SimilarityPass(views, List.of(SimilarityLoss.rows(batch, 0, items, true)), _ -> true,
                List.of(new SimilarityPass.Direction(0, 0, true, DoubleDouble.quotient(1, temperature), this::value)));
    }

    private double value(SimilarityRow row) {
        SimilaritySoftmax softmax = SimilaritySoftmax.ofOthers(row, temperature);
        int pair = (row.anchor() + row.count() / 2) % row.count();
        return softmax.isDefined() ? softmax.crossEntropy(pair) : row.undefined();
    }

    @Override
    public Cost cost(Inputs inputs) {
        return SimilarityPass.cost(inputs, 1, 1);
    }
}
