package dev.nabla.service.network;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.network.BoundLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Network;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.network.NetworkAnswer.TraceStep;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network after its forward pass, with the loss of its output.
 *
 * @param dtype the dtype of the answer; everything is computed in float64
 * @param trace whether the answer includes a trace
 */
record BoundNetwork(Network.Forward forward, LossEntry entry, Task task, DType dtype, boolean trace) {

    NetworkAnswer answer(Admission admission) {
        return admission.compute(cost(), this::answer);
    }

    /** The memory of the backward pass was admitted with the forward pass, but not that of an answer in float32. */
    private Cost cost() {
        Cost passes = forward.network().cost(forward.input());
        long rounded = dtype == DType.FLOAT64 ? 0 : passes.retained() / 2;
        return Evaluator.cost(task).plus(new Cost(rounded, 0, passes.operations()));
    }

    private NetworkAnswer answer() {
        Evaluation loss = Evaluator.evaluate(task);
        Network.Backward backward = backward(forward, loss);
        return new NetworkAnswer(stored(loss.loss()), stored(forward.output()),
                backward.parameters().stream().map(this::stored).toList(),
                forward.passes().stream().map(pass -> stored(pass.buffers())).toList(), stored(backward.input()),
                trace ? steps(loss, backward) : null);
    }

    /** The gradients of a loss that may depend on the input and on parameters, too, or on these alone. */
    static Network.Backward backward(Network.Forward forward, Evaluation loss) {
        Tensor ofOutput = loss.gradients().get(LossEntry.PREDICTIONS);
        Float64Tensor upstream = ofOutput == null ? Float64Tensor.zeros(forward.output().shape()) : ofOutput.widened();
        return forward.backward(upstream).plus(loss.gradients());
    }

    private List<TraceStep> steps(Evaluation loss, Network.Backward backward) {
        List<TraceStep> steps = new ArrayList<>();
        List<BoundLayer> layers = forward.network().layers();
        for (int i = 0; i < layers.size(); i++) {
            LayerDefinition definition = layers.get(i).entry().definition();
            steps.add(new TraceStep(layers.get(i).entry().id(), definition.summary(), definition.formula(),
                    stored(forward.passes().get(i).output()), stored(backward.upstream().get(i)),
                    List.of(definition.rules())));
        }
        LossStep step = new LossStep(task, LossTex.of(entry, task));
        Tensor upstream = task.gradOutput();
        steps.add(new TraceStep(entry.id(), entry.definition().summary(), step.formula(),
                stored(loss.loss()),
                stored(upstream == null ? ones(loss.loss().shape()) : upstream),
                step.rules()));
        return steps;
    }

    private static Float64Tensor ones(Shape shape) {
        double[] ones = new double[shape.elements()];
        Arrays.fill(ones, 1);
        return new Float64Tensor(shape, ones);
    }

    private Map<String, Tensor> stored(Map<String, ? extends Tensor> tensors) {
        Map<String, Tensor> stored = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> stored.put(name, stored(tensor)));
        return stored;
    }

    private Tensor stored(Tensor tensor) {
        return tensor.in(dtype);
    }
}
