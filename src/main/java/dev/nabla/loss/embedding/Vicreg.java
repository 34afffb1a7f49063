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
import dev.nabla.request.Fault;
import dev.nabla.tensor.Storage;
import java.util.List;

/** How far two views of the same items differ, how little their components vary, and how much these vary together. */
@Definition(
    aliases = {"variance_invariance_covariance"},
    summary = "VICReg: mean squared difference of two views, a hinge that keeps the deviation of every component at 1 or more, and squared covariances.",
    formula = "s \\operatorname{mean}((X - Y)^2) + \\frac{t}{2} \\bigl( S(X) + S(Y) \\bigr) + c \\bigl( K(X) + K(Y) \\bigr), \\quad S(Z) = \\frac1D \\sum_j \\max(0, 1 - s_j), \\; s_j = \\sqrt{\\operatorname{var}_j + \\epsilon}, \\quad K(Z) = \\frac1D \\sum_{i \\ne j} K_{ij}^2, \\; K = \\frac{\\tilde Z^\\top \\tilde Z}{N - 1}; \\quad s, t, c = \\text{sim\\_coeff}, \\text{std\\_coeff}, \\text{cov\\_coeff}",
    gradient = "\\partial_{X_{ij}} = \\frac{2 s (X_{ij} - Y_{ij})}{N D} - \\frac{t}{2} [s_j \\le 1] \\frac{\\tilde X_{ij}}{D s_j (N - 1)} + \\frac{4 c}{D (N - 1)} \\sum_{k \\ne j} \\tilde X_{ik} K_{kj}; \\quad \\partial_Y \\text{ likewise}",
    edges = {
            "Variances divide by the number of items less one; at least two items must take part, and if all are masked, the loss is NaN.",
            "A deviation of exactly 1 has hinge 0 and the gradient of a smaller one.",
            "A column of equal numbers has deviation √eps, and no gradient from it.",
            "Masked items are left out of the batch.", "An infinite or NaN input makes the loss NaN.",
            "The loss is one number: the only reduction is mean, and there are no sample weights."},
    references = {
            "Bardes, Ponce, LeCun (2022), VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning, https://arxiv.org/abs/2105.04906"},
    examples = {
            @Example(
                name = "Two views of three items",
                body = """
                {"input1": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5]], "input2": [[-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5]]}"""),
            @Example(name = "Other weights, one item masked", body = """
                        {"input1": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 2.0]],
                         "input2": [[-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5], [0.5, 0.5]],
                         "sim_coeff": 10, "std_coeff": 10, "cov_coeff": 2, "mask": [true, true, true, false]}""")})
public record Vicreg(
    @Option(value = "weight of the difference of the views", within = "[0, inf)") double simCoeff,
    @Option(value = "weight of deviations below 1", within = "[0, inf)") double stdCoeff,
    @Option(value = "weight of covariances", within = "[0, inf)") double covCoeff,
    @Option(value = "added to variances", within = "(0, inf)") double eps)
        implements TwinLoss {

    public Vicreg {
        OptionSpec.check(Vicreg.class, "simCoeff", simCoeff);
        OptionSpec.check(Vicreg.class, "stdCoeff", stdCoeff);
        OptionSpec.check(Vicreg.class, "covCoeff", covCoeff);
        OptionSpec.check(Vicreg.class, "eps", eps);
    }

    public Vicreg() {
        this(25, 25, 1, 1e-4);
    }

    @Override
    public List<Fault> faults(Batch batch) {
        if (batch.shape(0).size(0) < 2) {
            return List.of(Fault.of("input1", "must hold at least two items, since their variance divides by N - 1"));
        }
        return SimilarityLoss.items(batch).length == 1
                ? List.of(Fault.of("mask", "must keep at least two items, since their variance divides by N - 1"))
                : List.of();
    }

    @Override
    public Pass forward(Batch batch, int[] items) {
        return new Statistics(batch, items);
    }

    /** One side of the batch. */
    private static final class View {

        private final CenteredColumns columns;
        private final ScaledDoubleDouble[] deviations;
        private final boolean[] areLow;
        private final double[] products;
        private final int[] exponents;
        private final CompensatedSum hinges = new CompensatedSum();
        private final CompensatedSum squares = new CompensatedSum();

        View(CenteredColumns columns, double eps) {
            int features = columns.features();
            this.columns = columns;
            this.deviations = new ScaledDoubleDouble[features];
            this.areLow = new boolean[features];
            this.products = CenteredColumns.productsOfColumns(columns.rows(), columns.rows(), columns.count(),
                    features);
            this.exponents = new int[features];
            for (int j = 0; j < features; j++) {
                addDeviation(j, eps);
                addCovariances(j);
            }
        }

        private void addDeviation(int j, double eps) {
            ScaledDoubleDouble variance = columns.squares(j).dividedBy(DoubleDouble.of(columns.count() - 1))
                    .plus(ScaledDoubleDouble.of(eps));
            deviations[j] = variance.squareRoot();
            areLow[j] = !ScaledDoubleDouble.ONE.isLessThan(variance);
            if (areLow[j]) {
                hinges.add(ScaledDoubleDouble.ONE.minus(variance)
                        .dividedBy(ScaledDoubleDouble.ONE.plus(deviations[j])).toDoubleDouble());
            }
        }

        /**
         * Multiplies a row of products by the squares of the powers of two of their columns, divided by the power that makes the
         * largest about 1.
         */
        private void addCovariances(int j) {
            int features = columns.features();
            int largest = Integer.MIN_VALUE;
            for (int k = 0; k < features; k++) {
                double product = products[j * features + k];
                largest = product == 0
                        ? largest
                        : Math.max(largest, Math.getExponent(product) + 2 * columns.exponent(k));
            }
            exponents[j] = largest == Integer.MIN_VALUE ? 0 : largest;
            CompensatedSum sum = new CompensatedSum();
            for (int k = 0; k < features; k++) {
                double product = products[j * features + k];
                double scaled = Math.scalb(product, 2 * columns.exponent(k) - exponents[j]);
                products[j * features + k] = scaled;
                sum.addProduct(product, scaled);
            }
            squares.add(sum.scaledTotal().shifted(exponents[j] + 2 * columns.exponent(j)));
        }

        /** Sums of numbers times covariances, the power of two of each column apart. */
        double[] weighedCovariances() {
            int features = columns.features();
            double[] sums = Storage.doubles(columns.count() * features);
            MatrixProduct.write(Matrix.of(columns.rows(), columns.count(), features),
                    Matrix.of(products, features, features).transposed(), new double[features], sums);
            return sums;
        }
    }

    private final class Statistics implements Pass {

        private final Batch batch;
        private final View[] views;
        private final int count;
        private final int features;

        Statistics(Batch batch, int[] items) {
            this.batch = batch;
            this.views = new View[]{new View(TwinLoss.columns(batch, 0, items), eps),
                    new View(TwinLoss.columns(batch, 1, items), eps)};
            this.count = items.length;
            this.features = views[0].columns.features();
        }

        private ScaledDoubleDouble difference(int input, int index) {
            return ScaledDoubleDouble.difference(batch.elements(input)[index], batch.elements(1 - input)[index]);
        }

        private ScaledDoubleDouble distance() {
            CompensatedSum sum = new CompensatedSum();
            for (int k = 0; k < count * features; k++) {
                sum.add(difference(0, views[0].columns.index(k / features, k % features)).squared());
            }
            return sum.scaledTotal();
        }

        @Override
        public double loss() {
            ScaledDoubleDouble hinges = views[0].hinges.scaledTotal().plus(views[1].hinges.scaledTotal());
            ScaledDoubleDouble squares = views[0].squares.scaledTotal().plus(views[1].squares.scaledTotal());
            return distance().times(simCoeff).dividedBy(DoubleDouble.of(count))
                    .plus(hinges.times(stdCoeff).shifted(-1))
                    .plus(squares.times(covCoeff).dividedBy(DoubleDouble.product(count - 1, count - 1)))
                    .dividedBy(DoubleDouble.of(features)).value();
        }

        @Override
        public void gradient(int input, int from, int to, double upstream, double[] gradient) {
            View own = views[input];
            CenteredColumns columns = own.columns;
            double[] sums = own.weighedCovariances();
            DoubleDouble freedom = DoubleDouble.of(count - 1);
            columns.write((row, j) -> {
                ScaledDoubleDouble apart = difference(input, columns.index(row, j)).times(simCoeff).shifted(1)
                        .dividedBy(DoubleDouble.of(count));
                ScaledDoubleDouble together = ScaledDoubleDouble.of(sums[row * features + j])
                        .shifted(columns.exponent(j) + own.exponents[j] + 2).times(covCoeff)
                        .dividedBy(freedom.squared());
                return apart.plus(together).minus(narrowing(own, row, j).dividedBy(freedom))
                        .dividedBy(DoubleDouble.of(features)).times(upstream);
            }, gradient);
            Storage.giveBack(sums);
        }

        private ScaledDoubleDouble narrowing(View own, int row, int j) {
            return own.areLow[j]
                    ? ScaledDoubleDouble.of(own.columns.number(row, j)).shifted(own.columns.exponent(j) - 1)
                            .times(stdCoeff).dividedBy(own.deviations[j])
                    : ScaledDoubleDouble.ZERO;
        }
    }
}
