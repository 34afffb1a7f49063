package dev.nabla.spark;

import java.io.Serializable;

/** Rows of a data set: their features, which never leave the partition, and their targets. */
public record Batch(double[][] features, double[] targets) implements Serializable {

    /** The linear predictions: one dot product per row. */
    public double[] predictions(double[] weights) {
        double[] predictions = new double[features.length];
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = dot(features[row], weights);
        }
        return predictions;
    }

    /** Adds the gradient with respect to the weights, given that with respect to the predictions: the chain rule. */
    public void addGradient(double[] ofPredictions, double[] sum) {
        for (int row = 0; row < features.length; row++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += features[row][i] * ofPredictions[row];
            }
        }
    }

    static double dot(double[] features, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += features[i] * weights[i];
        }
        return sum;
    }
}
