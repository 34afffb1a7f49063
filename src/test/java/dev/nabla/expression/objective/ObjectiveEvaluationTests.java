package dev.nabla.expression.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.probabilistic.GaussianKl;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Mse;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Objectives, compared with exact arithmetic: each number is rounded once. */
class ObjectiveEvaluationTests {

    private static final MathContext DIGITS = new MathContext(60);
    private static final int BATCH = 128;
    private static final int PIXELS = 784;
    private static final int LATENT = 32;

    private final Random random = new Random(7);

    private Tensor tensor(Shape shape, DoubleSupplier elements) {
        double[] numbers = new double[shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = elements.getAsDouble();
        }
        return new Float64Tensor(shape, numbers);
    }

    private static Term term(String name, Loss loss, Map<String, String> inputs, Reduction reduction, double weight) {
        Set<String> differentiable = new LinkedHashSet<>(
                loss.inputs().stream().filter(Input::isDifferentiable).map(Input::name).toList());
        return new Term(name, loss, inputs, differentiable, reduction, null, null, OptionalInt.empty(),
                new TermWeight.Factor(weight));
    }

    private static ObjectiveEvaluation evaluate(List<Term> terms, Map<String, Tensor> inputs, Set<String> wrt) {
        List<Input> declared = inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).differentiable()).toList();
        Task task = new Task(new Objective(terms, declared), inputs, Reduction.MEAN, null, null, null,
                OptionalInt.empty(), wrt, Hessian.NONE, DType.FLOAT64);
        ObjectiveEvaluation evaluation = ObjectiveEvaluation.of(task, false);
        assertThat(Evaluator.evaluate(task).loss().get(0)).as("as any loss").isEqualTo(evaluation.loss().get(0));
        return evaluation;
    }

    private static BigDecimal exact(double number) {
        return new BigDecimal(number);
    }

    // derivatives of squares and absolute values of these numbers are exact, so that the sum has one rounding only
    @Test
    void gradientOfSeveralTermsShouldBeTheExactSumRoundedOnce() {
        Shape shape = Shape.of(3, 701);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("a", tensor(shape, () -> random.nextInt(-1000, 1000) / 64.0));
        inputs.put("b", tensor(shape, () -> random.nextInt(-1000, 1000) / 64.0));
        Map<String, String> mapped = Map.of("predictions", "a", "targets", "b");
        ObjectiveEvaluation evaluation = evaluate(
                List.of(term("mean", new Mse(), mapped, Reduction.MEAN, 0.1),
                        term("sum", new Mse(), mapped, Reduction.SUM, -1e-4),
                        term("far", new L1(), mapped, Reduction.MEAN, 1.0 / 3)),
                inputs, Set.of("a"));
        BigDecimal count = BigDecimal.valueOf(shape.elements());
        double[] gradient = gradient(evaluation, "a");
        BigDecimal loss = BigDecimal.ZERO;
        for (int i = 0; i < gradient.length; i++) {
            BigDecimal d = exact(inputs.get("a").get(i)).subtract(exact(inputs.get("b").get(i)));
            BigDecimal square = exact(0.1).divide(count, DIGITS).subtract(exact(1e-4));
            BigDecimal far = exact(1.0 / 3).divide(count, DIGITS);
            BigDecimal expected = square.multiply(d).multiply(BigDecimal.TWO)
                    .add(far.multiply(BigDecimal.valueOf(d.signum())));
            assertThat(gradient[i]).as("element %s", i).isEqualTo(expected.doubleValue());
            loss = loss.add(square.multiply(d.pow(2))).add(far.multiply(d.abs()));
        }
        assertThat(evaluation.loss().get(0)).isEqualTo(loss.doubleValue());
    }

    // the derivatives with respect to μ are μ and 2μ; those of binary cross entropy are (p - t)/(p(1 - p)), within the 2 ulp
    // that a loss of the catalog may be off
    @Test
    void objectiveOfAVariationalAutoencoderShouldBeExact() {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("x", tensor(Shape.of(BATCH, PIXELS), random::nextDouble));
        inputs.put("x_hat", tensor(Shape.of(BATCH, PIXELS), () -> 1e-6 + random.nextDouble() * 0.99999));
        inputs.put("mu", tensor(Shape.of(BATCH, LATENT), random::nextGaussian));
        inputs.put("log_var", tensor(Shape.of(BATCH, LATENT), random::nextGaussian));
        Term reconstruction = term("reconstruction", new BinaryCrossEntropy(),
                Map.of("predictions", "x_hat", "targets", "x"), Reduction.MEAN, 784);
        Term divergence = term("kl", new GaussianKl(), Map.of("mean", "mu", "log_variance", "log_var"),
                Reduction.SUM, 0.7);
        Term decay = term("decay", new Mse(), Map.of("predictions", "mu", "targets", "zero"), Reduction.SUM, 0.1);
        inputs.put("zero", Float64Tensor.zeros(Shape.of(BATCH, LATENT)));
        ObjectiveEvaluation evaluation = evaluate(List.of(reconstruction, divergence, decay), inputs,
                Set.of("x_hat", "mu", "log_var"));
        double[] mean = gradient(evaluation, "mu");
        for (int i = 0; i < mean.length; i++) {
            BigDecimal mu = exact(inputs.get("mu").get(i));
            BigDecimal expected = mu.multiply(exact(0.7).add(exact(0.1).multiply(BigDecimal.TWO)));
            assertThat(mean[i]).as("mu %s", i).isEqualTo(expected.doubleValue());
        }
        double[] pixels = gradient(evaluation, "x_hat");
        BigDecimal factor = BigDecimal.valueOf(784).divide(BigDecimal.valueOf(pixels.length), DIGITS);
        for (int i = 0; i < pixels.length; i++) {
            BigDecimal p = exact(inputs.get("x_hat").get(i));
            BigDecimal t = exact(inputs.get("x").get(i));
            BigDecimal expected = factor.multiply(p.subtract(t))
                    .divide(p.multiply(BigDecimal.ONE.subtract(p)), DIGITS);
            BigDecimal error = exact(pixels[i]).subtract(expected).abs();
            assertThat(error).as("x_hat %s", i).isLessThanOrEqualTo(exact(2 * Math.ulp(expected.doubleValue())));
        }
    }

    // factors of 2^±900, beyond the range in which products are split into high and low parts
    @Test
    void weightsBeyondTheRangeOfProductsShouldNotLoseDigits() {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("a", tensor(Shape.of(5), random::nextGaussian));
        inputs.put("b", Float64Tensor.zeros(Shape.of(5)));
        Map<String, String> mapped = Map.of("predictions", "a", "targets", "b");
        double[] gradient = gradient(evaluate(List.of(term("large", new Mse(), mapped, Reduction.SUM, 0x1p900),
                term("undone", new Mse(), mapped, Reduction.SUM, -0x1p900),
                term("small", new Mse(), mapped, Reduction.SUM, 0x1.8p-900)), inputs, Set.of("a")), "a");
        for (int i = 0; i < gradient.length; i++) {
            assertThat(gradient[i]).isEqualTo(2 * 0x1.8p-900 * inputs.get("a").get(i));
        }
    }

    private static double[] gradient(ObjectiveEvaluation evaluation, String input) {
        return Objects.requireNonNull(evaluation.gradients().get(input)).widened().values();
    }
}
