package dev.nabla.request;

import java.io.IOException;

/** An answer in parts, each of which is sent as soon as it is computed: lines of NDJSON, say. */
public interface AnswerStream {

    /** Computes the parts and sends them, in order, all on this thread. */
    void sendTo(Sink sink) throws IOException;

    /** What parts of an answer are sent to. */
    interface Sink {

        /** Sends a part, which may stay in a buffer until {@link #flush}. */
        void send(Answer part) throws IOException;

        /** Lets the client have what was sent. */
        void flush() throws IOException;
    }
}
