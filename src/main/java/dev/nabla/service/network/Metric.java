package dev.nabla.service.network;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.loss.Geometry;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What people watch beside the loss while a network is trained. Weights of samples do not count. */
enum Metric {

    /** The share of the rows whose largest output is that of their class; the first of several largest. */
    ACCURACY("the share of the rows whose largest output is that of their target class") {

        @Override
        Optional<String> objection(Comparison comparison) {
            return comparison.areClasses()
                    ? Optional.empty()
                    : Optional.of("accuracy is of losses whose targets are classes, one for each row");
        }

        @Override
        double of(Comparison comparison) {
            Geometry geometry = comparison.geometry();
            int correct = 0;
            int counted = 0;
            for (int row = 0; row < geometry.values().elements(); row++) {
                if (comparison.isCounted().test(row)) {
                    counted++;
                    correct += largest(comparison, row) == comparison.targets().get(row) ? 1 : 0;
                }
            }
            return (double) correct / counted;
        }
    },

    /** The mean absolute error. */
    MAE("the mean absolute difference of outputs and targets") {

        @Override
        double of(Comparison comparison) {
            IntPredicate isCounted = comparison.isElementCounted();
            CompensatedSum sum = new CompensatedSum();
            int counted = 0;
            for (int i = 0; i < comparison.output().values().length; i++) {
                if (isCounted.test(i)) {
                    counted++;
                    sum.add(Math.abs(comparison.output().values()[i] - comparison.targets().get(i)));
                }
            }
            return sum.value() / counted;
        }
    },

    /** The coefficient of determination of each output, averaged over the outputs. */
    R2("the coefficient of determination of each output, averaged over outputs, as scikit-learn's r2_score") {

        @Override
        double of(Comparison comparison) {
            Shape shape = comparison.output().shape();
            int outputs = shape.rank() == 0 ? 1 : shape.stride(0);
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < outputs; i++) {
                sum.add(determination(comparison, i, outputs));
            }
            return sum.value() / outputs;
        }
    };

    private final String meaning;

    Metric(String meaning) {
        this.meaning = meaning;
    }

    /** The name on the wire. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with a name on the wire, if there is one. */
    static Optional<Metric> ofLabel(String label) {
        return Arrays.stream(values()).filter(metric -> metric.label().equals(label)).findFirst();
    }

    /** Its meaning, in a few words. */
    String meaning() {
        return meaning;
    }

    /** Why it cannot be computed; empty if it can. */
    Optional<String> objection(Comparison comparison) {
        return comparison.isElementwise()
                ? Optional.empty()
                : Optional.of(label() + " is of losses whose targets have the shape of the output");
    }

    /** Its value; NaN if no value of the loss takes part. */
    abstract double of(Comparison comparison);

    private static int largest(Comparison comparison, int row) {
        Geometry geometry = comparison.geometry();
        double[] output = comparison.output().values();
        int start = geometry.start(row);
        int largest = 0;
        for (int c = 1; c < geometry.length(); c++) {
            if (output[start + c * geometry.stride()] > output[start + largest * geometry.stride()]) {
                largest = c;
            }
        }
        return largest;
    }

    /** R² of every {@code stride}-th element; of constant targets 1 if all are met, else 0; NaN for fewer than two. */
    private static double determination(Comparison comparison, int start, int stride) {
        IntPredicate isCounted = comparison.isElementCounted();
        double[] output = comparison.output().values();
        CompensatedSum total = new CompensatedSum();
        int counted = 0;
        for (int i = start; i < output.length; i += stride) {
            if (isCounted.test(i)) {
                counted++;
                total.add(comparison.targets().get(i));
            }
        }
        double mean = total.value() / counted;
        CompensatedSum residual = new CompensatedSum();
        CompensatedSum variation = new CompensatedSum();
        for (int i = start; i < output.length; i += stride) {
            if (isCounted.test(i)) {
                double target = comparison.targets().get(i);
                residual.addProduct(target - output[i], target - output[i]);
                variation.addProduct(target - mean, target - mean);
            }
        }
        if (counted < 2) {
            return Double.NaN;
        }
        if (variation.value() == 0) {
            return residual.value() == 0 ? 1 : 0;
        }
        return 1 - residual.value() / variation.value();
    }
}
