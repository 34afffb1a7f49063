package dev.nabla.web.stream;

import dev.nabla.request.Answer;
import dev.nabla.request.IncomingRequest;
import java.io.IOException;

/** The requests of a stream, unread: what a controller gets. */
public final class RequestLines {

    private final LineForm form;

    RequestLines(LineForm form) {
        this.form = form;
    }

    /** Evaluates one request. Several may be evaluated at the same time. */
    @FunctionalInterface
    public interface Evaluation {

        Answer of(IncomingRequest request) throws IOException;
    }

    /** The answers to the requests, which are evaluated while they are sent: what a controller returns. */
    public AnswerLines answeredBy(Evaluation evaluation) {
        return new AnswerLines(form, evaluation);
    }
}
