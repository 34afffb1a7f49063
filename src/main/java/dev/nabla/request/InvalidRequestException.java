package dev.nabla.request;

import java.util.List;

/** Thrown if a request is well-formed but not valid. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public InvalidRequestException(List<Fault> faults) {
        super(faults.getFirst().detail());
        this.faults = List.copyOf(faults);
    }

    public InvalidRequestException(Fault fault) {
        this(List.of(fault));
    }

    /** The faults, at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
