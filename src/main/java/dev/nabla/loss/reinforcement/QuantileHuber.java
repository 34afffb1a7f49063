package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.List;
import java.util.stream.IntStream;

/** Quantile regression of returns: every predicted quantile against every sample. */
@Definition(
    aliases = {"qr_dqn", "quantile_regression_huber"},
    summary = "Quantile Huber loss of QR-DQN: predicted quantiles of returns against samples of them.",
    formula = "\\sum_i \\frac{1}{M} \\sum_j |\\tau_i - [u_{ij} < 0]|\\, \\frac{H_\\kappa(u_{ij})}{\\kappa}, \\quad u_{ij} = t_j - x_i, \\quad \\tau_i = \\frac{i + 1/2}{K}, \\quad H_\\kappa(u) = \\begin{cases} u^2/2 & |u| < \\kappa \\\\ \\kappa\\,(|u| - \\kappa/2) & \\text{otherwise} \\end{cases}",
    gradient = "-\\frac{1}{M} \\sum_j |\\tau_i - [u_{ij} < 0]|\\, \\operatorname{clip}(u_{ij}, \\pm\\kappa) / \\kappa",
    hessian = "\\frac{1}{M \\kappa} \\sum_j |\\tau_i - [u_{ij} < 0]|\\, [|u_{ij}| < \\kappa]",
    edges = {"There is one loss per row; the number of samples M may differ from the number of quantiles K.",
            "At an infinite distance the loss is Infinity and the gradient finite; equal infinities make the row NaN.",
            "The Hessian is discontinuous at 0, where it is that of a sample above the quantile, and at a distance of kappa, where it is 0."},
    references = "Dabney et al. (2018), Distributional Reinforcement Learning with Quantile Regression, https://arxiv.org/abs/1710.10044",
    examples = {@Example(name = "Three quantiles, two samples", body = """
                {"predictions": [[0.5, 1.0, 2.0], [-1.0, 0.0, 0.25]], "targets": [[0.75, 3.5], [0.0, -0.5]]}"""),
            @Example(
                name = "A narrower quadratic part",
                body = """
                {"predictions": [[0.5, 1.0], [0.0, 0.25]], "targets": [[0.75], [1.5]], "kappa": 0.5, "reduction": "none"}""")})
public record QuantileHuber(
    @Option(value = "distance up to which the loss is quadratic", within = "(0, inf)") double kappa)
        implements JointLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted quantiles, in ascending order of their levels").shaped("N, K")
                    .twiceDifferentiable(),
            Input.numbers("targets", "samples of the return").shaped("N, M"));

    private static final int OPERATIONS_PER_PAIR = 40;

    public QuantileHuber {
        OptionSpec.check(QuantileHuber.class, "kappa", kappa);
    }

    public QuantileHuber() {
        this(1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public List<Fault> faults(Batch batch) {
        return IntStream.range(0, INPUTS.size()).filter(input -> batch.shape(input).size(1) == 0)
                .mapToObj(input -> INPUTS.get(input).name())
                .map(name -> Fault.of(name, name + " must have at least one number in each row")).toList();
    }

    @Override
    public Cost cost(Inputs inputs) {
        long samples = inputs.isSent(1) ? inputs.shape(1).size(1) : 0;
        long pairs = Cost.times(inputs.shape(0).elements(), samples);
        return Cost.operations(Cost.times(OPERATIONS_PER_PAIR, pairs));
    }

    @Override
    public Pass forward(Batch batch) {
        return new Rows(batch.elements(0), batch.elements(1), batch.shape(0).size(0), batch.shape(0).size(1),
                batch.shape(1).size(1), kappa, batch);
    }

    /** Levels are odd multiples of 1/2K: sums of multiples, of which each is exact, are divided once. */
    private record Rows(
        double[] quantiles,
        double[] returns,
        int count,
        int levels,
        int samples,
        double kappa,
        Batch batch) implements Pass {

        @Override
        public double value(int row) {
            if (isUndefined(row)) {
                return Double.NaN;
            }
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < levels; i++) {
                for (int j = row * samples; j < (row + 1) * samples; j++) {
                    add(returns[j], quantiles[row * levels + i], i, sum);
                }
            }
            return sum.scaledTotal().dividedBy(divisor()).value();
        }

        private void add(double sample, double quantile, int level, CompensatedSum sum) {
            DoubleDouble error = DoubleDouble.difference(sample, quantile);
            if (error.abs().isLessThan(kappa)) {
                sum.add(error.half().dividedBy(kappa).times(error).times(multiple(error, level)));
            } else {
                sum.add(ScaledDoubleDouble.difference(sample, quantile).abs().minus(ScaledDoubleDouble.of(0.5 * kappa))
                        .times(multiple(error, level)));
            }
        }

        /** |τ − [u &lt; 0]| in units of 1/2K. */
        private double multiple(DoubleDouble error, int level) {
            return error.sign() < 0 ? 2.0 * (levels - level) - 1 : 2.0 * level + 1;
        }

        private DoubleDouble divisor() {
            return DoubleDouble.product(2.0 * levels, samples);
        }

        /** Whether a number is NaN, or an error the difference of equal infinities. */
        private boolean isUndefined(int row) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = row * levels; i < (row + 1) * levels; i++) {
                least = Math.min(least, quantiles[i]);
                most = Math.max(most, quantiles[i]);
            }
            for (int j = row * samples; j < (row + 1) * samples; j++) {
                if (Double.isNaN(returns[j] - least) || Double.isNaN(returns[j] - most)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public double divisor(int row) {
            return 1;
        }

        @Override
        public int parts(int input) {
            return count;
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            write(from, to, cotangents, gradient, this::slope);
        }

        @Override
        public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
            write(from, to, cotangents, hessian, this::curvature);
        }

        private void write(int from, int to, Cotangents cotangents, double[] into, Derivative derivative) {
            for (int row = from; row < to; row++) {
                if (batch.isIncluded(row)) {
                    ScaledDoubleDouble factor = ScaledDoubleDouble.of(cotangents.of(row)).dividedBy(divisor());
                    ScaledDoubleDouble defined = isUndefined(row) ? ScaledDoubleDouble.of(Double.NaN) : factor;
                    for (int i = 0; i < levels; i++) {
                        into[row * levels + i] = derivative.at(row, i).times(defined).value();
                    }
                }
            }
        }

        private ScaledDoubleDouble slope(int row, int level) {
            CompensatedSum sum = new CompensatedSum();
            for (int j = row * samples; j < (row + 1) * samples; j++) {
                DoubleDouble error = DoubleDouble.difference(returns[j], quantiles[row * levels + level]);
                DoubleDouble clipped = error.abs().isLessThan(kappa)
                        ? error.dividedBy(kappa)
                        : DoubleDouble.of(error.sign());
                sum.add(clipped.times(-multiple(error, level)));
            }
            return sum.scaledTotal();
        }

        private ScaledDoubleDouble curvature(int row, int level) {
            double sum = 0;
            for (int j = row * samples; j < (row + 1) * samples; j++) {
                DoubleDouble error = DoubleDouble.difference(returns[j], quantiles[row * levels + level]);
                sum += error.abs().isLessThan(kappa) ? multiple(error, level) : 0;
            }
            return ScaledDoubleDouble.of(sum).dividedBy(ScaledDoubleDouble.of(kappa));
        }
    }

    @FunctionalInterface
    private interface Derivative {

        /** A derivative with respect to the quantile of a level, times 2KM. */
        ScaledDoubleDouble at(int row, int level);
    }
}
