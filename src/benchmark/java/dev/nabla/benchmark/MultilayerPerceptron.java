package dev.nabla.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Linear layers with a rectifier between each two, a batch for them, and the class of each of its rows.
 *
 * @param input rows of as many numbers as the first layer takes
 */
public record MultilayerPerceptron(List<Dense> layers, float[] input, int[] targets) {

    /**
     * A linear layer.
     *
     * @param weight rows of as many numbers as go in, one for each that comes out
     */
    public record Dense(int in, int out, float[] weight, float[] bias) {}

    /** One of random numbers, as large as at the begin of a training. */
    static MultilayerPerceptron random(int batch, int... widths) {
        Random random = new Random(1);
        List<Dense> layers = new ArrayList<>();
        for (int i = 1; i < widths.length; i++) {
            int in = widths[i - 1];
            int out = widths[i];
            double bound = 1 / Math.sqrt(in);
            DoubleSupplier weights = () -> random.nextDouble(-bound, bound);
            layers.add(new Dense(in, out, numbers(in * out, weights), numbers(out, weights)));
        }
        return new MultilayerPerceptron(layers, numbers(batch * widths[0], random::nextGaussian),
                random.ints(batch, 0, widths[widths.length - 1]).toArray());
    }

    private static float[] numbers(int count, DoubleSupplier source) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) source.getAsDouble();
        }
        return numbers;
    }
}
