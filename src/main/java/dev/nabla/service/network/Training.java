package dev.nabla.service.network;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.kernel.Deadline;
import dev.nabla.network.Network;
import dev.nabla.network.Optimizer;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.optimizer.ChosenOptimizer;
import dev.nabla.service.optimizer.StateTensors;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network that is trained, with all that it takes. Its parameters and the state of the optimizer are updated in place, so that
 * it can run once.
 *
 * @param network the network, whose parameters are those of {@code parameters} and its buffers
 * @param parameters the parameters that are trained, layer by layer
 * @param data what it is trained with
 * @param order the batch of each step; {@code null} if each step takes all samples
 * @param optimizer the optimizer
 * @param schedule the learning rate of each step; {@code null} for that of the optimizer
 * @param validation what it is validated with; {@code null} for nothing
 * @param firstStep the number of steps that were taken before
 * @param steps the number of steps to take
 * @param dtype the dtype in which results are stored after each step; everything is computed in float64
 */
record Training(
    Network network,
    List<Learnable> parameters,
    TrainingData data,
    @Nullable BatchOrder order,
    ChosenOptimizer optimizer,
    @Nullable LearningRateSchedule schedule,
    @Nullable Validation validation,
    long firstStep,
    int steps,
    DType dtype) {

    /** Scalar operations that a step takes in addition to those for its elements, and each layer of it. */
    private static final long OPERATIONS = 5_000;

    /** Numbers' worth of memory for what is measured at a step, and for each metric of it. */
    private static final long MEASURES = 16;

    /**
     * Data that is not trained with.
     *
     * @param interval how many steps lie between two validations
     */
    record Validation(TrainingData data, long interval) {}

    /** Ends a training before all steps are taken. */
    private static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        StoppedException(String why) {
            super(why, null, false, false);
        }
    }

    /** What all steps take. The arrays of a step are reused by the next. */
    Cost cost() {
        long elements = elements();
        Cost step = data.cost(network, order == null ? Batch.ALL : order.largest())
                .plus(optimizer.optimizer().cost(elements))
                .plus(Cost.operations(OPERATIONS * (1 + network.layers().size())));
        Cost training = temporary(step).repeated(steps);
        Cost measures = Cost.retained(Cost.times(steps, MEASURES * (1 + data.metrics().size())));
        long slots = 1L + optimizer.entry().slots().size();
        return training.then(validationCost()).plus(measures).plus(Cost.retained(2 * slots * elements));
    }

    private Cost validationCost() {
        return validation == null
                ? Cost.NONE
                : temporary(validation.data.cost(network.forEvaluation(), Batch.ALL))
                        .repeated(steps / validation.interval + 2);
    }

    private static Cost temporary(Cost cost) {
        return new Cost(0, cost.bytes(), cost.operations());
    }

    private long elements() {
        return parameters.stream().mapToLong(each -> each.numbers().length).sum();
    }

    /**
     * Takes the steps.
     *
     * @param measured receives what was measured at each step
     * @throws InvalidRequestException if the request turns out to be invalid: a sample is outside the domain of a layer, or the
     *     first output is outside that of the loss
     */
    TrainingResult run(Consumer<TrainingStep> measured) {
        long step = firstStep;
        try {
            while (step < firstStep + steps) {
                Deadline.check();
                take(step, measured);
                step++;
            }
            requireFinite(step);
            return result(step, validation == null ? null : validate(step, validation), null);
        } catch (StoppedException e) {
            return result(step, null, e.getMessage());
        }
    }

    private void take(long step, Consumer<TrainingStep> measured) {
        requireFinite(step);
        Measures validated = validation != null && step % validation.interval == 0 ? validate(step, validation) : null;
        Storage.temporarily(() -> {
            Batch batch = order == null ? Batch.ALL : order.at(step);
            Pass pass = pass(step, data, batch, true);
            updateBuffers(pass.forward.buffers());
            measured.accept(new TrainingStep(pass.measures(step), validated, dtype));
            update(step, BoundNetwork.backward(pass.forward, pass.loss));
            return null;
        });
    }

    /** A forward pass, and the loss of its output. */
    private record Pass(Network.Forward forward, Evaluation loss, Map<String, Double> metrics) {

        Measures measures(long step) {
            return new Measures(step, loss.loss().get(0), metrics);
        }
    }

    /** An output that training has driven out of the domain of a layer or the loss is no fault of the request. */
    private Pass pass(long step, TrainingData of, Batch batch, boolean needsGradients) {
        try {
            Network.Forward forward = (needsGradients ? network.atStep(step) : network.forEvaluation())
                    .forward(batch.of(of.input()));
            return new Pass(forward, of.loss().evaluate(batch, forward.output(), needsGradients),
                    of.metrics(batch, forward));
        } catch (InvalidRequestException e) {
            Fault first = e.faults().getFirst();
            if (step > firstStep && first.topField().equals(Network.LAYERS)) {
                throw new StoppedException("step " + step + ": " + first.detail());
            }
            throw e.translated(fault -> ofSample(batch, fault));
        }
    }

    private void updateBuffers(Map<String, Float64Tensor> updated) {
        if (updated.isEmpty()) {
            return;
        }
        Map<String, Tensor> stored = network.parameters();
        updated.forEach((name, buffer) -> Objects.requireNonNull(stored.get(name)).write(0, buffer.values(),
                buffer.values().length));
    }

    private Measures validate(long step, Validation with) {
        try {
            return Storage.temporarily(() -> pass(step, with.data, Batch.ALL, false).measures(step));
        } catch (InvalidRequestException e) {
            throw e.translated(fault -> fault.topField().equals(Network.LAYERS)
                    ? fault
                    : fault.within(TrainingFields.VALIDATION));
        }
    }

    private static Fault ofSample(Batch batch, Fault fault) {
        if (fault.index().length == 0 || !fault.topField().equals(NetworkBinder.INPUT)) {
            return fault;
        }
        int[] index = fault.index().clone();
        index[0] = batch.sample(index[0]);
        return new Fault(fault.path(), index, fault.detail());
    }

    private void update(long step, Network.Backward backward) {
        List<double[]> gradients = new ArrayList<>();
        for (Learnable parameter : parameters) {
            Float64Tensor gradient = parameter.gradient(backward);
            if (!gradient.isFinite()) {
                throw new StoppedException("step " + step + ": the gradient of " + parameter.name()
                        + " is not finite; a lower learning rate or clipping may help");
            }
            gradients.add(optimizer.clipping().isOn() ? gradient.values().clone() : gradient.values());
        }
        optimizer.clipping().clip(gradients);
        Optimizer rule = schedule == null ? optimizer.optimizer() : scheduled(step, schedule);
        for (int i = 0; i < gradients.size(); i++) {
            parameters.get(i).step(rule, gradients.get(i));
        }
    }

    private Optimizer scheduled(long step, LearningRateSchedule of) {
        try {
            return optimizer.withLearningRate(of.at(step));
        } catch (InvalidRequestException e) {
            String detail = "step " + step + ": " + e.faults().getFirst().detail();
            if (step > firstStep) {
                throw new StoppedException(detail);
            }
            throw new InvalidRequestException(Fault.of(TrainingFields.SCHEDULE, detail));
        }
    }

    private void requireFinite(long step) {
        for (Learnable parameter : parameters) {
            if (!parameter.stored().isFinite()) {
                throw new StoppedException("step " + step + ": " + parameter.name()
                        + " is not finite any longer; a lower learning rate or clipping may help");
            }
        }
    }

    private TrainingResult result(long step, @Nullable Measures last, @Nullable String stopped) {
        Map<String, Tensor> trained = new LinkedHashMap<>();
        Map<String, Tensor> buffers = network.parameters();
        Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();
        for (Learnable parameter : parameters) {
            trained.put(parameter.name(), parameter.stored());
            buffers.remove(parameter.name());
            state.put(parameter.name(), StateTensors.of(optimizer.optimizer(), parameter.stored().shape(),
                    parameter.state(), dtype));
        }
        return new TrainingResult(step, last, trained, buffers, state, stopped, dtype);
    }
}
