package dev.nabla.oracle;

/** An element of an input among those that a loss value is made of. */
public record Place(String input, int index) {

    @Override
    public String toString() {
        return input + "[" + index + "]";
    }
}
