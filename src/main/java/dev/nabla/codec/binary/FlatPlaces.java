package dev.nabla.codec.binary;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places as binary forms name them: a tensor by its dotted name, an element by its position in row-major order. */
public final class FlatPlaces {

    private FlatPlaces() {}

    /** A fault of a request with these fields, with its place in them as a dotted name and a position. */
    public static Fault of(Fault fault, Fields fields) {
        return fault.isWhole()
                ? fault
                : new Fault(List.of(String.join(".", fault.path())), index(fault, shape(fields, fault.path())),
                        fault.detail());
    }

    private static int[] index(Fault fault, @Nullable Shape shape) {
        int[] index = fault.index();
        if (shape == null || index.length == 0 || index.length != shape.rank()) {
            return index;
        }
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            position = position * shape.size(axis) + index[axis];
        }
        return new int[]{position};
    }

    /** The shape of the tensor at a path; {@code null} if there is none. */
    private static @Nullable Shape shape(Fields fields, List<String> path) {
        Field field = fields.get(path.getFirst());
        for (int i = 1; i < path.size() && field != null; i++) {
            field = inside(field, path.get(i));
        }
        return switch (field) {
            case Field.Numbers numbers -> numbers.shape();
            case Field.Booleans booleans -> booleans.tensor().shape();
            case null, default -> null;
        };
    }

    private static @Nullable Field inside(Field field, String name) {
        return switch (field) {
            case Field.Members(Fields members) -> members.get(name);
            case Field.Items(List<Field> each) when name.matches("\\d{1,9}") && Integer.parseInt(name) < each.size() ->
                each.get(Integer.parseInt(name));
            default -> null;
        };
    }
}
