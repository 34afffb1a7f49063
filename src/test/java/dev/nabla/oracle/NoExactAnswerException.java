package dev.nabla.oracle;

/** There is no exact number to compare with: at a kink for which no convention is stated, or where it would take too long. */
public final class NoExactAnswerException extends RuntimeException {

    public NoExactAnswerException(String message) {
        super(message);
    }
}
