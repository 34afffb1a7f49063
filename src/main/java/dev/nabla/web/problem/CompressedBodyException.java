package dev.nabla.web.problem;

import java.io.IOException;

/** A body that would have to be decompressed first. */
public final class CompressedBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final String encoding;

    public CompressedBodyException(String encoding) {
        super("compressed body");
        this.encoding = encoding;
    }

    /** What is wrong, and what would be right. */
    String detail() {
        return "Content-Encoding " + encoding + " is not supported; send the body uncompressed";
    }
}
