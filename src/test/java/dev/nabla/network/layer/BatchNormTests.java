package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BatchNormTests extends NormalizationContract<BatchNorm> {

    private static final BatchNorm EVALUATING = new BatchNorm(1e-5, 0.1, false);

    BatchNormTests() {
        super(BatchNorm.class);
    }

    @Override
    public List<LayerFixture<BatchNorm>> fixtures() {
        Float64Tensor shifted = new Float64Tensor(Shape.of(3, 1), new double[]{1e9, 1e9 + 1, 1e9 + 3});
        return List.of(LayerFixture.of(new BatchNorm(), LayerFixture.random(1, 4, 2)),
                LayerFixture.of(new BatchNorm(0.5, 0.3, true), LayerFixture.random(2, 2, 3, 2))
                        .with("weight", LayerFixture.random(3, 3)).with("bias", LayerFixture.random(4, 3))
                        .with("running_mean", LayerFixture.random(5, 3)).with("running_var", vector(1, 2, 3)),
                LayerFixture.of(new BatchNorm(1e-3, 0.1, true), LayerFixture.random(6, 2, 2, 2, 1))
                        .with("weight", LayerFixture.random(7, 2)),
                LayerFixture.of(new BatchNorm(0, 0.1, true), shifted),
                LayerFixture.of(EVALUATING, LayerFixture.random(8, 2, 3, 2)).with("weight", LayerFixture.random(9, 3))
                        .with("bias", LayerFixture.random(10, 3)).with("running_mean", LayerFixture.random(11, 3))
                        .with("running_var", vector(4, 5, 6.5)));
    }

    @Override
    BigDecimal eps(BatchNorm layer) {
        return new BigDecimal(layer.eps());
    }

    /** A row for each channel, which has one weight. */
    @Override
    Layout layout(BatchNorm layer, Shape input, Map<String, ExactTensor> parameters) {
        int channels = input.size(1);
        int positions = input.elements() / input.size(0) / channels;
        return new Layout(i -> i / positions % channels, i -> i / positions % channels);
    }

    @Override
    public List<BigDecimal> formula(BatchNorm layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return layer.training() ? super.formula(layer, input, parameters, math) : running(input, parameters, math, -1);
    }

    @Override
    public List<BigDecimal> sizes(BatchNorm layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        Map<String, ExactTensor> absolute = LayerPoints.absolute(parameters);
        return layer.training()
                ? super.sizes(layer, input, parameters, math)
                : running(input.abs(), absolute, math, 1);
    }

    /** (x + sign·μ)/√(σ² + ε)·w + b with the running statistics. */
    private List<BigDecimal> running(ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math,
            int sign) {
        Layout layout = layout(EVALUATING, input.shape(), parameters);
        List<BigDecimal> output = new ArrayList<>();
        for (int i = 0; i < input.values().size(); i++) {
            int channel = layout.feature().applyAsInt(i);
            BigDecimal difference = input.values().get(i).add(of(parameters, "running_mean", channel)
                    .multiply(BigDecimal.valueOf(sign)));
            BigDecimal deviation = math.sqrt(of(parameters, "running_var", channel).add(eps(EVALUATING)));
            output.add(math.divide(difference, deviation).multiply(of(parameters, "weight", channel))
                    .add(of(parameters, "bias", channel)));
        }
        return output;
    }

    private static BigDecimal of(Map<String, ExactTensor> parameters, String name, int channel) {
        return Objects.requireNonNull(parameters.get(name)).at(channel);
    }

    /** Without training, a gradient is one term, and that of a weight the terms (|x| + |μ|)/σ of each element. */
    @Override
    public BigDecimal gradientSize(LayerPoint<BatchNorm> point, String name, int position, Arithmetic math) {
        if (point.fixture().layer().training()) {
            return super.gradientSize(point, name, position, math);
        }
        if (!name.equals("weight")) {
            return BigDecimal.ZERO;
        }
        Map<String, ExactTensor> ones = new LinkedHashMap<>();
        point.fixture().parameters().forEach((key, tensor) -> ones.put(key, ExactTensor.of(tensor).abs()));
        ones.put("weight", ExactTensor.of(vector(1, 1, 1)));
        ones.put("bias", ExactTensor.of(vector(0, 0, 0)));
        ExactTensor input = ExactTensor.of(point.fixture().input()).abs();
        List<BigDecimal> sizes = running(input, ones, math, 1);
        Layout layout = layout(EVALUATING, input.shape(), ones);
        BigDecimal size = BigDecimal.ZERO;
        for (int i = 0; i < sizes.size(); i++) {
            if (layout.feature().applyAsInt(i) == position) {
                size = size.add(sizes.get(i).multiply(new BigDecimal(point.upstream().values()[i]).abs()));
            }
        }
        return size;
    }

    @Override
    Map<String, String> options() {
        return Map.of("eps", "1.0E-5 in [0, inf)", "momentum", "0.1 in [0, 1]", "training", "true in (-inf, inf)");
    }

    // by hand: 1 and 3 have the mean 2 and the unbiased variance 2; running ones begin with 0 and 1
    @Test
    void buffersAfterAPassShouldBeTheRunningStatistics() {
        Layer layer = new BatchNorm(1e-5, 0.25, true);
        Float64Tensor input = new Float64Tensor(Shape.of(2, 1), new double[]{1, 3});
        Map<String, Float64Tensor> first = layer.forward(input, new Parameters(Map.of())).buffers();
        assertThat(values(first, "running_mean")).containsExactly(0.5);
        assertThat(values(first, "running_var")).containsExactly(1.25);
        Map<String, Float64Tensor> second = layer.forward(input, new Parameters(first)).buffers();
        assertThat(values(second, "running_mean")).containsExactly(0.875);
        assertThat(values(second, "running_var")).containsExactly(1.4375);
        assertThat(layer.forEvaluation().forward(input, new Parameters(first)).buffers()).isEmpty();
    }

    private static double[] values(Map<String, Float64Tensor> buffers, String name) {
        return Objects.requireNonNull(buffers.get(name)).values();
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(LayerFixture.of(new BatchNorm(), LayerFixture.random(1, 1, 4)))).isEqualTo(
                "input[]: batch_norm needs more than one value per channel to train, but its input has shape [1, 4]");
        assertThat(misfit(LayerFixture.of(EVALUATING, LayerFixture.random(1, 2, 1)).with("running_mean", vector(0))))
                .isEqualTo("training[]: batch_norm without training needs running_mean and running_var");
        assertThat(misfit(LayerFixture.of(new BatchNorm(), LayerFixture.random(1, 2, 4)).with("running_var",
                LayerFixture.random(2, 5)))).isEqualTo(
                        "running_var[]: running_var must have shape [4], one value per channel of the layer's input [2, 4], got [5]");
        assertThat(misfit(LayerFixture.of(new BatchNorm(), LayerFixture.random(1, 2, 2)).with("running_var",
                vector(1, -0.5)))).isEqualTo("running_var[1]: a variance must be a number >= 0, got -0.5");
        assertThat(misfit(LayerFixture.of(new BatchNorm(), LayerFixture.random(1, 4))))
                .isEqualTo("input[]: the input of the layer must have shape (N, C, …), got [4]");
    }
}
