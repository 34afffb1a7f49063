package dev.nabla.request;

import java.util.List;

/** A request that was understood but cannot be answered: its fields are not what they should be. */
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

    /** What is wrong, at least one thing. */
    public List<Fault> faults() {
        return faults;
    }
}
