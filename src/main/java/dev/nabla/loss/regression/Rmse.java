package dev.nabla.loss.regression;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.option.Domain;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The square root of the mean squared error, in the units of the target. */
@Definition(
    aliases = "root_mean_squared_error",
    summary = "Square root of the mean squared error, in the units of the target.",
    formula = "L = \\sqrt{\\textstyle\\sum_i w_i d_i^2 / W}, \\quad d = x - t, \\quad W = n \\text{ (mean) or } \\textstyle\\sum_i w_i \\text{ (weighted\\_mean)}",
    gradient = "\\frac{w_i d_i}{W L}",
    hessian = "\\frac{w_i}{W L} \\left( 1 - \\frac{w_i d_i^2}{W L^2} \\right)",
    edges = {"The loss is a single number, so the reductions none and sum do not exist.",
            "At L = 0 gradient and Hessian are 0, where automatic differentiation gives NaN.",
            "Overflow and underflow of d² do not affect the result.", "Sample weights must not be negative.",
            "At W = 0 the loss is NaN."},
    references = {"CatBoost RMSE", "scikit-learn root_mean_squared_error"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "Weighted",
                body = """
                        {"predictions": [1, 2, 3], "targets": [1, 2, 5], "sample_weight": [1, 1, 2], "reduction": "weighted_mean"}""")})
public record Rmse() implements AggregateLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "model outputs").twiceDifferentiable(),
            Input.numbers("targets", "ground truth"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.of(Reduction.MEAN, Reduction.WEIGHTED_MEAN);
    }

    @Override
    public Domain sampleWeights() {
        return Domain.parse("[0, inf)");
    }

    @Override
    public Pass forward(WeightedBatch batch) {
        return new Errors(batch);
    }

    /**
     * The errors d of a batch and their weights, each scaled by a power of two so that the largest is about 1: squares and their
     * sums then keep their digits.
     */
    private static final class Errors implements Pass {

        private static final int NONE = -1;

        private final WeightedBatch batch;
        private final double[] predictions;
        private final double[] targets;
        private final double weightUnit;
        private final double unit;
        private final DoubleDouble squares;
        private final ScaledDoubleDouble divisor;
        private final ScaledDoubleDouble mean;
        private final ScaledDoubleDouble root;

        Errors(WeightedBatch batch) {
            this.batch = batch;
            this.predictions = batch.elements(0);
            this.targets = batch.elements(1);
            this.weightUnit = weightUnit();
            this.unit = unit(NONE);
            this.squares = sumOfSquares(NONE, unit);
            this.divisor = batch.divisor().times(1 / weightUnit);
            this.mean = ScaledDoubleDouble.of(squares).dividedBy(divisor);
            this.root = mean.squareRoot();
        }

        @Override
        public double loss() {
            return root.isZero() ? 0 : root.times(unit).value();
        }

        @Override
        public int parts(int input) {
            return predictions.length;
        }

        @Override
        public void gradient(int input, int from, int to, double upstream, double[] gradient) {
            ScaleFactor factor = ScaleFactor.of(slope(upstream));
            for (int i = from; i < to; i++) {
                gradient[i] = isFlat(i) ? 0 : factor.product(error(i, unit).times(weight(i)));
            }
        }

        @Override
        public void hessian(int input, int from, int to, double upstream, double[] hessian) {
            ScaleFactor factor = ScaleFactor.of(slope(upstream).dividedBy(squares).times(1 / unit));
            int largest = indexOfLargestSquare();
            for (int i = from; i < to; i++) {
                hessian[i] = isFlat(i) ? 0 : curvature(i, i == largest, factor.times(weight(i)));
            }
        }

        /** {@code d²/(2 W L)}, less {@code L/(2 W)} for the divisor of a weighted mean. An error without weight may be large. */
        @Override
        public void weightGradient(double upstream, double[] gradient) {
            ScaledDoubleDouble factor = slope(upstream).times(unit).times(0.5 / weightUnit);
            ScaledDoubleDouble ofDivisor = batch.isWeightedMean() ? mean : ScaledDoubleDouble.ZERO;
            for (int i = 0; i < gradient.length; i++) {
                ScaledDoubleDouble error = ScaledDoubleDouble.difference(predictions[i], targets[i]).times(1 / unit);
                gradient[i] = isFlat(i) ? 0 : error.squared().minus(ofDivisor).times(factor).value();
            }
        }

        private ScaledDoubleDouble slope(double upstream) {
            return ScaledDoubleDouble.of(upstream).dividedBy(divisor.times(root));
        }

        private boolean isFlat(int i) {
            return !batch.isIncluded(i) || root.isZero();
        }

        private double weight(int i) {
            return batch.weight(i) / weightUnit;
        }

        private double weightUnit() {
            double largest = 0;
            for (int i = 0; i < predictions.length; i++) {
                largest = batch.isIncluded(i) ? Math.max(largest, batch.weight(i)) : largest;
            }
            return powerOfTwo(largest);
        }

        /** The power of two of the largest error other than {@code without}. */
        private double unit(int without) {
            double largest = 0;
            for (int i = 0; i < predictions.length; i++) {
                if (i != without && batch.isIncluded(i) && batch.weight(i) > 0) {
                    largest = Math.max(largest, Math.abs(predictions[i] - targets[i]));
                }
            }
            return powerOfTwo(largest);
        }

        private static double powerOfTwo(double size) {
            return size == 0 ? 1 : Math.scalb(1.0, Math.min(Math.getExponent(size), Double.MAX_EXPONENT));
        }

        private int indexOfLargestSquare() {
            int largest = NONE;
            double most = 0;
            for (int i = 0; i < predictions.length; i++) {
                double square = batch.isIncluded(i) ? square(i, unit).hi() : 0;
                if (square > most) {
                    largest = i;
                    most = square;
                }
            }
            return largest;
        }

        /** The sum of all squares except that of i, times a factor; it is recomputed if that square, the largest, dominates. */
        private double curvature(int i, boolean isLargest, ScaleFactor factor) {
            DoubleDouble square = square(i, unit);
            if (!isLargest || square.times(2).isLessThan(squares)) {
                return factor.product(squares.minus(square));
            }
            double ownUnit = unit(i);
            int exponent = 2 * (Math.getExponent(ownUnit) - Math.getExponent(unit));
            return ScaledDoubleDouble.of(sumOfSquares(i, ownUnit)).shifted(exponent).times(factor.scaled()).value();
        }

        private DoubleDouble sumOfSquares(int without, double scale) {
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < predictions.length; i++) {
                if (i != without && batch.isIncluded(i)) {
                    DoubleDouble square = square(i, scale);
                    sum.add(square.hi());
                    sum.add(square.lo());
                }
            }
            return sum.total();
        }

        private DoubleDouble square(int i, double scale) {
            return error(i, scale).squared().times(weight(i));
        }

        private DoubleDouble error(int i, double scale) {
            DoubleDouble error = DoubleDouble.difference(predictions[i], targets[i]);
            return Double.isFinite(error.hi())
                    ? error.times(1 / scale)
                    : ScaledDoubleDouble.difference(predictions[i], targets[i]).times(1 / scale).toDoubleDouble();
        }
    }
}
