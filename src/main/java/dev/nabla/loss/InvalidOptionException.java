package dev.nabla.loss;

/** An option outside its range. Its message is written for the caller. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String option;

    public InvalidOptionException(String option, String message) {
        super(message);
        this.option = option;
    }

    /** The option's name on the wire. */
    public String option() {
        return option;
    }
}
