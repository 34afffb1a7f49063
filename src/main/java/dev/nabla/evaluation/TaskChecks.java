package dev.nabla.evaluation;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.Relation;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Finds what is wrong with the tensors that a task has: shapes that do not fit, numbers out of their domain. */
final class TaskChecks {

    private static final int BLOCK = 1024;

    private final Task task;
    private final List<Fault> faults = new ArrayList<>();

    private TaskChecks(Task task) {
        this.task = task;
    }

    /** The first fault of each field; empty if the task can be evaluated. */
    static List<Fault> faults(Task task) {
        TaskChecks checks = new TaskChecks(task);
        Tensor first = task.input(task.first());
        if (first != null && checks.acceptsRank(first.shape()) && checks.acceptsAxis(first.shape())) {
            checks.checkTensors(first.shape());
        }
        return checks.faults;
    }

    private boolean acceptsRank(Shape shape) {
        if (!(task.loss() instanceof JointLoss loss) || shape.rank() == loss.rank()) {
            return true;
        }
        String name = task.first().name();
        faults.add(Fault.of(name, name + " must have " + loss.rank() + (loss.rank() == 1 ? " axis" : " axes")
                + ", has the shape " + shape));
        return false;
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
                            + " of shape " + shape + ", was " + task.axis().getAsInt()));
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

    private void checkTensors(Shape first) {
        Geometry geometry = Geometry.of(task.loss(), first, task.axis());
        boolean maskFits = checkShared(geometry);
        for (Input input : task.loss().inputs()) {
            Tensor tensor = task.input(input);
            if (tensor != null) {
                ShapeRule.fault(input, tensor.shape(), first, geometry)
                        .or(() -> maskFits ? firstBadNumber(input, tensor, first, geometry) : Optional.empty())
                        .ifPresent(faults::add);
            }
        }
        if (task.loss() instanceof ElementwiseLoss loss && faults.isEmpty()) {
            loss.relations().forEach(relation -> firstBadPair(relation).ifPresent(faults::add));
        }
    }

    /** Checks the fields that every loss shares; whether the mask is one that can be looked into. */
    private boolean checkShared(Geometry geometry) {
        Shape values = geometry.values();
        Tensor weight = task.sampleWeight();
        if (weight != null) {
            sameShape("sample_weight", weight.shape(), values).or(() -> badWeight(weight)).ifPresent(faults::add);
        }
        Tensor upstream = task.gradOutput();
        if (upstream != null) {
            Shape loss = task.reduction() == Reduction.NONE ? values : Shape.SCALAR;
            sameShape("grad_output", upstream.shape(), loss).ifPresent(faults::add);
        }
        if (task.mask() == null) {
            return true;
        }
        Optional<Fault> misfit = sameShape("mask", task.mask().shape(), values);
        misfit.ifPresent(faults::add);
        return misfit.isEmpty();
    }

    private static Optional<Fault> sameShape(String field, Shape actual, Shape wanted) {
        return actual.equals(wanted)
                ? Optional.empty()
                : Optional.of(Fault.of(field, field + " must have the shape " + wanted + (field.equals("grad_output")
                        ? " of the answered loss"
                        : " of the unreduced loss") + ", has " + actual));
    }

    private Optional<Fault> badWeight(Tensor weight) {
        Domain range = task.loss().sampleWeights();
        for (int i = 0; i < weight.shape().elements(); i++) {
            if (!range.contains(weight.get(i))) {
                return Optional.of(badNumber("sample_weight", weight, i, range.inWords()));
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> firstBadNumber(Input input, Tensor tensor, Shape first, Geometry geometry) {
        boolean onePerRow = ShapeRule.isOnePerRow(input, tensor.shape(), first);
        NumberRule rule = NumberRule.of(task.loss(), input, onePerRow, geometry);
        IntPredicate isUsed = onePerRow ? task::takesPart : uses(input, tensor, first, geometry);
        int elements = rule instanceof NumberRule.Anything ? 0 : tensor.shape().elements();
        double[] block = new double[Math.min(elements, BLOCK)];
        for (int start = 0; start < elements; start += BLOCK) {
            int count = Math.min(BLOCK, elements - start);
            tensor.read(start, block, count);
            for (int i = rule.firstRejected(block, 0, count); i < count; i = rule.firstRejected(block, i + 1, count)) {
                if (isUsed.test(start + i)) {
                    return Optional.of(badNumber(input.name(), tensor, start + i, rule.inWords()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an unmasked value uses the element at a position: what only masked values use may be anything. */
    private IntPredicate uses(Input input, Tensor tensor, Shape first, Geometry geometry) {
        return switch (input.extent()) {
            case SAME, ROW_OR_SAME, ROW -> position -> task.takesPart(geometry.valueOf(position));
            case CLASS_AXIS, NUMBER_OR_LAST_AXIS -> _ -> true;
            case SAME_OR_LAST_AXIS_ONE -> {
                int served = Operand.of(input, tensor, first).divisor();
                yield position -> IntStream.range(position * served, (position + 1) * served).anyMatch(task::takesPart);
            }
        };
    }

    /** The first place that takes part and breaks a relation of two inputs, both of the shape of the loss. */
    private Optional<Fault> firstBadPair(Relation relation) {
        Tensor tensor = task.inputs().get(relation.input());
        Tensor other = task.inputs().get(relation.other());
        for (int i = 0; tensor != null && other != null && i < tensor.shape().elements(); i++) {
            double number = tensor.get(i);
            double beside = other.get(i);
            boolean isNumber = !Double.isNaN(number) && !Double.isNaN(beside);
            if (isNumber && !relation.condition().holds(number, beside) && task.takesPart(i)) {
                return Optional.of(badNumber(relation.input(), tensor, i,
                        relation.wanted() + ", " + relation.other() + " being " + beside));
            }
        }
        return Optional.empty();
    }

    private static Fault badNumber(String field, Tensor tensor, int position, String wanted) {
        return new Fault(field, tensor.shape().indexOf(position),
                "must be " + wanted + ", was " + tensor.get(position));
    }
}
