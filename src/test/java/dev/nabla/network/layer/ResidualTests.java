package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.BoundLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.LayerEntry;
import dev.nabla.network.Parameters;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.request.Faults;
import dev.nabla.tensor.Float64Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResidualTests extends LayerContract<Layer> {

    private static final LayerCatalog CATALOG = new LayerCatalog();
    private static final Float64Tensor WEIGHT = LayerFixture.random(1, 3, 3);
    private static final Float64Tensor BIAS = LayerFixture.random(2, 3);

    private static final BoundLayer LINEAR = bound("linear", both("weight", "bias"));
    private static final Layer OF_LINEAR = new Residual().around(List.of(LINEAR));
    private static final Layer OF_RESIDUAL = new Residual().around(List.of(new BoundLayer(
            CATALOG.find("residual").orElseThrow(), OF_LINEAR,
            new Parameters(both("layers.0.weight", "layers.0.bias")))));

    ResidualTests() {
        super(Residual.class);
    }

    private static Map<String, Float64Tensor> both(String weight, String bias) {
        Map<String, Float64Tensor> both = new LinkedHashMap<>();
        both.put(weight, WEIGHT);
        both.put(bias, BIAS);
        return both;
    }

    private static BoundLayer bound(String id, Map<String, Float64Tensor> parameters) {
        LayerEntry entry = CATALOG.find(id).orElseThrow();
        return new BoundLayer(entry, entry.build(Map.of(), new Faults()), new Parameters(parameters));
    }

    @Override
    public List<LayerFixture<Layer>> fixtures() {
        return List.of(LayerFixture.of(new Residual(), LayerFixture.random(3, 4)),
                LayerFixture.of(OF_LINEAR, LayerFixture.random(4, 2, 3)).with("layers.0.weight", WEIGHT)
                        .with("layers.0.bias", BIAS),
                LayerFixture.of(OF_RESIDUAL, LayerFixture.random(5, 2, 3)).with("layers.0.layers.0.weight", WEIGHT)
                        .with("layers.0.layers.0.bias", BIAS));
    }

    /** Half an ulp for each term of the longest sum: three products, a bias, and the input twice. */
    @Override
    public double budget() {
        return 3;
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    /** No layers return their input; the others add x W + b to it, once more if they are in another residual. */
    @Override
    public List<BigDecimal> formula(Layer layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        BigDecimal times = layer.equals(OF_LINEAR) ? BigDecimal.ONE : BigDecimal.TWO;
        List<BigDecimal> output = new ArrayList<>();
        for (int i = 0; i < input.values().size(); i++) {
            output.add(input.values().get(i).multiply(times).add(affine(input, i, parameters)));
        }
        return output;
    }

    private static BigDecimal affine(ExactTensor input, int position, Map<String, ExactTensor> parameters) {
        String prefix = parameters.containsKey("layers.0.weight") ? "layers.0." : "layers.0.layers.0.";
        ExactTensor weight = parameters.get(prefix + "weight");
        ExactTensor bias = parameters.get(prefix + "bias");
        if (weight == null || bias == null) {
            return BigDecimal.ZERO;
        }
        int features = input.shape().size(-1);
        int row = position / features;
        return IntStream.range(0, features)
                .mapToObj(j -> input.at(row, j).multiply(weight.at(position % features, j)))
                .reduce(bias.at(position % features), BigDecimal::add);
    }

    @Override
    public boolean isSumOfProducts() {
        return true;
    }

    /** What a nested layer answers is a float64 number: it overflows, even if the sum with the input would not. */
    @Override
    public boolean isSmooth(LayerPoint<Layer> point) {
        LayerFixture<Layer> fixture = point.fixture();
        BigDecimal parameters = fixture.parameters().values().stream().map(ResidualTests::largest)
                .reduce(BigDecimal.ONE, BigDecimal::max);
        BigDecimal passed = largest(fixture.input()).max(largest(point.upstream())).max(BigDecimal.ONE);
        return parameters.multiply(passed).multiply(BigDecimal.TEN).compareTo(new BigDecimal(Double.MAX_VALUE)) < 0;
    }

    private static BigDecimal largest(Float64Tensor tensor) {
        return ExactTensor.of(tensor).abs().values().stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    /** The upstream gradient of an element of the input itself, beside those of its products. */
    @Override
    public BigDecimal gradientSize(LayerPoint<Layer> point, String name, int position, Arithmetic math) {
        return name.equals(Layer.INPUT)
                ? new BigDecimal(point.upstream().values()[position]).abs().multiply(BigDecimal.TWO)
                : BigDecimal.ZERO;
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhereAndWhatWouldBeRight() {
        Layer wider = new Residual()
                .around(List.of(bound("relu", Map.of()), bound("linear", Map.of("weight", WEIGHT))));
        assertThat(misfit(LayerFixture.of(wider, LayerFixture.random(1, 2, 3)).with("layers.1.weight",
                LayerFixture.random(2, 4, 3)))).isEqualTo(
                        "layers[]: the output of the layers of residual must have the shape of their input [2, 3], got [2, 4]");
        assertThat(misfit(LayerFixture.of(wider, LayerFixture.random(1, 2, 4)).with("layers.1.weight", WEIGHT)))
                .contains("weight has 3 columns, but the layer's input has 4 features (shape [2, 4])");
    }
}
