package dev.nabla.service.inference;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.FieldKind;
import dev.nabla.service.loss.SharedField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A loss as a model.
 *
 * @param name the id of the loss
 * @param inputs its tensors; those that the loss does not need may be left out
 * @param outputs all that can be asked for
 */
public record Model(String name, List<TensorDescription> inputs, List<TensorDescription> outputs) {

    /** The only version of every model. */
    public static final String VERSION = "1";

    /** What the models run on. */
    public static final String PLATFORM = "nabla";

    private static final String FLOAT = "FP64";
    private static final long ANY_SIZE = -1;
    private static final List<Long> ANY_SHAPE = List.of(ANY_SIZE);

    /**
     * A tensor of a model.
     *
     * @param datatype the most precise datatype that it has
     * @param shape a size for each axis, -1 for any; just -1 also if the number of axes is not fixed
     */
    public record TensorDescription(String name, String datatype, List<Long> shape) {}

    static Model of(LossEntry loss) {
        List<TensorDescription> inputs = new ArrayList<>();
        List<Input> declared = loss.defaults().inputs();
        for (Input input : declared) {
            boolean isRow = loss.defaults() instanceof RowwiseLoss && input.equals(declared.getFirst());
            inputs.add(new TensorDescription(input.name(), datatype(input),
                    isRow ? List.of(ANY_SIZE, ANY_SIZE) : shape(input)));
        }
        for (SharedField field : SharedField.values()) {
            if (field.kind() == FieldKind.Value.EXACT || field.kind() == FieldKind.Value.BOOLEAN) {
                inputs.add(new TensorDescription(field.label(),
                        field.kind() == FieldKind.Value.BOOLEAN ? "BOOL" : FLOAT, ANY_SHAPE));
            }
        }
        return new Model(loss.id(), inputs, outputs(loss));
    }

    private static String datatype(Input input) {
        return input.elements().isRounded(false) || input.elements().isParameter() ? FLOAT : "INT64";
    }

    private static List<Long> shape(Input input) {
        return input.shape().axes().map(axes -> axes.names().stream().map(Model::size).toList()).orElse(ANY_SHAPE);
    }

    private static Long size(String axis) {
        return axis.chars().allMatch(Character::isDigit) ? Long.valueOf(axis) : ANY_SIZE;
    }

    private static List<TensorDescription> outputs(LossEntry loss) {
        Stream<ModelOutput> derivatives = loss.defaults().inputs().stream().flatMap(input -> Stream.concat(
                derivative(ModelOutput.GRADIENT, input, input.isDifferentiable()),
                derivative(ModelOutput.HESSIAN_DIAGONAL, input, input.isDifferentiable())));
        return Stream.concat(Stream.of(ModelOutput.LOSS), derivatives)
                .map(output -> new TensorDescription(output.name(), FLOAT, ANY_SHAPE)).toList();
    }

    /** A derivative with respect to an input, and, if that is the predictions, without its name too. */
    private static Stream<ModelOutput> derivative(String kind, Input input, boolean exists) {
        if (!exists) {
            return Stream.empty();
        }
        ModelOutput named = new ModelOutput(kind, input.name());
        return input.name().equals(LossEntry.PREDICTIONS)
                ? Stream.of(new ModelOutput(kind, ""), named)
                : Stream.of(named);
    }
}
