package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The shapes of a loss's inputs, before all of them are computed.
 *
 * @param inputs the shapes of the inputs that it gets, by name; the first input is among them
 * @param known those of the inputs that are computed already, by name
 * @param axis the class axis; empty for the loss's default
 */
public record LossShapes(Loss loss, Map<String, Shape> inputs, Map<String, Tensor> known, OptionalInt axis) {

    /** Scalar operations per element, for values and derivatives. */
    private static final int OPERATIONS = 40;

    /**
     * The shape of the unreduced loss; empty if it depends on the elements of an input that is not computed yet.
     *
     * @throws InvalidRequestException if the shapes do not fit one another
     */
    public Optional<Shape> values() {
        Geometry geometry = geometry();
        for (Input input : loss.inputs()) {
            Shape shape = inputs.get(input.name());
            if (shape != null) {
                input.shape().fault(input.name(), shape, geometry).ifPresent(detail -> {
                    throw new InvalidRequestException(Fault.of(input.name(), detail));
                });
            }
        }
        return geometry.isKnown() ? Optional.of(geometry.values()) : Optional.empty();
    }

    /** The shape of the mask, given shapes that fit. */
    public Shape mask() {
        return geometry().mask();
    }

    private Shape first() {
        return shape(0);
    }

    private Shape shape(int input) {
        Shape shape = inputs.get(loss.inputs().get(input).name());
        if (shape == null) {
            throw new IllegalStateException(loss.inputs().get(input).name() + " was not sent");
        }
        return shape;
    }

    private Geometry geometry() {
        return switch (loss) {
            case ElementwiseLoss _ -> Geometry.ofElements(first());
            case RowwiseLoss rowwise -> Geometry.ofRows(first(), Axes.resolve(rowwise, first(), axis)
                    .stream().filter(found -> first().size(found) > 0).findFirst().orElseThrow(
                            () -> new InvalidRequestException(Fault.of(loss.inputs().getFirst().name(),
                                    "shape " + first() + " has no such class axis, or no class"))));
            case BatchLoss batch -> Geometry.ofBatch(batch, new Prospect());
            case ComposedLoss composed -> Geometry.ofElements(composed.computation(inputs).values());
        };
    }

    /** What an evaluation with one derivative takes, beside its inputs. */
    public Cost cost() {
        long elements = inputs.values().stream().mapToLong(Shape::elements).sum();
        Cost own = Cost.scratch(3 * elements).plus(Cost.operations(Cost.times(OPERATIONS, elements)));
        return loss instanceof BatchLoss batch ? own.plus(batch.cost(new Prospect())) : own;
    }

    private final class Prospect implements BatchLoss.Inputs {

        @Override
        public boolean isSent(int input) {
            return inputs.containsKey(loss.inputs().get(input).name());
        }

        @Override
        public Shape shape(int input) {
            return LossShapes.this.shape(input);
        }

        @Override
        public Optional<double[]> known(int input) {
            return Optional.ofNullable(known.get(loss.inputs().get(input).name()))
                    .map(tensor -> tensor.widened().values());
        }
    }
}
