package dev.nabla.expression.language;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A formula that is not valid: what is wrong, where, and what would be right. */
public final class FormulaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Place place;
    private final String detail;

    public FormulaException(Place place, String detail) {
        super(place + ": " + detail, null, false, false);
        this.place = place;
        this.detail = detail;
    }

    /** A formula that is invalid as a whole. */
    public FormulaException(String detail) {
        super(detail, null, false, false);
        this.place = null;
        this.detail = detail;
    }

    /** Where it is wrong; empty for the formula as a whole. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** What is wrong, without the place. */
    public String detail() {
        return detail;
    }
}
