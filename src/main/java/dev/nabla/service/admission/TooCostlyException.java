package dev.nabla.service.admission;

import java.util.Locale;

/** Thrown if a request would take more memory or work than any request may. */
public final class TooCostlyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    private TooCostlyException(String detail) {
        super("too costly", null, false, false);
        this.detail = detail;
    }

    static TooCostlyException memory(long bytes, long limit) {
        return new TooCostlyException("The computation needs about " + bytes
                + " bytes of memory, which is more than the "
                + limit
                + " that one request may have (limit: nabla.limits.memory). Send smaller tensors, or ask for less");
    }

    static TooCostlyException work(double seconds, double limit) {
        return new TooCostlyException(String.format(Locale.ROOT,
                "The computation takes about %.0f s, which is more than %.0f s, the limit set by nabla.limits.time. "
                        + "Send smaller tensors, or ask for less",
                seconds, limit));
    }

    /** What is wrong, and what to do. */
    public String detail() {
        return detail;
    }
}
