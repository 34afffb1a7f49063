package dev.nabla.spark;

/**
 * A generalized linear model, and data drawn from it: each row follows from its number alone, so that any partition, or a
 * program without partitions, makes the same.
 */
public enum Model {

    /** Two classes; the predictions are log-odds. */
    LOGISTIC("binary_cross_entropy_with_logits", 5) {

        @Override
        double target(double prediction, double uniform) {
            return uniform < mean(prediction) ? 1 : 0;
        }

        @Override
        double mean(double prediction) {
            return 1 / (1 + Math.exp(-prediction));
        }
    },

    /** Counts; the predictions are logarithms of rates. */
    POISSON("poisson_nll", 0.4) {

        @Override
        double target(double prediction, double uniform) {
            double rate = mean(prediction);
            double share = Math.exp(-rate);
            double below = share;
            int count = 0;
            while (uniform > below && share > 0) {
                count++;
                share *= rate / count;
                below += share;
            }
            return count;
        }

        @Override
        double mean(double prediction) {
            return Math.exp(prediction);
        }
    };

    /** The weights that the data is drawn with. */
    static final double[] TRUE_WEIGHTS = {0.5, -1, 0.25, 0.75, 0, -0.5, 0.125, 0.3125};

    private final String loss;
    private final double learningRate;

    Model(String loss, double learningRate) {
        this.loss = loss;
        this.learningRate = learningRate;
    }

    /** The loss of the catalog that the model minimizes. */
    public String loss() {
        return loss;
    }

    /** Somewhat less than 1 / curvature of the mean loss, which is what a step of plain gradient descent can bear. */
    public double learningRate() {
        return learningRate;
    }

    /** Draws a target. */
    abstract double target(double prediction, double uniform);

    /** The expected target, by which the derivative of the loss is mean - target. */
    abstract double mean(double prediction);

    /** The features of a row: 1, and numbers in [-1, 1). */
    static double[] features(long row) {
        double[] features = new double[TRUE_WEIGHTS.length];
        features[0] = 1;
        for (int i = 1; i < features.length; i++) {
            features[i] = 2 * uniform(row * features.length + i) - 1;
        }
        return features;
    }

    double target(long row, double[] features) {
        return target(Batch.dot(features, TRUE_WEIGHTS), uniform(row * features.length));
    }

    /** The rows from the first to before the last. */
    Batch batch(long first, long last) {
        double[][] features = new double[Math.toIntExact(last - first)][];
        double[] targets = new double[features.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = features(first + i);
            targets[i] = target(first + i, features[i]);
        }
        return new Batch(features, targets);
    }

    /** A number in [0, 1): SplitMix64 of the index. */
    private static double uniform(long index) {
        long z = (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
}
