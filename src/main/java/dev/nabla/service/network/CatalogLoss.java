package dev.nabla.service.network;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.objective.Objective;
import dev.nabla.expression.objective.Term;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * A loss of the catalog, a formula or an objective.
 *
 * @param entry its catalog entry
 * @param all the evaluation for all samples at once, with any predictions
 */
record CatalogLoss(LossEntry entry, Task all) implements OutputLoss {

    private static final String TARGETS = "targets";

    @Override
    public Cost cost(Batch batch, Shape output) {
        return Storage.temporarily(() -> {
            Task task = task(batch, new Float64Tensor(output, Storage.doubles(output.elements())));
            return costOf(task).plus(Cost.scratch(task.elements()));
        });
    }

    private static Cost costOf(Task task) {
        try {
            return Evaluator.cost(task);
        } catch (FormulaException e) {
            throw misfit(e);
        }
    }

    @Override
    public Evaluation evaluate(Batch batch, Float64Tensor output, boolean needsGradients) {
        try {
            Task task = task(batch, output);
            Faults faults = new Faults();
            Evaluator.check(task).forEach(fault -> faults.add(NetworkBinder.atOutput(entry, ofSample(batch, fault))));
            if (task.loss() instanceof Objective objective) {
                objective.faults(task.inputs()).forEach(fault -> faults.add(fault.topField().equals(Term.TERMS)
                        ? fault.within(NetworkBinder.LOSS)
                        : NetworkBinder.atOutput(entry, ofSample(batch, fault))));
            }
            faults.throwIfAny();
            return Evaluator.evaluate(needsGradients ? task : task.withoutDerivatives());
        } catch (FormulaException e) {
            throw misfit(e);
        }
    }

    /** A formula may fit all samples, but not the last batch, which may be smaller. */
    private static InvalidRequestException misfit(FormulaException e) {
        return new InvalidRequestException(Fault.of(NetworkBinder.LOSS, "for a batch, " + e.getMessage()));
    }

    @Override
    public Comparison compare(Batch batch, Float64Tensor output) {
        Task task = task(batch, output);
        Tensor targets = Objects.requireNonNull(task.inputs().get(TARGETS));
        if (task.loss() instanceof ComposedLoss) {
            return new Comparison(output, targets, false, Geometry.ofElements(output.shape()), _ -> true);
        }
        OptionalLong ignored = task.loss() instanceof RowwiseLoss rowwise
                ? rowwise.ignoredIndex()
                : OptionalLong.empty();
        IntPredicate isIgnored = value -> ignored.isPresent() && targets.shape().elements() > value
                && targets.get(value) == ignored.getAsLong();
        boolean areClasses = all.loss().inputs().stream()
                .anyMatch(input -> input.name().equals(TARGETS) && input.elements().isClass())
                && targets.shape().equals(task.geometry().values());
        return new Comparison(output, targets, areClasses, task.geometry(),
                isIgnored.negate().and(task::isIncluded));
    }

    /** Whether it has targets, without which there are no metrics. */
    boolean hasTargets() {
        return all.inputs().containsKey(TARGETS);
    }

    private Task task(Batch batch, Float64Tensor output) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Input input : all.loss().inputs()) {
            Tensor tensor = all.inputs().get(input.name());
            if (input.name().equals(LossEntry.PREDICTIONS)) {
                inputs.put(input.name(), output);
            } else if (tensor != null) {
                inputs.put(input.name(), isShared(input, tensor) ? tensor : batch.of(tensor));
            }
        }
        Tensor weight = all.sampleWeight();
        BooleanTensor mask = all.mask();
        Loss loss = all.loss() instanceof Objective objective ? objective.ofSamples(batch::of, batch::of) : all.loss();
        return new Task(loss, inputs, all.reduction(), weight == null ? null : batch.of(weight),
                mask == null ? null : batch.of(mask), null, all.axis(), all.wrt(), Hessian.NONE, all.dtype());
    }

    /** Whether all samples share an input: one that the loss says, or a number where it may be one. */
    private boolean isShared(Input input, Tensor tensor) {
        return all.loss().isShared(input) || input.shape().isOneForAll(tensor.shape());
    }

    /** This loss without the predictions for all samples. */
    CatalogLoss withoutPredictions() {
        return !all.inputs().containsKey(LossEntry.PREDICTIONS)
                ? this
                : new CatalogLoss(entry, all.withInput(LossEntry.PREDICTIONS, Float64Tensor.zeros(Shape.SCALAR)));
    }

    /** What keeps the loss from being evaluated for a part of the samples; empty if nothing does. */
    List<Fault> objectionsToBatches(int samples) {
        Faults faults = new Faults();
        if (samples > 1 && isClassAxisFirst()) {
            faults.add(
                    Fault.of("axis", "batches are along the first axis of the output, which is the class axis here"));
        }
        for (Input input : all.loss().inputs()) {
            Tensor tensor = all.inputs().get(input.name());
            if (tensor != null && !isShared(input, tensor)) {
                requireRows(input.name(), tensor.shape(), samples, faults);
            }
        }
        if (all.sampleWeight() != null) {
            requireRows("sample_weight", all.sampleWeight().shape(), samples, faults);
        }
        if (all.mask() != null) {
            requireRows("mask", all.mask().shape(), samples, faults);
        }
        return faults.listed();
    }

    private boolean isClassAxisFirst() {
        Shape output = all.firstShape();
        return all.loss() instanceof RowwiseLoss && all.geometry().length() == output.size(0)
                && all.geometry().stride() == output.stride(0);
    }

    private static void requireRows(String name, Shape shape, int samples, Faults faults) {
        if (shape.rank() == 0 || shape.size(0) != samples) {
            faults.add(Fault.of(name, name + " must have one row for each of the " + samples
                    + " samples to be divided into batches, has the shape " + shape + "; or leave out batch_size"));
        }
    }

    /** A fault in a batch at its place among all samples. */
    private Fault ofSample(Batch batch, Fault fault) {
        boolean isOfSamples = all.loss().inputs().stream()
                .noneMatch(input -> input.name().equals(fault.topField()) && all.loss().isShared(input));
        if (fault.index().length == 0 || !isOfSamples) {
            return fault;
        }
        int[] index = fault.index().clone();
        index[0] = batch.sample(index[0]);
        return new Fault(fault.path(), index, fault.detail());
    }
}
