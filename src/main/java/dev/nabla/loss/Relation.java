package dev.nabla.loss;

/**
 * What the elements of two inputs at one place must have to do with each other, beyond the domain of each. Both inputs
 * have the shape of the first.
 *
 * @param input the input that is at fault where they do not
 * @param other the input that it is compared with
 * @param wanted what its element must be, to complete "must be …"
 * @param condition whether two elements, of the input and of the other, are as they must be
 */
public record Relation(String input, String other, String wanted, Condition condition) {

    /** A condition on two elements, neither of which is NaN. */
    @FunctionalInterface
    public interface Condition {

        boolean holds(double element, double other);
    }
}
