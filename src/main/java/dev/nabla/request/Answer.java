package dev.nabla.request;

import java.io.IOException;

/** The answer to a request, independent of its media type. */
public interface Answer {

    /** Writes the answer as one object. */
    void writeTo(AnswerWriter out) throws IOException;
}
