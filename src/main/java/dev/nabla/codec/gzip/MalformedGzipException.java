package dev.nabla.codec.gzip;

import java.io.IOException;

/** Thrown if bytes are not gzip by RFC 1952. */
public final class MalformedGzipException extends IOException {

    private static final long serialVersionUID = 1;

    private final String detail;

    MalformedGzipException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What is wrong, for the caller. */
    public String detail() {
        return "The body is not valid gzip: " + detail;
    }
}
