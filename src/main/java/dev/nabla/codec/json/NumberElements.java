package dev.nabla.codec.json;

import dev.nabla.tensor.DType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Elements of a numeric tensor: numbers, or the names of non-finite ones. */
abstract sealed class NumberElements implements TensorElements permits Float64Elements, Float32Elements {

    private final NumberParser numbers;
    private final StringParser strings;
    private final ValueReader values;

    NumberElements(NumberParser numbers, StringParser strings, ValueReader values) {
        this.numbers = numbers;
        this.strings = strings;
        this.values = values;
    }

    /** Adds the number just parsed; false if it is out of range. */
    abstract boolean add(NumberParser number);

    abstract void add(double nonFinite);

    abstract int size();

    abstract DType dtype();

    @Override
    public String elementName() {
        return "a number";
    }

    @Override
    public @Nullable String read(int token) throws IOException {
        if (size() == ArrayGrowth.MAX_LENGTH) {
            values.skip();
            return TensorElements.tooMany();
        }
        if (token == '-' || NumberParser.isDigit(token)) {
            numbers.parse();
            return add(numbers) ? null : outOfRange(dtype());
        }
        return switch (token) {
            case '"' -> nonFinite();
            case 'n' -> "expected a number, found " + values.skip().kind() + "; write a missing number as \"NaN\"";
            default -> "expected a number, found " + values.skip().kind();
        };
    }

    private @Nullable String nonFinite() throws IOException {
        String text = strings.read();
        switch (text) {
            case "NaN" -> add(Double.NaN);
            case "Infinity" -> add(Double.POSITIVE_INFINITY);
            case "-Infinity" -> add(Double.NEGATIVE_INFINITY);
            default -> {
                return "expected a number or one of the strings \"NaN\", \"Infinity\" and \"-Infinity\", found the string "
                        + JsonScanner.quoted(text);
            }
        }
        return null;
    }

    static String outOfRange(DType dtype) {
        String largest = switch (dtype) {
            case FLOAT64 -> Double.toString(Double.MAX_VALUE);
            case FLOAT32 -> Float.toString(Float.MAX_VALUE);
        };
        return "the number is out of range for " + dtype.label() + ", whose largest is " + largest
                + "; write infinity as the string \"Infinity\"";
    }
}
