package dev.nabla.loss;

import org.jspecify.annotations.Nullable;

/**
 * One row of each input of a {@link RowwiseLoss}, and the arrays for its derivatives. Inputs are identified by their
 * index in {@link Loss#inputs()}.
 */
public interface Row {

    /** The number of classes or features. */
    int length();

    /** Whether an optional input was sent. */
    boolean isSent(int input);

    /** The elements of an input along the class axis, at least {@link #length()} of them. */
    double[] elements(int input);

    /** The one element of an input that has one per row. */
    double element(int input);

    /** Whether an input that may be either holds one element per row, not one per class. */
    boolean isSingle(int input);

    /** The array for the gradient with respect to an input; {@code null} if it is not requested. */
    double @Nullable [] gradient(int input);

    /** The array for the Hessian diagonal with respect to an input; {@code null} if it is not requested. */
    double @Nullable [] hessian(int input);

    /** A scratch array of at least {@link #length()} elements, one for each number from 0. */
    double[] scratch(int number);

    /** Sets every requested derivative to 0 and returns 0: for a row whose loss is 0. */
    double zero();

    /** Sets every requested derivative to NaN and returns NaN: for a row whose loss is undefined. */
    double undefined();
}
