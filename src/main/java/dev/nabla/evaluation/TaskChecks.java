package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ElementCheck;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.Relation;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Validates the tensors of a task: their shapes, and the domains of their elements. */
final class TaskChecks {

    private static final int BLOCK = 1024;
    private static final String UNREDUCED = " of the unreduced loss";

    private final Task task;
    private final List<Fault> faults = new ArrayList<>();

    private TaskChecks(Task task) {
        this.task = task;
    }

    /** The first fault of each field; empty if the task can be evaluated. */
    static List<Fault> faults(Task task) {
        TaskChecks checks = new TaskChecks(task);
        Tensor first = task.input(task.first());
        if (first != null && checks.acceptsAxis(first.shape())) {
            checks.checkTensors();
        }
        return checks.faults;
    }

    private boolean acceptsAxis(Shape shape) {
        if (!(task.loss() instanceof RowwiseLoss loss)) {
            return true;
        }
        String name = task.first().name();
        if (shape.rank() == 0) {
            faults.add(Fault.of(name, name + " must have a class axis: an array of numbers, not a bare number"));
            return false;
        }
        if (task.axis().isPresent() && Axes.resolve(loss, shape, task.axis()).isEmpty()) {
            faults.add(
                    Fault.of("axis", "axis must be from " + -shape.rank() + " to " + (shape.rank() - 1) + " for " + name
                            + " of shape " + shape + ", got " + task.axis().getAsInt()));
            return false;
        }
        int axis = Axes.resolve(loss, shape, task.axis()).orElseThrow();
        if (shape.size(axis) == 0) {
            faults.add(
                    Fault.of(name, name + " has shape " + shape + ": its axis " + axis + " needs at least one class"));
            return false;
        }
        return true;
    }

    private void checkTensors() {
        Geometry geometry = task.geometry();
        Optional<Fault> mismatch = shapeFault(task.first(), task.firstShape(), geometry);
        if (mismatch.isPresent()) {
            faults.add(mismatch.get());
            return;
        }
        boolean isMaskUsable = geometry.isKnown() ? checkShared(geometry) : task.mask() == null;
        BatchLoss.Batch batch = new WholeBatch(task);
        List<Input> inputs = task.loss().inputs();
        for (int k = 0; k < inputs.size(); k++) {
            Input input = inputs.get(k);
            if (batch.isSent(k)) {
                IntPredicate isUsed = task.loss() instanceof BatchLoss loss ? usedPositions(loss, k, batch) : _ -> true;
                shapeFault(input, batch.shape(k), geometry)
                        .or(() -> isMaskUsable ? firstInvalidElement(input, geometry, isUsed) : Optional.empty())
                        .ifPresent(faults::add);
            }
        }
        if (faults.isEmpty()) {
            checkRelations(batch);
        }
    }

    private static IntPredicate usedPositions(BatchLoss loss, int input, BatchLoss.Batch batch) {
        return position -> loss.uses(input, position, batch);
    }

    private static Optional<Fault> shapeFault(Input input, Shape shape, Geometry geometry) {
        return input.shape().fault(input.name(), shape, geometry).map(detail -> Fault.of(input.name(), detail));
    }

    /** Checks constraints between inputs, each of which is valid by itself. */
    private void checkRelations(BatchLoss.Batch batch) {
        switch (task.loss()) {
            case ElementwiseLoss loss -> loss.relations()
                    .forEach(relation -> firstViolation(relation).ifPresent(faults::add));
            case BatchLoss loss -> {
                if (loss.inputs().stream().noneMatch(input -> input.isRequired() && task.input(input) == null)) {
                    faults.addAll(loss.faults(batch));
                }
            }
            case RowwiseLoss _,ComposedLoss _ -> {
                // each input is checked by itself
            }
        }
    }

    /** Checks the fields that all losses share; false if the mask has the wrong shape. */
    private boolean checkShared(Geometry geometry) {
        Shape values = geometry.values();
        Tensor weight = task.sampleWeight();
        if (weight != null) {
            Optional<Fault> unwanted = task.loss().takesSampleWeights()
                    ? Optional.empty()
                    : Optional.of(Fault.of("sample_weight", "this loss takes no sample weights"));
            unwanted.or(() -> sameShape("sample_weight", weight.shape(), values, UNREDUCED, geometry))
                    .or(() -> invalidWeight(weight)).ifPresent(faults::add);
        }
        Tensor upstream = task.gradOutput();
        if (upstream != null) {
            Shape loss = task.reduction() == Reduction.NONE ? values : Shape.SCALAR;
            sameShape("grad_output", upstream.shape(), loss, " of the returned loss", geometry).ifPresent(faults::add);
        }
        if (task.mask() == null) {
            return true;
        }
        Optional<Fault> mismatch = sameShape("mask", task.mask().shape(), geometry.mask(),
                geometry.masksValues() ? UNREDUCED : "", geometry);
        mismatch.ifPresent(faults::add);
        return mismatch.isEmpty();
    }

    private static Optional<Fault> sameShape(String field, Shape actual, Shape expected, String suffix,
            Geometry geometry) {
        return actual.equals(expected)
                ? Optional.empty()
                : Optional.of(
                        Fault.of(field, field + " must have the shape " + expected + suffix + ", has " + actual
                                + geometry.lastAxisHint(actual)));
    }

    private Optional<Fault> invalidWeight(Tensor weight) {
        Domain range = task.loss().sampleWeights();
        for (int i = 0; i < weight.shape().elements(); i++) {
            if (!range.contains(weight.get(i))) {
                return Optional.of(invalidElement("sample_weight", weight, i, range.inWords()));
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> firstInvalidElement(Input input, Geometry geometry, IntPredicate isUsedByLoss) {
        Tensor tensor = Objects.requireNonNull(task.input(input));
        Optional<ElementCheck> check = input.elements().check(task.loss(), tensor.shape(), geometry);
        return check.flatMap(elementCheck -> firstInvalidElement(input, tensor, elementCheck,
                isUsedByLoss.and(task.mask() == null
                        ? _ -> true
                        : input.shape().uses(tensor.shape(), geometry, task::isIncluded))));
    }

    private static Optional<Fault> firstInvalidElement(Input input, Tensor tensor, ElementCheck check,
            IntPredicate isUsed) {
        int elements = tensor.shape().elements();
        double[] block = new double[Math.min(elements, BLOCK)];
        for (int start = 0; start < elements; start += BLOCK) {
            int count = Math.min(BLOCK, elements - start);
            tensor.read(start, block, count);
            for (int i = check.firstRejected(block, 0, count); i < count; i = check.firstRejected(block, i + 1,
                    count)) {
                if (isUsed.test(start + i)) {
                    return Optional.of(invalidElement(input.name(), tensor, start + i, check.inWords()));
                }
            }
        }
        return Optional.empty();
    }

    /** The first unmasked element that violates a relation between two inputs, both of the shape of the loss. */
    private Optional<Fault> firstViolation(Relation relation) {
        Tensor tensor = task.inputs().get(relation.input());
        Tensor other = task.inputs().get(relation.other());
        for (int i = 0; tensor != null && other != null && i < tensor.shape().elements(); i++) {
            double number = tensor.get(i);
            double otherNumber = other.get(i);
            boolean isNumber = !Double.isNaN(number) && !Double.isNaN(otherNumber);
            if (isNumber && !relation.condition().holds(number, otherNumber) && task.isIncluded(i)) {
                return Optional.of(invalidElement(relation.input(), tensor, i,
                        relation.requirement() + " (" + relation.other() + " is " + Literal.number(otherNumber) + ")"));
            }
        }
        return Optional.empty();
    }

    private static Fault invalidElement(String field, Tensor tensor, int position, String expected) {
        return new Fault(field, tensor.shape().indexOf(position),
                "must be " + expected + ", got " + Literal.number(tensor.get(position)));
    }
}
