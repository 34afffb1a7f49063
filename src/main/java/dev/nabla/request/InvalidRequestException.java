package dev.nabla.request;

import java.util.List;
import java.util.function.UnaryOperator;

/** Thrown if a request is well-formed but not valid. Such requests are common, so there is no stack trace. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;
    private final int omitted;

    private InvalidRequestException(List<Fault> faults, int omitted) {
        super(faults.isEmpty() ? "" : faults.getFirst().detail(), null, false, false);
        this.faults = faults;
        this.omitted = omitted;
    }

    /** The faults collected, at least one. */
    public InvalidRequestException(Faults faults) {
        this(faults.listed(), faults.omitted());
    }

    public InvalidRequestException(Fault fault) {
        this(List.of(fault), 0);
    }

    /** The faults in document order, at most {@link Faults#MOST}. Empty only for a part of a request that is not listed. */
    public List<Fault> faults() {
        return faults;
    }

    /** How many more there are. */
    public int omitted() {
        return omitted;
    }

    /** The same with each fault translated, for a part of a request. */
    public InvalidRequestException translated(UnaryOperator<Fault> translation) {
        return new InvalidRequestException(faults.stream().map(translation).toList(), omitted);
    }
}
