package dev.nabla.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Formulas, evaluated with their derivatives; the expected numbers are by hand unless a test says otherwise. */
class FormulaLossTests {

    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private boolean hessian;

    private FormulaLossTests with(String name, Shape shape, double... elements) {
        inputs.put(name, new Float64Tensor(shape, elements));
        return this;
    }

    private FormulaLossTests with(String name, double... elements) {
        return with(name, Shape.of(elements.length), elements);
    }

    private FormulaLossTests withNumber(String name, double number) {
        return with(name, Shape.SCALAR, number);
    }

    private Evaluation evaluate(String formula, Reduction reduction, String... wrt) {
        List<Input> declared = inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).twiceDifferentiable()).toList();
        FormulaLoss loss = new FormulaLoss(CompiledFormulas.parse(formula), declared, Map.of(), _ -> {
            throw new IllegalStateException("no losses here");
        });
        return Evaluator.evaluate(new Task(loss, inputs, reduction, null, null, null, OptionalInt.empty(), Set.of(wrt),
                Hessian.diagonal(hessian), DType.FLOAT64));
    }

    private static double[] gradient(Evaluation evaluation, String input) {
        return Objects.requireNonNull(evaluation.gradients().get(input)).widened().values();
    }

    @Test
    void huberByWhereShouldHaveLossGradientAndHessian() {
        with("predictions", 1, 2, 3).with("targets", 1, 2, 5).withNumber("delta", 1);
        hessian = true;
        Evaluation huber = evaluate("""
                d = predictions - targets
                a = abs(d)
                where(a < delta, 0.5*d^2, delta*(a - 0.5*delta))""", Reduction.MEAN, "predictions");
        assertThat(huber.loss().get(0)).isEqualTo(0.5);
        assertThat(gradient(huber, "predictions")).containsExactly(0, 0, -1.0 / 3);
        assertThat(Objects.requireNonNull(huber.hessianDiagonals().get("predictions")).widened().values())
                .containsExactly(1.0 / 3, 1.0 / 3, 0);
    }

    @Test
    void gradientWithRespectToNumberShouldBeSumOverElements() {
        with("x", 1, 2, 3).withNumber("a", 2);
        assertThat(gradient(evaluate("a * x^2", Reduction.SUM, "a"), "a")).containsExactly(14);
    }

    @Test
    void gradientOfRepeatedAxisShouldBeSumAlongIt() {
        with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6).with("w", Shape.of(2, 1), 10, 100);
        assertThat(gradient(evaluate("x * w", Reduction.SUM, "w"), "w")).containsExactly(6, 15);
    }

    @Test
    void gradientOfMatrixProductShouldBeProductsWithTransposes() {
        with("x", Shape.of(1, 2), 1, 2).with("w", Shape.of(2, 2), 3, 4, 5, 6);
        Evaluation product = evaluate("x @ w", Reduction.SUM, "x", "w");
        assertThat(gradient(product, "x")).containsExactly(7, 11);
        assertThat(gradient(product, "w")).containsExactly(1, 1, 2, 2);
    }

    @Test
    void sliceShouldReceiveGradientAtItsPlace() {
        with("x", 1, 2, 4, 8);
        assertThat(gradient(evaluate("(x[1:] - x[:-1])^2", Reduction.SUM, "x"), "x")).containsExactly(-2, -2, -4, 8);
        assertThat(gradient(evaluate("x[::-2] * 3", Reduction.SUM, "x"), "x")).containsExactly(0, 3, 0, 3);
    }

    @Test
    void branchThatIsNotChosenShouldNotSpoilGradient() {
        with("x", 0, 4);
        assertThat(gradient(evaluate("where(x > 0, log(x), 0)", Reduction.SUM, "x"), "x")).containsExactly(0, 0.25);
    }

    @Test
    void quotientThatIsNotChosenShouldNotSpoilDerivatives() {
        with("x", 0, 4).with("a", 3, 3);
        hessian = true;
        Evaluation evaluation = evaluate("where(x > 0, a / x, 0)", Reduction.SUM, "a", "x");
        assertThat(gradient(evaluation, "a")).containsExactly(0, 0.25);
        assertThat(gradient(evaluation, "x")).containsExactly(0, -0.1875);
        assertThat(Objects.requireNonNull(evaluation.hessianDiagonals().get("x")).widened().values())
                .containsExactly(0, 0.09375);
    }

    // as each request has it: networks, objectives and expressions make the calls of the catalog anew
    @Test
    void formulaThatWasCompiledBeforeShouldBeFound() {
        LossCatalog catalog = new LossCatalog();
        Map<String, Shape> shapes = Map.of("x", Shape.of(2));
        assertThat(loss("loss.l1(x, 2 * x)", catalog).computation(shapes))
                .isSameAs(loss("loss.l1(x, 2 * x)", catalog).computation(shapes));
    }

    private static FormulaLoss loss(String formula, LossCatalog catalog) {
        return new FormulaLoss(CompiledFormulas.parse(formula), List.of(), Map.of(), new CatalogCalls(catalog));
    }

    @Test
    void longSumShouldNotExhaustStack() {
        withNumber("x", 1);
        assertThat(evaluate("x" + "+x".repeat(4_900), Reduction.SUM).loss().get(0)).isEqualTo(4901);
    }

    @Test
    void longChainOfSubscriptsShouldNotExhaustStack() {
        with("x", 1, 2);
        assertThat(evaluate("x" + "[:]".repeat(3_300), Reduction.SUM).loss().get(0)).isEqualTo(3);
        assertThatExceptionOfType(FormulaException.class)
                .isThrownBy(() -> evaluate("x" + "[0]".repeat(3_300), Reduction.SUM))
                .withMessage("line 1, column 5: a tensor of shape [] has 0 axes, got 1 subscripts");
    }

    @Test
    void deepNestingShouldBeRefused() {
        withNumber("x", 1);
        String deep = "(".repeat(4_000) + "x" + ")".repeat(4_000);
        assertThatExceptionOfType(FormulaException.class).isThrownBy(() -> evaluate(deep, Reduction.SUM))
                .withMessageContaining("too deeply nested");
        assertThatExceptionOfType(FormulaException.class)
                .isThrownBy(() -> evaluate("-".repeat(9_000) + "x", Reduction.SUM))
                .withMessageContaining("too deeply nested");
    }

    @Test
    void shapesThatDoNotFitShouldBeNamedWithTheirPlace() {
        with("a", 1, 2).with("b", 1, 2, 3);
        assertThatExceptionOfType(FormulaException.class).isThrownBy(() -> evaluate("c = a\nc * b", Reduction.SUM))
                .withMessage(
                        "line 2, column 3: shapes [2] and [3] differ at axis 0; only an axis of size 1 is repeated");
    }

    @Test
    void functionOfAnotherLibraryShouldNameOurs() {
        with("x", 1, 2);
        assertThatExceptionOfType(FormulaException.class).isThrownBy(() -> evaluate("np.exp(x)", Reduction.SUM))
                .withMessage("line 1, column 1: there is no function np.exp; write exp");
        assertThatExceptionOfType(FormulaException.class).isThrownBy(() -> evaluate("x > 1 && x < 2", Reduction.SUM))
                .withMessage("line 1, column 7: there is no operator &&; write and");
    }
}
