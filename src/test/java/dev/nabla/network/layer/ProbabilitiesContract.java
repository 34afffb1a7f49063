package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for a layer of the probabilities of logits, or of their logarithms. */
abstract class ProbabilitiesContract<L extends Record & AxisLayer> extends LayerContract<L> {

    ProbabilitiesContract(Class<L> type) {
        super(type);
    }

    /** The layer along the last axis. */
    abstract L byDefault();

    abstract L along(long dim);

    /** The output for a logit, given the logarithm of the sum of the exponentials along its line. */
    abstract BigDecimal output(BigDecimal logit, BigDecimal logSum, Arithmetic math);

    @Override
    public final List<LayerFixture<L>> fixtures() {
        return List.of(LayerFixture.of(byDefault(), LayerFixture.random(1, 3, 4)),
                LayerFixture.of(along(1), LayerFixture.random(2, 2, 3, 2)),
                LayerFixture.of(along(-3), LayerFixture.random(3, 3, 2, 2)),
                LayerFixture.of(byDefault(), new Float64Tensor(Shape.of(3, 3),
                        new double[]{1e4, -1e4, 0, 40, -40, 39, -300, -1e-9, 2e-9})));
    }

    /** The largest upstream gradient multiplies probabilities. */
    @Override
    public BigDecimal grain(LayerPoint<L> point) {
        return BigDecimal.ONE;
    }

    @Override
    final Map<String, String> options() {
        return Map.of("dim", "-1 in (-inf, inf)");
    }

    @Override
    public final List<BigDecimal> formula(L layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        Shape shape = input.shape();
        int axis = Math.floorMod(layer.dim(), shape.rank());
        int stride = shape.stride(axis);
        List<BigDecimal> output = new ArrayList<>();
        for (int i = 0; i < shape.elements(); i++) {
            int first = i - i / stride % shape.size(axis) * stride;
            BigDecimal[] line = new BigDecimal[shape.size(axis)];
            for (int j = 0; j < line.length; j++) {
                line[j] = input.values().get(first + j * stride);
            }
            output.add(output(input.values().get(i), math.logSumExp(line), math));
        }
        return output;
    }

    @Test
    void outputShapeWhenThereIsNoSuchAxisShouldSayWhichThereAre() {
        assertThat(misfit(LayerFixture.of(along(2), LayerFixture.random(1, 3, 4))))
                .startsWith("dim[]: dim must be an axis").contains("[3, 4]", "[-2, 1]", "got 2");
        assertThat(misfit(LayerFixture.of(byDefault(), LayerFixture.random(1)))).startsWith("input[]: ")
                .contains("a scalar");
    }

    @Test
    void forwardWhenProbabilitiesDoNotExistShouldBeNaN() {
        assertThat(forward(LayerFixture.of(byDefault(), vector(Double.POSITIVE_INFINITY, 1))).output().values())
                .containsOnly(Double.NaN);
        assertThat(gradient(byDefault(), new double[]{Double.NaN, 1}, new double[]{1, 0})).containsOnly(Double.NaN);
    }

    @Test
    void forwardWhenThereIsNothingShouldAnswerNothing() {
        assertThat(forward(LayerFixture.of(byDefault(), LayerFixture.random(1, 2, 0))).output().shape())
                .isEqualTo(Shape.of(2, 0));
    }
}
