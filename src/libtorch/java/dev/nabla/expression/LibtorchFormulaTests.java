package dev.nabla.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.compile.Compiler;
import dev.nabla.libtorch.Libtorch;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Formulas of all functions, with values and gradients of libtorch's automatic differentiation, to twelve digits of the largest
 * number of a tensor; where they are elementwise, with second derivatives too. {@code src/libtorch/python/formulas.py} has the
 * same in torch's functions.
 */
class LibtorchFormulaTests {

    private static final double TOLERANCE = 1e-12;

    /** The derivative of digamma has ten digits in libtorch. */
    private static final double TRIGAMMA = 1e-9;

    private static final int DRAWS = 3;

    /** A name, the formula, and whether it is elementwise. */
    private static final String FORMULAS = """
            absolute | abs(x)*t + sign(x)*p | elementwise
            powers | x^3 + p^-0.5 + p^u | elementwise
            roots | sqrt(p)*square(x) | elementwise
            exponentials | exp(x) - expm1(t)*u | elementwise
            logarithms | log(p) + log1p(p)*x | elementwise
            remainders | log1pmx(p)*x - expm1mx(t)*u | elementwise
            other_logarithms | log2(p)*x - log10(p) | elementwise
            sine | sin(x)*cos(t) | elementwise
            tangent | tan(u)/p | elementwise
            arcsine | asin(u) + acos(u)*x | elementwise
            arctangent | atan(x)*t | elementwise
            arctangent2 | atan2(x, p) + atan2(t, x) | elementwise
            hyperbolic | sinh(x)/cosh(t) | elementwise
            hyperbolic_tangent | tanh(x*t) | elementwise
            logistic | sigmoid(x)*t | elementwise
            log_logistic | log_sigmoid(x) - t*log_sigmoid(-x) | elementwise
            soft_plus | softplus(x)*p - softplus(-t) | elementwise
            rectifier | relu(x)*t | elementwise
            exponential_linear | elu(x, alpha=1.5) | elementwise
            gaussian_linear | gelu(x)*t | elementwise
            sigmoid_linear | silu(x) + silu(t) | elementwise
            error_function | erf(x)*t + erfc(x) | elementwise
            gamma | lgamma(p)*x |
            digammas | lgamma(p)*t + digamma(p) | elementwise
            hypotenuse | hypot(x, t)*u | elementwise
            log_add | logaddexp(x, t) | elementwise
            x_log_y | xlogy(p, p*p + 1) | elementwise
            extremes | maximum(x, t)*minimum(x, u) | elementwise
            clipped | clip(x, -1, 1)*x^2 | elementwise
            chosen | where(x > t, x*t, x + t^2) | elementwise
            conditions | where(x > 0 and not (t <= 0) or u == 0, x^2, sin(x)) | elementwise
            other_conditions | where(x >= 0 and t != 1 and u < 0.5, x^3, exp(x)) | elementwise
            unchosen | where(isnan(x), 0, x/p) | elementwise
            rounded | floor(x)*t + ceil(t)*x + round(u)*p | elementwise
            quotients | (x - t)/(p + 1) - 2/(1 + x^2) | elementwise
            constants | pi*x + e*t | elementwise
            stopped | stop_gradient(x)*x + t | elementwise
            straight_through | with_gradient(round(x), x)*t |
            scaled | scale_gradient(x, 0.25)*t |
            reversed | reverse_gradient(x, 2)*t |
            student | (n + 1)/2*log1p(((x - t)/p)^2/n) + log(p) | elementwise
            focal | (1 - sigmoid(x))^2*softplus(-x) | elementwise
            rows_and_columns | x*row + col/p |
            broadcast_square | (row - col)^2*x |
            number_with_all | n*x^2 + n^3 |
            shares_of_a_number | sigmoid(n*x + n) |
            differences | (x[1:] - x[:-1])^2 |
            strided | x[::2, 1::2]*t[::2, ::2] |
            backward | x[::-1]*t |
            backward_strided | x[:, ::-2]*2 |
            one_element | x[1, -1]*t[0, 2] + sum(x[..., 0]) |
            total | sum(x*t)^2 |
            sums | sum(x^2, axis=0)*v |
            kept_sums | x/sum(p, axis=1, keepdims=true) |
            means | mean(x*t, axis=1) + mean(p) |
            products | prod(x, axis=1) + prod(u) |
            largest | max(x, axis=1)*min(t, axis=1) |
            largest_of_all | max(x) - min(x) |
            log_sums | logsumexp(x, axis=1) + logsumexp(t) |
            norms | norm(x, axis=1)*norm(t) |
            variances | var(x, axis=0)*std(t, axis=0) |
            deviation | std(x)/var(p) |
            soft_max | softmax(x, axis=1)*t |
            soft_max_of_columns | softmax(x, axis=0)^2 |
            log_soft_max | log_softmax(x)*p |
            cumulative | cumsum(x, axis=0)*t + cumsum(t)*x |
            sorted_rows | sort(x)*t + sort(t, axis=0) |
            picked | logsumexp(x, axis=1) - pick(x, index) |
            picked_of_columns | pick(x^2, index_of_rows, axis=0) |
            encoded | sum((softmax(x) - one_hot(index, 4))^2, axis=1) |
            matrix_product | matmul(x, m) |
            products_with_vectors | x @ v + (v @ m)[0] |
            similarities | x @ transpose(t)/norm(x) |
            contrastive | logsumexp(x @ transpose(t), axis=1) - sum(x*t, axis=1) |
            outer_product | outer(v, v^2)*n |
            reshaped | reshape(x, [4, 3]) @ reshape(t, [3, 4]) |
            joined | concatenate([x, t^2], axis=1)*concatenate([p, p], axis=1) |
            stacked | stack([x, t, x*t])*n |
            total_variation | sum(abs(x[1:] - x[:-1])) + sum(abs(x[:, 1:] - x[:, :-1])) |
            crossing | sum(relu(x[:, :-1] - x[:, 1:])^2, axis=1) |
            attention | softmax(x @ transpose(t)/2) @ p |
            """;

    /** It bounds the upstream gradient, which takes a hook in torch; scripts have none. */
    private static final Set<String> WITHOUT_COUNTERPART = Set.of("clip_gradient");

    private static final Shape MATRIX = Shape.of(3, 4);

    private static final Libtorch LIBTORCH = Libtorch.ofFormulas();

    private final SplittableRandom random = new SplittableRandom(18);

    record Pair(String name, String formula, boolean isElementwise) {

        static Pair of(String line) {
            String[] parts = line.split(" \\| ?", -1);
            return new Pair(parts[0], parts[1], parts.length > 2 && parts[2].equals("elementwise"));
        }

        @Override
        public String toString() {
            return formula;
        }
    }

    static Stream<Pair> formulas() {
        return FORMULAS.lines().map(Pair::of);
    }

    @AfterAll
    static void close() {
        LIBTORCH.close();
    }

    @Test
    void formulasShouldBeThoseOfLibtorchAndUseEveryFunction() {
        assertThat(formulas().map(Pair::name)).containsExactlyInAnyOrderElementsOf(LIBTORCH.names())
                .hasSizeGreaterThanOrEqualTo(60);
        String all = formulas().map(Pair::formula).collect(Collectors.joining("; "));
        assertThat(Compiler.functions().names()).filteredOn(name -> !all.matches("(?s).*\\b" + name + "\\(.*"))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_COUNTERPART);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void derivativesShouldBeThoseOfLibtorch(Pair pair) {
        List<String> found = new ArrayList<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            found.addAll(disagreements(pair, inputs(pair.formula()), false));
            if (pair.isElementwise()) {
                found.addAll(disagreements(pair, inputs(pair.formula()), true));
            }
        }
        assertThat(found).isEmpty();
    }

    private Map<String, Tensor> inputs(String formula) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("x", drawn(MATRIX, () -> random.nextDouble(-2, 2)));
        inputs.put("t", drawn(MATRIX, () -> random.nextDouble(-2, 2)));
        inputs.put("p", drawn(MATRIX, () -> random.nextDouble(0.2, 3)));
        inputs.put("u", drawn(MATRIX, () -> random.nextDouble(-0.9, 0.9)));
        inputs.put("row", drawn(Shape.of(1, 4), () -> random.nextDouble(-2, 2)));
        inputs.put("col", drawn(Shape.of(3, 1), () -> random.nextDouble(-2, 2)));
        inputs.put("v", drawn(Shape.of(4), () -> random.nextDouble(-2, 2)));
        inputs.put("n", drawn(Shape.SCALAR, () -> random.nextDouble(1, 5)));
        inputs.put("m", drawn(Shape.of(4, 2), () -> random.nextDouble(-2, 2)));
        inputs.put("index", drawn(Shape.of(3), () -> random.nextInt(4)));
        inputs.put("index_of_rows", drawn(Shape.of(4), () -> random.nextInt(3)));
        inputs.keySet().removeIf(name -> !formula.matches("(?s).*\\b" + name + "\\b.*"));
        return inputs;
    }

    private static Tensor drawn(Shape shape, DoubleSupplier number) {
        double[] numbers = new double[shape.elements()];
        Arrays.setAll(numbers, _ -> number.getAsDouble());
        return new Float64Tensor(shape, numbers);
    }

    private List<String> disagreements(Pair pair, Map<String, Tensor> inputs, boolean hessian) {
        List<String> wrt = inputs.keySet().stream().filter(name -> !name.startsWith("index"))
                .filter(name -> !hessian || of(inputs, name).shape().equals(MATRIX)).toList();
        FormulaLoss loss = new FormulaLoss(CompiledFormulas.parse(pair.formula()), inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).twiceDifferentiable()).toList(), Map.of(),
                _ -> {
                    throw new IllegalStateException("no losses here");
                });
        Map<String, Shape> shapes = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        Tensor upstream = drawn(loss.computation(shapes).values(), () -> random.nextDouble(-3, 3));
        Evaluation ours = Evaluator.evaluate(new Task(loss, inputs, Reduction.NONE, null, null, upstream,
                OptionalInt.empty(), Set.copyOf(wrt), Hessian.diagonal(hessian), DType.FLOAT64));
        Evaluation theirs = LIBTORCH.evaluate(pair.name(), inputs, wrt, upstream, hessian);
        double tolerance = pair.name().equals("digammas") ? TRIGAMMA : TOLERANCE;
        List<String> found = new ArrayList<>(disagreements("value", ours.loss(), theirs.loss(), TOLERANCE));
        wrt.forEach(name -> found.addAll(disagreements("gradient of " + name, of(ours.gradients(), name),
                of(theirs.gradients(), name), tolerance)));
        if (hessian) {
            wrt.forEach(name -> found.addAll(disagreements("second derivative of " + name,
                    of(ours.hessianDiagonals(), name), of(theirs.hessianDiagonals(), name), tolerance)));
        }
        return found;
    }

    private static Tensor of(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static List<String> disagreements(String what, Tensor ours, Tensor theirs, double tolerance) {
        assertThat(ours.shape()).as(what).isEqualTo(theirs.shape());
        double largest = IntStream.range(0, ours.shape().elements()).mapToDouble(i -> Math.abs(ours.get(i))).max()
                .orElse(0);
        return IntStream.range(0, ours.shape().elements())
                .filter(i -> !(Math.abs(ours.get(i) - theirs.get(i)) <= tolerance * largest))
                .mapToObj(i -> what + "[" + i + "] is " + ours.get(i) + " here, " + theirs.get(i) + " there").toList();
    }
}
