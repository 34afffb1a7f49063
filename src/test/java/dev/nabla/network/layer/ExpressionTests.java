package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The passes of every formula are those of the functions in it; here an affine one stands for them. */
class ExpressionTests extends LayerContract<Expression> {

    private static final String AFFINE = "gain * x + shift";

    ExpressionTests() {
        super(Expression.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("formula", "required in (-inf, inf)");
    }

    @Override
    public List<LayerFixture<Expression>> fixtures() {
        return List.of(
                LayerFixture.of(new Expression(AFFINE), LayerFixture.random(1, 2, 3))
                        .with("gain", LayerFixture.random(2, 1, 3)).with("shift", LayerFixture.random(3, 2, 1)),
                LayerFixture.of(new Expression(AFFINE), LayerFixture.random(4, 3))
                        .with("gain", LayerFixture.random(5, 3)).with("shift", LayerFixture.random(6, 3)));
    }

    /** Formulas are computed as they are written: what overflows on the way is infinite. */
    @Override
    public List<LayerPoint<Expression>> hardPoints() {
        return super.hardPoints().stream().filter(ExpressionTests::isWithinRange).toList();
    }

    private static boolean isWithinRange(LayerPoint<Expression> point) {
        LayerFixture<Expression> fixture = point.fixture();
        return largest(point.upstream())
                * Math.max(largest(fixture.input()), largest(fixture.parameters().get("gain"))) < Double.MAX_VALUE / 8;
    }

    private static double largest(@Nullable Tensor tensor) {
        return Arrays.stream(Objects.requireNonNull(tensor).widened().values()).map(Math::abs).max().orElse(0);
    }

    @Override
    public List<BigDecimal> formula(Expression layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        int columns = input.shape().size(-1);
        List<BigDecimal> output = new ArrayList<>();
        for (int i = 0; i < input.values().size(); i++) {
            output.add(input.values().get(i).multiply(repeated(parameters, "gain", i, columns))
                    .add(repeated(parameters, "shift", i, columns)));
        }
        return output;
    }

    /** The element of a parameter for one of the output: it may have one for each row, or one for each column. */
    private static BigDecimal repeated(Map<String, ExactTensor> parameters, String name, int position, int columns) {
        ExactTensor tensor = Objects.requireNonNull(parameters.get(name));
        boolean isPerRow = tensor.shape().rank() == 2 && tensor.shape().size(1) == 1;
        return tensor.values().get(isPerRow ? position / columns : position % columns);
    }

    @Override
    public boolean isSumOfProducts() {
        return true;
    }

    private static Float64Tensor number(double number) {
        return new Float64Tensor(Shape.SCALAR, new double[]{number});
    }

    private static double[] numbers(Map<String, Tensor> gradients, String name) {
        return Objects.requireNonNull(gradients.get(name)).widened().values();
    }

    // y = b·x², dy/dx = 2bx, dy/db = x²
    @Test
    void forwardAndBackwardShouldBeThoseOfTheFormula() {
        Layer.Pass pass = new Expression("b * x^2").forward(vector(1, -2, 3), new Parameters(Map.of("b", number(0.5))));
        assertThat(pass.output().values()).containsExactly(0.5, 2, 4.5);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        assertThat(pass.backward(vector(1, 10, 100), gradients).widened().values()).containsExactly(1, -20, 300);
        assertThat(numbers(gradients, "b")).containsExactly(1 + 40 + 900);
    }

    /** The layer silu, within 2 ulp, which its own test holds to the oracle. */
    @Test
    void swishShouldBeTheLayerOfThatName() {
        Float64Tensor x = vector(-3, -0.5, 0, 0.5, 3);
        Float64Tensor upstream = vector(1, 2, 3, 4, 5);
        Layer.Pass written = new Expression("x * sigmoid(x)").forward(x, new Parameters(Map.of()));
        Layer.Pass own = new Silu().forward(x, new Parameters(Map.of()));
        double[] expected = own.backward(upstream, new LinkedHashMap<>()).widened().values();
        double[] actual = written.backward(upstream, new LinkedHashMap<>()).widened().values();
        for (int i = 0; i < expected.length; i++) {
            assertThat(written.output().values()[i]).isCloseTo(own.output().values()[i], ulps(own.output().get(i)));
            assertThat(actual[i]).isCloseTo(expected[i], ulps(expected[i]));
        }
    }

    private static Offset<Double> ulps(double number) {
        return Offset.offset(2 * Math.ulp(number));
    }

    // the value of a step, the gradient of the identity
    @Test
    void customGradientShouldTakeThePlaceOfTheDerivative() {
        Layer.Pass pass = new Expression("with_gradient(where(x > 0, 1, 0), x)").forward(vector(-1, 2),
                new Parameters(Map.of()));
        assertThat(pass.output().values()).containsExactly(0, 1);
        assertThat(pass.backward(vector(3, 4), new LinkedHashMap<>()).widened().values()).containsExactly(3, 4);
    }

    @Test
    void inputThatTheFormulaDoesNotUseShouldHaveGradientZero() {
        Layer.Pass pass = new Expression("2 * bias").forward(vector(1, 2), new Parameters(Map.of("bias", number(3))));
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        assertThat(pass.backward(number(5), gradients).widened().values()).containsExactly(0, 0);
        assertThat(numbers(gradients, "bias")).containsExactly(10);
    }

    @Test
    void faultsShouldNameTheFormulaOrTheParameter() {
        assertThat(fault("x * gain", Map.of()))
                .isEqualTo("formula: line 1, column 5: there is no gain; the inputs are x");
        assertThat(fault("x", Map.of("gain", number(1))))
                .isEqualTo("parameters: the formula does not use gain; leave it out, or use it");
        assertThat(fault("x * gain", Map.of("gain", vector(1, 2, 3))))
                .startsWith("formula: line 1, column 3: shapes [2]");
        assertThat(fault("loss.mse(x, x)", Map.of())).contains("a layer has no losses, such as mse");
    }

    private static String fault(String formula, Map<String, Tensor> parameters) {
        Fault[] first = new Fault[1];
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Expression(formula).outputShape(Shape.of(2), new Parameters(parameters)))
                .satisfies(e -> first[0] = e.faults().getFirst());
        return first[0].detailWithPlace();
    }
}
