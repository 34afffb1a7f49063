package dev.nabla.request;

import java.io.IOException;

/** What a request is answered with, in no form yet. */
public interface Answer {

    /** Writes the answer as one object. */
    void writeTo(AnswerWriter out) throws IOException;
}
