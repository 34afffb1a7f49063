package dev.nabla.loss;

/**
 * A constraint between the elements of two inputs at the same index, beyond the domain of each. Both inputs have the
 * shape of the first.
 *
 * @param input the input that is at fault if it is violated
 * @param other the input it is compared with
 * @param requirement completes "must be …"
 * @param condition whether an element of the input and one of the other satisfy it
 */
public record Relation(String input, String other, String requirement, Condition condition) {

    /** A condition on two elements, neither of which is NaN. */
    @FunctionalInterface
    public interface Condition {

        boolean holds(double element, double other);
    }
}
