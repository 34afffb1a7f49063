package dev.nabla.option;

/** Thrown if the value of an option is outside its range. Its message is meant for the caller. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String option;
    private final String detail;

    public InvalidOptionException(String option, String message) {
        super(message);
        this.option = option;
        this.detail = message;
    }

    /** What is wrong, and what would be valid. */
    public String detail() {
        return detail;
    }

    /** The option's name on the wire. */
    public String option() {
        return option;
    }
}
