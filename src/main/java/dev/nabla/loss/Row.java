package dev.nabla.loss;

import org.jspecify.annotations.Nullable;

/**
 * One row of each input of a {@link RowwiseLoss}, and room for its derivatives. Inputs are named by their place in
 * {@link Loss#inputs()}.
 */
public interface Row {

    /** The number of classes or features. */
    int length();

    /** Whether an input that the loss can do without was sent. */
    boolean isSent(int input);

    /** The elements of an input along the class axis, at least {@link #length()} of them. */
    double[] elements(int input);

    /** The one element of an input that has one per row. */
    double element(int input);

    /** Whether an input that may be either holds one element per row, not one per class. */
    boolean isSingle(int input);

    /** Where to write the gradient with respect to an input; {@code null} if it is not asked for. */
    double @Nullable [] gradient(int input);

    /** Where to write the Hessian diagonal with respect to an input; {@code null} if it is not asked for. */
    double @Nullable [] hessian(int input);

    /** Room for {@link #length()} numbers; another for each number from 0. */
    double[] scratch(int number);

    /** Writes 0 to every derivative that is asked for, and answers 0: the loss of a row that costs nothing. */
    double zero();

    /** Writes NaN to every derivative that is asked for, and answers NaN: the loss of a row that has none. */
    double undefined();
}
