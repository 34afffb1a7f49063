package dev.nabla.expression.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.check.FormulaCheck.Advice;
import dev.nabla.expression.check.FormulaCheck.Report;
import dev.nabla.loss.Input;
import dev.nabla.loss.ShapeRules;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where formulas lose digits, and what does not; the stable forms are identities. */
class FormulaCheckTests {

    private static Report check(String formula, Map<String, Tensor> inputs) {
        List<Input> declared = inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).differentiable()).toList();
        FormulaLoss loss = new FormulaLoss(CompiledFormulas.parse(formula), declared, Map.of(), _ -> {
            throw new IllegalStateException("no losses here");
        });
        return FormulaReport.of(loss, inputs, Set.copyOf(inputs.keySet())).check();
    }

    private static Tensor vector(String numbers) {
        double[] elements = Arrays.stream(numbers.trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
        return new Float64Tensor(Shape.of(elements.length), elements);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
            log(1 + exp(x))                                | 1 -40   | softplus(x)
            log(1 + exp(x))                                | 1 800   | softplus(x)
            log(sigmoid(x))                                | 1 40    | log_sigmoid(x)
            log(sigmoid(x))                                | 1 -800  | log_sigmoid(x)
            log(1 - sigmoid(x))                            | 1 40    | log_sigmoid(-x)
            1 - sigmoid(x)                                 | 1 40    | sigmoid(-x)
            1 / (1 + exp(-x)) - 1                          | 1 40    | ''
            log(1 / (1 + exp(-x)))                         | 1 40    | log_sigmoid(x)
            exp(x) / (1 + exp(x))                          | 1 800   | sigmoid(x)
            (exp(x) - exp(-x)) / (exp(x) + exp(-x))        | 1 1e-9  | tanh(x)
            exp(x) - 1                                     | 1 1e-9  | expm1(x)
            1 - exp(x)                                     | 1 1e-9  | -expm1(x)
            log(1 - exp(x))                                | -1 -1e-9 | log(-expm1(x))
            log(exp(x))                                    | 1 800   | x
            log(cosh(x))                                   | 1 800   | abs(x) + log1p(exp(-2 * abs(x))) - log(2)
            log(cosh(x))                                   | 1 1e-5  | log1p(2 * sinh(x / 2)^2)
            log(1 + x)                                     | 1 1e-9  | log1p(x)
            log(1 - x)                                     | 0.5 1e-9 | log1p(-x)
            log1p(x) - x                                   | 1 1e-5  | log1pmx(x)
            x - log1p(x)                                   | 1 1e-5  | -log1pmx(x)
            log(1 + x) - x                                 | 1 1e-5  | log1pmx(x)
            x - log(1 + x)                                 | 1 1e-5  | -log1pmx(x)
            x - 1 - log(x)                                 | 2 1.00001 | -log1pmx(x - 1)
            x - log(x) - 1                                 | 2 1.00001 | -log1pmx(x - 1)
            expm1(x) - x                                   | 1 1e-5  | expm1mx(x)
            x - expm1(x)                                   | 1 1e-5  | -expm1mx(x)
            exp(x) - 1 - x                                 | 1 1e-5  | expm1mx(x)
            exp(x) - x - 1                                 | 1 1e-5  | expm1mx(x)
            exp(x) - (1 + x)                               | 1 1e-5  | expm1mx(x)
            x + exp(-x) - 1                                | 1 1e-5  | expm1mx(-x)
            x + expm1(-x)                                  | 1 1e-5  | expm1mx(-x)
            1 - erf(x)                                     | 1 8     | erfc(x)
            1 - cos(x)                                     | 1 1e-5  | 2 * sin(x / 2)^2
            x^0.001 - 1                                    | 2 1.0000001 | expm1(0.001 * log(x))
            1 - x^0.001                                    | 2 1.0000001 | -expm1(0.001 * log(x))
            (1 + x)^1000                                   | 2e-9 1e-9 | exp(1000 * log1p(x))
            (1 + x)^0.3 - 1                                | 1 1e-9  | expm1(0.3 * log1p(x))
            1 - x^2                                        | 0.5 0.99999999 | (1 - x) * (1 + x)
            sqrt(1 + x) - 1                                | 1 1e-9  | x / (1 + sqrt(1 + x))
            sqrt(1 + x^2) - 1                              | 1 1e200 | x * (x / (1 + hypot(1, x)))
            sqrt(1 + x^2) - 1                              | 1 1e200 | hypot(1, x)
            sqrt(sum(x^2))                                 | 1 1e200 | norm(x)
            log(sum(exp(x)))                               | 1 800   | logsumexp(x)
            log(softmax(x))                                | 1 800   | log_softmax(x, axis=0)
            exp(x) / sum(exp(x))                           | 1 800   | softmax(x, axis=0)
            log(exp(x) / sum(exp(x)))                      | 1 800   | log_softmax(x, axis=0)
            x - logsumexp(x)                               | 1 80    | log_softmax(x, axis=0)
            mean(x^2) - mean(x)^2                          | 1e9 1000000001 | mean((x - mean(x, axis=0, keepdims=true))^2)""")
    void formThatLosesDigitsShouldGetStableForm(String formula, String numbers, String stable) {
        Report report = check(formula, Map.of("x", vector(numbers)));
        assertThat(report.values().worst().ulps()).isGreaterThan(8);
        assertThat(report.advice()).extracting(Advice::instead).contains(stable);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(exp(x) + exp(y))         | 800      | 1      | logaddexp(x, y)
            exp(x) - exp(y)              | 1        | 1.000000001 | exp(y) * expm1(x - y)
            log(x) - log(y)              | 5        | 5.000000001 | log1p((x - y) / y)
            log(x / y)                   | 5        | 5.000000001 | log1p((x - y) / y)
            log(1 + x) - log(1 + y)      | 1e-9     | 2e-9   | log1p((x - y) / (1 + y))
            log(x / y) + y / x - 1       | 5        | 5.0001 | -log1pmx((y - x) / x)
            x * log(x / y) - x + y       | 5        | 5.0001 | -x * log1pmx((y - x) / x)
            xlogy(x, x / y) - x + y      | 5        | 5.0001 | -x * log1pmx((y - x) / x)
            x - y + exp(y - x) - 1       | 5        | 5.0001 | expm1mx(y - x)
            x + exp(y) - 1 - y           | 1e-20    | 1e-5   | x + expm1mx(y)
            sigmoid(x) - sigmoid(y)      | 1        | 1.000001 | -sigmoid(x) * sigmoid(-y) * expm1(y - x)
            sqrt(x^2 + y^2)              | 1e200    | 1e200  | hypot(x, y)
            x + exp(y) - 1               | 1e-20    | 1e-20  | x + expm1(y)
            sqrt(x) - sqrt(y)            | 1e9      | 1000000001 | (x - y) / (sqrt(x) + sqrt(y))
            x^2 - y^2                    | 1e9      | 1000000001.1 | (x - y) * (x + y)""")
    void formOfTwoInputsThatLosesDigitsShouldGetStableForm(String formula, String x, String y, String stable) {
        Report report = check(formula, Map.of("x", vector(x), "y", vector(y)));
        assertThat(report.values().worst().ulps()).isGreaterThan(8);
        assertThat(report.advice()).extracting(Advice::instead).contains(stable);
    }

    // 0 * log(0) is NaN as written; by the convention of xlogy, and in the limit, it is 0
    @Test
    void formThatIsUndefinedShouldGetFormThatIsNot() {
        Advice advice = check("-sum(x * log(y))", Map.of("x", vector("0.5 0"), "y", vector("0.5 0"))).advice()
                .getFirst();
        assertThat(advice.part()).isEqualTo("x * log(y)");
        assertThat(advice.instead()).isEqualTo("xlogy(x, y)");
        assertThat(advice.index()).containsExactly(1);
        assertThat(advice.worst().exact()).isZero();
    }

    // beyond exp(2^28) no digits help: by their limits the forms are x
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(1 + exp(x))  | 1e16  | softplus(x)
            log(sigmoid(x))  | -1e16 | log_sigmoid(x)""")
    void formThatIsInfiniteEvenWithMoreDigitsShouldGetFormThatIsNot(String formula, double x, String stable) {
        Advice advice = check(formula, Map.of("x", vector("1 " + x))).advice().getFirst();
        assertThat(advice.instead()).isEqualTo(stable);
        assertThat(advice.worst().computed()).isInfinite();
        assertThat(advice.worst().exact()).isEqualTo(x);
        assertThat(advice.index()).containsExactly(1);
        assertThat(check("log(x)", Map.of("x", vector("1 0"))).advice()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p = softmax(x)", "p = exp(x) / sum(exp(x), axis=1, keepdims=true)"})
    void logarithmOfPickedProbabilityShouldGetLogSoftmax(String probabilities) {
        Tensor logits = new Float64Tensor(Shape.of(2, 3), new double[]{1, 2, 3, 800, 1, -1});
        Tensor logitsBelow = new Float64Tensor(Shape.of(2, 3), new double[]{1, 2, 3, 0, 1, -800});
        Tensor classes = vector("0 2");
        for (Tensor rows : List.of(logits, logitsBelow)) {
            assertThat(check(probabilities + "\n-log(pick(p, t))", Map.of("x", rows, "t", classes)).advice())
                    .extracting(Advice::instead).contains("pick(log_softmax(x, axis=1), t, axis=1)");
        }
    }

    @Test
    void logarithmOfQuotientOfProbabilitiesShouldGetDifferenceOfLogSoftmax() {
        Map<String, Tensor> rows = Map.of("x", new Float64Tensor(Shape.of(1, 3), new double[]{0, 1, 800}), "y",
                new Float64Tensor(Shape.of(1, 3), new double[]{0, 1, 2}));
        assertThat(check("s = softmax(x); q = softmax(y); sum(q * log(q / s), axis=1)", rows).advice())
                .extracting(Advice::instead).contains("log_softmax(y, axis=1) - log_softmax(x, axis=1)");
    }

    @Test
    void formOfRowsShouldGetStableFormForItsAxis() {
        Tensor logits = new Float64Tensor(Shape.of(2, 3), new double[]{1, 2, 3, 800, 1, -1});
        Advice advice = check("p = exp(x) / sum(exp(x), axis=1, keepdims=true)\n-log(p[:, 0])", Map.of("x", logits))
                .advice().stream().filter(each -> !each.instead().isEmpty()).findFirst().orElseThrow();
        assertThat(advice.part()).isEqualTo("exp(x) / sum(exp(x), axis=1, keepdims=true)");
        assertThat(advice.instead()).isEqualTo("softmax(x, axis=1)");
        assertThat(advice.index()).containsExactly(1, 0);
        assertThat(advice.place()).hasValueSatisfying(place -> assertThat(place).hasToString("line 1, column 12"));
        assertThat(check("log(sum(exp(x), axis=0))", Map.of("x", logits)).advice()).extracting(Advice::instead)
                .containsExactly("logsumexp(x, axis=0)");
    }

    @Test
    void rowsOfNoElementsShouldBeChecked() {
        Tensor none = new Float64Tensor(Shape.of(2, 0), new double[0]);
        for (String formula : List.of("softmax(x)", "log_softmax(x)^2", "logsumexp(x, axis=1)", "cumsum(x)",
                "sort(x)")) {
            assertThat(check(formula, Map.of("x", none)).advice()).as(formula).isEmpty();
        }
    }

    @Test
    void formulaOfStableFunctionsShouldGetNoAdvice() {
        Map<String, Tensor> inputs = Map.of("x", vector("-800 -40 -1e-9 0 1e-9 40 800"));
        for (String formula : List.of("softplus(x)", "log_sigmoid(x)", "sigmoid(-x)", "expm1(-abs(x))",
                "logsumexp(x, axis=0)", "log_softmax(x)", "softmax(x)", "norm(x)")) {
            assertThat(check(formula, inputs).advice()).as(formula).isEmpty();
        }
    }

    @Test
    void formThatLosesNoDigitsOnTheNumbersShouldGetNoAdvice() {
        assertThat(check("log(1 + exp(x))", Map.of("x", vector("1 2 3"))).advice()).isEmpty();
    }

    @Test
    void constantsInAdviceShouldHaveTheNamesOfTheLanguage() {
        assertThat(check("log(exp(minimum(x, inf) + pi))", Map.of("x", vector("1000"))).advice())
                .extracting(FormulaCheck.Advice::part, FormulaCheck.Advice::instead)
                .contains(tuple("log(exp(minimum(x, inf) + pi))", "minimum(x, inf) + pi"));
    }
}
