package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarronTests extends LossContract<Barron> {

    @Override
    public List<Barron> variants() {
        return List.of(new Barron(), new Barron(-2, 0.5), new Barron(0, 2), new Barron(2, 3), new Barron(0.1, 0.3),
                new Barron(1.9, 1), new Barron(-1e10, 1), new Barron(Double.NEGATIVE_INFINITY, 1));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("alpha", "1.0 in [-inf, 2]", "c", "1.0 in (0, inf)");
    }

    /** (b/α)((1 + u²/b)^(α/2) − 1), u = d/c, b = 2 − α, and its limits for α = 2, 0 and −∞. */
    @Override
    public Formula formula(Barron loss) {
        BigDecimal c = new BigDecimal(loss.c());
        return Residuals.smooth(loss.c(), (d, math) -> {
            BigDecimal square = math.divide(d.pow(2), c.pow(2));
            BigDecimal half = math.divide(square, BigDecimal.TWO);
            if (loss.alpha() == 2) {
                return half;
            }
            if (loss.alpha() == 0) {
                return math.log(half.add(BigDecimal.ONE));
            }
            if (loss.alpha() == Double.NEGATIVE_INFINITY) {
                return BigDecimal.ONE.subtract(math.exp(half.negate()));
            }
            BigDecimal alpha = new BigDecimal(loss.alpha());
            BigDecimal b = BigDecimal.TWO.subtract(alpha);
            BigDecimal power = math.log(math.divide(square, b).add(BigDecimal.ONE)).multiply(alpha)
                    .divide(BigDecimal.TWO);
            return math.divide(math.exp(power).subtract(BigDecimal.ONE).multiply(b), alpha);
        });
    }

    @Override
    public Optional<Textbook> textbook(Barron loss) {
        return Optional.of(switch (loss) {
            case Barron(double alpha, double _) when alpha == 2 -> Textbook.formula("0.5*((x - t)/c)^2");
            case Barron(double alpha, double _) when alpha == 0 -> Textbook.formula("log(1 + 0.5*((x - t)/c)^2)")
                    .stable("log1p(0.5*((x - t)/c)^2)");
            case Barron(double alpha, double _) when alpha == Double.NEGATIVE_INFINITY ->
                Textbook.formula("1 - exp(-0.5*((x - t)/c)^2)").stable("-expm1(-0.5*((x - t)/c)^2)");
            case Barron _ -> Textbook.formula("""
                    b = abs(alpha - 2)
                    b/alpha*((1 + ((x - t)/c)^2/b)^(alpha/2) - 1)""").stable("""
                    b = abs(alpha - 2)
                    b/alpha*expm1(alpha/2*log1p(((x - t)/c)^2/b))""");
        });
    }

    @Override
    public double[][] draw(Barron loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Barron>> hardPoints() {
        return Stream.concat(worstPoints(),
                Stream.of(new Barron(), new Barron(2, 1), new Barron(0, 0.3), new Barron(-2, 1), new Barron(-1e20, 1),
                        new Barron(Double.NEGATIVE_INFINITY, 0.3), new Barron(1.75, 3), new Barron(1e-20, 1),
                        new Barron(-1e-300, 1), new Barron(Math.nextDown(2.0), 1), new Barron(1, 1e100))
                        .flatMap(loss -> Residuals.hard(loss.c()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Barron>> worstPoints() {
        return Stream.of(
                new Point<>(new Barron(0, 2), new double[]{-5e307}, new double[]{1.7e308}), // loss was infinite, gradient 0: difference beyond float64
                new Point<>(new Barron(1.9, 1), new double[]{710}, new double[]{-3.223119551606534}), // loss 1.3 ulp
                new Point<>(new Barron(Double.NEGATIVE_INFINITY, 1), new double[]{Double.MIN_VALUE},
                        new double[]{3.2889116331157204}), // gradient 1.22 ulp
                new Point<>(new Barron(-2, 0.5), new double[]{-0.9359312973595137}, new double[]{1.0E-8})); // hessian 1.19 ulp
    }

    // The limits of the formulas, by hand: -b/α for α < 0; the gradient is (d/c²)·v^(α/2 - 1).
    @ParameterizedTest
    @CsvSource({"2, 2, Infinity, Infinity, 0.25", "1.5, 2, Infinity, Infinity, 0", "1, 2, Infinity, 0.5, 0",
            "0.5, 2, Infinity, 0, 0", "0, 2, Infinity, 0, 0", "-2, 2, 2, 0, 0", "-Infinity, 2, 1, 0, 0"})
    void answerWhenResidualIsInfiniteShouldBeTheLimit(double alpha, double c, double loss, double gradient,
            double hessian) {
        EvaluationView evaluation = TaskBuilder.of(new Barron(alpha, c)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(loss, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(gradient, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(hessian);
    }
}
