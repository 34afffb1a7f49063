package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementType;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

/** Gives elements that were sent as text, or by the type of a message, their datatype and shape. */
record TypedElements(String name, ElementType type, Shape shape) {

    /** The elements as a field of this kind; their faults are placed by their position in row-major order. */
    Field as(FieldKind.Value kind, Field sent) {
        if (kind == FieldKind.Value.UNKNOWN) {
            return new Field.Unknown();
        }
        try {
            return switch (sent) {
                case Field.Faulty(Fault fault, Fault _) -> throw at(flat(fault.index()), fault.detail());
                case Field.Booleans(BooleanTensor tensor) -> booleans(kind, tensor);
                case Field.Numbers numbers when type == ElementType.BOOL && numbers.shape().elements() == 0 ->
                    booleans(kind, new BooleanTensor(numbers.shape(), new boolean[0]));
                case Field.Numbers numbers -> numbers(kind, numbers);
                default -> throw whole("data must be an array of " + type.inferenceName());
            };
        } catch (InvalidRequestException e) {
            return new Field.Faulty(e.faults().getFirst());
        }
    }

    private Field booleans(FieldKind.Value kind, BooleanTensor sent) {
        if (type != ElementType.BOOL) {
            throw at(new int[]{0}, "must be a number, as the datatype is " + type.inferenceName() + ", got a Boolean");
        }
        requireShape(sent.shape());
        if (kind != FieldKind.Value.BOOLEAN) {
            throw whole("must be a tensor of numbers, got BOOL");
        }
        return new Field.Booleans(new BooleanTensor(shape, sent.values()));
    }

    private Field numbers(FieldKind.Value kind, Field.Numbers sent) {
        if (type == ElementType.BOOL) {
            throw at(new int[]{0}, "must be true or false, as the datatype is BOOL, got a number");
        }
        requireShape(sent.shape());
        IntegerRange.of(type).ifPresent(range -> requireIntegers(range, sent.as(DType.FLOAT64)));
        if (kind == FieldKind.Value.BOOLEAN) {
            return new Field.Booleans(flags(sent.as(DType.FLOAT64)));
        }
        return new TypedNumbers(name, shape, type.dtype(), sent);
    }

    private void requireShape(Shape sent) {
        if (sent.elements() != shape.elements()) {
            throw whole("data must have " + shape.elements() + " elements, as the shape is " + shape + ", has "
                    + sent.elements());
        }
        if (sent.rank() > 1 && !sent.equals(shape)) {
            throw whole("data must be flat, or nested in the shape " + shape + ", is nested in " + sent);
        }
    }

    private void requireIntegers(IntegerRange range, Tensor numbers) {
        for (int i = 0; i < numbers.shape().elements(); i++) {
            double number = numbers.get(i);
            if (!range.contains(number)) {
                throw at(new int[]{i}, "must be an integer from " + range.least() + " to " + range.most()
                        + ", as the datatype is " + type.inferenceName() + ", got " + Literal.number(number));
            }
        }
    }

    private BooleanTensor flags(Tensor bytes) {
        if (type != ElementType.UINT8) {
            throw whole("must be a tensor of Booleans: BOOL, or unsigned bytes that are 0 or 1");
        }
        boolean[] flags = new boolean[shape.elements()];
        for (int i = 0; i < flags.length; i++) {
            if (bytes.get(i) > 1) {
                throw at(new int[]{i}, "must be 0 or 1, got " + Literal.number(bytes.get(i)));
            }
            flags[i] = bytes.get(i) == 1;
        }
        return new BooleanTensor(shape, flags);
    }

    /** The position of an element of nested data in row-major order. */
    private int[] flat(int[] index) {
        if (index.length != shape.rank()) {
            return index;
        }
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            position = position * shape.size(axis) + index[axis];
        }
        return new int[]{position};
    }

    private InvalidRequestException whole(String detail) {
        return new InvalidRequestException(Fault.of(name, Excerpt.of(name) + " " + detail));
    }

    private InvalidRequestException at(int[] index, String detail) {
        return new InvalidRequestException(new Fault(name, index, detail));
    }
}
