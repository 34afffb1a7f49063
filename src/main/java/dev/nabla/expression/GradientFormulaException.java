package dev.nabla.expression;

import dev.nabla.expression.language.FormulaException;

/** A formula for a gradient that is not valid. */
public final class GradientFormulaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String input;
    private final FormulaException fault;

    GradientFormulaException(String input, FormulaException fault) {
        super(input + ": " + fault.getMessage(), fault, false, false);
        this.input = input;
        this.fault = fault;
    }

    /** The input whose gradient it is. */
    public String input() {
        return input;
    }

    /** What is wrong with it. */
    public FormulaException fault() {
        return fault;
    }
}
