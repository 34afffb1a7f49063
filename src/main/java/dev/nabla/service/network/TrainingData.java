package dev.nabla.service.network;

import dev.nabla.network.Network;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples, and the loss of the output for them.
 *
 * @param input the input of the network
 * @param loss the loss, bound to the targets
 * @param metrics the metrics that are computed beside the loss
 */
record TrainingData(Tensor input, OutputLoss loss, List<Metric> metrics) {

    /** What both passes and the loss take for a batch. */
    Cost cost(Network network, Batch batch) {
        Cost passes = network.cost(batch.of(input.shape()));
        return passes.plus(loss.cost(batch, network.outputShape(batch.of(input.shape()))))
                .plus(Cost.scratch(batch.of(input.shape()).elements()))
                .plus(Cost.operations(20L * metrics.size() * network.outputShape(batch.of(input.shape())).elements()));
    }

    /** The metrics of the output for a batch, by name. */
    Map<String, Double> metrics(Batch batch, Network.Forward forward) {
        if (metrics.isEmpty()) {
            return Map.of();
        }
        Comparison comparison = loss.compare(batch, forward.output());
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            values.put(metric.label(), metric.of(comparison));
        }
        return values;
    }
}
