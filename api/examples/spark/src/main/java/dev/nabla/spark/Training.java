package dev.nabla.spark;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.spark.api.java.JavaRDD;

/** Trains a model on partitioned data by full gradients. */
public record Training(Nabla service, String optimizer, int steps) {

    /**
     * Fits the weights, from 0. In each step every batch sends its predictions and targets and gets the gradient with respect to
     * the predictions; Spark sums the gradients with respect to the weights; the optimizer moves the weights.
     */
    public double[] fit(JavaRDD<Batch> batches, Model model, long rows, int features) {
        double[] weights = new double[features];
        JsonNode state = null;
        for (int step = 0; step < steps; step++) {
            double[] gradient = meanGradient(batches, model.loss(), weights, rows);
            Nabla.Step next = service.step(optimizer, model.learningRate(), weights, gradient, state);
            weights = next.weights();
            state = next.state();
        }
        return weights;
    }

    private double[] meanGradient(JavaRDD<Batch> batches, String loss, double[] weights, long rows) {
        Nabla called = service; // what the tasks take with them
        double[] sum = batches.treeAggregate(new double[weights.length], (partial, batch) -> {
            double[] ofPredictions = called.gradient(loss, batch.predictions(weights), batch.targets());
            batch.addGradient(ofPredictions, partial);
            return partial;
        }, Training::add);
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= rows;
        }
        return sum;
    }

    private static double[] add(double[] left, double[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }
}
