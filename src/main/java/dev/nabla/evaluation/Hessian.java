package dev.nabla.evaluation;

import java.util.List;
import java.util.Locale;

/** Which second derivatives a task asks for. */
public enum Hessian {
    NONE,
    /** Those of the loss: the diagonal of its Hessian. */
    DIAGONAL,
    /** 1 for every element, scaled as the gradient is, whatever those of the loss are. */
    CONSTANT;

    /** Those that a request can name. */
    public static final List<Hessian> REQUESTABLE = List.of(DIAGONAL, CONSTANT);

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The diagonal, if it is wanted. */
    public static Hessian diagonal(boolean isWanted) {
        return isWanted ? DIAGONAL : NONE;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    public boolean isRequested() {
        return this != NONE;
    }
}
