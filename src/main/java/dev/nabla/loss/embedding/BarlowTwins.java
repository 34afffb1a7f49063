package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Storage;
import java.util.Arrays;

/** The correlations of the components of two views of the same items, which should be an identity matrix. */
@Definition(
    aliases = {"barlow"},
    summary = "Barlow Twins: how far the cross-correlation matrix of two views of a batch is from the identity.",
    formula = "\\sum_i (1 - C_{ii})^2 + \\lambda \\sum_{i \\ne j} C_{ij}^2, \\quad C = u^\\top v / N, \\quad u = \\frac{x - \\operatorname{mean}(x)}{\\sqrt{\\operatorname{var}(x) + \\epsilon}} \\text{ by column, } v \\text{ likewise from } y",
    gradient = "\\partial_x = \\frac{1}{N \\sqrt{\\operatorname{var}(x) + \\epsilon}} \\Bigl( v Q^\\top - u \\circ \\sum_j Q_{ij} C_{ij} \\Bigr) \\text{ by column } i, \\quad Q_{ii} = -2 (1 - C_{ii}), \\; Q_{ij} = 2 \\lambda C_{ij}; \\quad \\partial_y \\text{ likewise with } u \\text{ and } Q^\\top",
    edges = {"Variances divide by the number of items, not by one less.",
            "A column of equal numbers correlates with none; if eps is 0, its gradient is 0.",
            "A batch of one item has one loss per component and gradient 0.",
            "Masked items are left out of the batch; if all are masked, the loss is NaN.",
            "An infinite or NaN input makes the loss NaN.",
            "The loss is one number: the only reduction is mean, and there are no sample weights."},
    references = {
            "Zbontar et al. (2021), Barlow Twins: Self-Supervised Learning via Redundancy Reduction, https://arxiv.org/abs/2103.03230"},
    examples = {
            @Example(
                name = "Two views of three items",
                body = """
                {"input1": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5]], "input2": [[-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5]]}"""),
            @Example(name = "A larger weight off the diagonal, one item masked", body = """
                        {"input1": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 2.0]],
                         "input2": [[-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5], [0.5, 0.5]],
                         "lambda": 0.05, "mask": [true, true, true, false]}""")})
public record BarlowTwins(
    @Option(value = "weight of correlations off the diagonal", within = "[0, inf)") double lambda,
    @Option(value = "added to variances", within = "[0, inf)") double eps)
        implements TwinLoss {

    public BarlowTwins {
        OptionSpec.check(BarlowTwins.class, "lambda", lambda);
        OptionSpec.check(BarlowTwins.class, "eps", eps);
    }

    public BarlowTwins() {
        this(0.005, 1e-5);
    }

    @Override
    public Pass forward(Batch batch, int[] items) {
        return new Correlations(new View(TwinLoss.columns(batch, 0, items), eps),
                new View(TwinLoss.columns(batch, 1, items), eps), lambda);
    }

    /** One side of the batch, whose columns are standardized. */
    private static final class View {

        private final CenteredColumns columns;
        private final ScaledDoubleDouble[] deviations;
        private final DoubleDouble[] factors;
        private final DoubleDouble[] shortfalls;
        private final double[] rows;

        View(CenteredColumns columns, double eps) {
            int features = columns.features();
            this.columns = columns;
            this.deviations = new ScaledDoubleDouble[features];
            this.factors = new DoubleDouble[features];
            this.shortfalls = new DoubleDouble[features];
            for (int i = 0; i < features; i++) {
                standardize(i, eps);
            }
            this.rows = Storage.doubles(columns.count() * features);
            for (int k = 0; k < rows.length; k++) {
                rows[k] = number(k / features, k % features).value();
            }
        }

        private void standardize(int i, double eps) {
            ScaledDoubleDouble variance = columns.squares(i).dividedBy(DoubleDouble.of(columns.count()))
                    .plus(ScaledDoubleDouble.of(eps));
            boolean isConstant = variance.isZero();
            deviations[i] = variance.squareRoot();
            factors[i] = isConstant
                    ? DoubleDouble.ZERO
                    : ScaledDoubleDouble.power(columns.exponent(i)).dividedBy(deviations[i]).toDoubleDouble();
            shortfalls[i] = isConstant
                    ? DoubleDouble.ONE
                    : ScaledDoubleDouble.of(eps).dividedBy(variance).toDoubleDouble();
        }

        /** A standardized number. */
        DoubleDouble number(int row, int i) {
            return columns.number(row, i).times(factors[i]);
        }

        Matrix matrix() {
            return Matrix.of(rows, columns.count(), columns.features());
        }
    }

    private static final class Correlations implements Pass {

        private final View[] views;
        private final double lambda;
        private final int count;
        private final int features;
        private final DoubleDouble[] agreements;
        private final DoubleDouble[] misses;
        private final double[] products;
        private final DoubleDouble[] rowSquares;
        private final DoubleDouble[] columnSquares;

        Correlations(View first, View second, double lambda) {
            this.views = new View[]{first, second};
            this.lambda = lambda;
            this.count = first.columns.count();
            this.features = first.columns.features();
            this.agreements = new DoubleDouble[features];
            this.misses = new DoubleDouble[features];
            for (int i = 0; i < features; i++) {
                correlate(first, second, i);
            }
            this.products = CenteredColumns.productsOfColumns(first.rows, second.rows, count, features);
            this.rowSquares = new DoubleDouble[features];
            this.columnSquares = new DoubleDouble[features];
            Arrays.setAll(rowSquares, i -> squares(i * features, 1));
            Arrays.setAll(columnSquares, i -> squares(i, features));
        }

        /** C and 1 − C, which is half of mean (u − v)² + (1 − mean u²) + (1 − mean v²). */
        private void correlate(View first, View second, int i) {
            CompensatedSum sum = new CompensatedSum();
            CompensatedSum distance = new CompensatedSum();
            for (int row = 0; row < count; row++) {
                DoubleDouble u = first.number(row, i);
                DoubleDouble v = second.number(row, i);
                sum.add(u.times(v));
                distance.add(u.minus(v).squared());
            }
            agreements[i] = sum.total().dividedBy(count);
            misses[i] = distance.total().dividedBy(count).plus(first.shortfalls[i]).plus(second.shortfalls[i]).half();
        }

        /** Σ C² of a row or column, off the diagonal. */
        private DoubleDouble squares(int from, int step) {
            CompensatedSum sum = new CompensatedSum();
            for (int k = 0; k < features; k++) {
                double product = products[from + k * step];
                sum.addProduct(product, product);
            }
            return sum.total().dividedBy(count).dividedBy(count);
        }

        @Override
        public double loss() {
            CompensatedSum diagonal = new CompensatedSum();
            CompensatedSum rest = new CompensatedSum();
            for (int i = 0; i < features; i++) {
                diagonal.add(misses[i].squared());
                rest.add(rowSquares[i]);
            }
            return rest.scaledTotal().times(lambda).plus(diagonal.scaledTotal()).value();
        }

        @Override
        public void gradient(int input, int from, int to, double upstream, double[] gradient) {
            View own = views[input];
            View other = views[1 - input];
            Matrix correlations = Matrix.of(products, features, features);
            double[] sums = Storage.doubles(count * features);
            MatrixProduct.write(other.matrix(), input == 0 ? correlations.transposed() : correlations,
                    new double[features], sums);
            DoubleDouble[] squares = input == 0 ? rowSquares : columnSquares;
            own.columns.write((row, i) -> {
                DoubleDouble u = own.number(row, i);
                DoubleDouble rest = DoubleDouble.quotient(sums[row * features + i], count).minus(u.times(squares[i]));
                ScaledDoubleDouble slope = ScaledDoubleDouble.of(rest).times(lambda)
                        .minus(ScaledDoubleDouble.of(across(u, other.number(row, i), i).times(misses[i])));
                return own.deviations[i].isZero()
                        ? ScaledDoubleDouble.ZERO
                        : slope.shifted(1).times(upstream).dividedBy(own.deviations[i].times(count));
            }, gradient);
            Storage.giveBack(sums);
        }

        /** v − C u. */
        private DoubleDouble across(DoubleDouble u, DoubleDouble v, int i) {
            return misses[i].isLessThan(0.5)
                    ? v.minus(u).plus(u.times(misses[i]))
                    : v.minus(u.times(agreements[i]));
        }
    }
}
