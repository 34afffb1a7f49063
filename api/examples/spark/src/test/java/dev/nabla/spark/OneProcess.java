package dev.nabla.spark;

/** The same training without Spark and without the service: one loop over the rows, and compensated sums. */
final class OneProcess {

    private OneProcess() {}

    static double[] fit(Model model, long rows, int steps) {
        double[] weights = new double[Model.TRUE_WEIGHTS.length];
        for (int step = 0; step < steps; step++) {
            double[] gradient = meanGradient(model, rows, weights);
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= model.learningRate() * gradient[i];
            }
        }
        return weights;
    }

    private static double[] meanGradient(Model model, long rows, double[] weights) {
        double[] sum = new double[weights.length];
        double[] lost = new double[weights.length];
        for (long row = 0; row < rows; row++) {
            double[] features = Model.features(row);
            double derivative = model.mean(Batch.dot(features, weights)) - model.target(row, features);
            for (int i = 0; i < sum.length; i++) { // Kahan and Babuška
                double term = features[i] * derivative;
                double next = sum[i] + term;
                lost[i] += Math.abs(sum[i]) >= Math.abs(term) ? (sum[i] - next) + term : (term - next) + sum[i];
                sum[i] = next;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (sum[i] + lost[i]) / rows;
        }
        return sum;
    }
}
