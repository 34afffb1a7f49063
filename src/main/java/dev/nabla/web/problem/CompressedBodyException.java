package dev.nabla.web.problem;

import dev.nabla.request.Excerpt;

import java.io.IOException;

/** The body is compressed in a way that is not supported. */
public final class CompressedBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final String encoding;

    public CompressedBodyException(String encoding) {
        super("compressed body");
        this.encoding = encoding;
    }

    /** What is wrong, for the caller. */
    String detail() {
        return "Content-Encoding " + Excerpt.of(encoding)
                + " is not supported; send the body uncompressed, or compressed by gzip";
    }
}
