package dev.nabla.web.stream;

import dev.nabla.codec.gzip.MalformedGzipException;
import dev.nabla.codec.json.JsonWriter;
import dev.nabla.codec.ndjson.LineChunk;
import dev.nabla.codec.ndjson.LineReader;
import dev.nabla.request.Answer;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.admission.Admission;
import dev.nabla.web.access.RequestClient;
import dev.nabla.web.body.Arrival;
import dev.nabla.web.connection.ClientConnection;
import dev.nabla.web.connection.CountedInput;
import dev.nabla.web.problem.BodyTooLargeException;
import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.springframework.http.MediaType;

/**
 * A stream that is being answered. One thread receives lines and sends answers, which is all that ever waits for the client.
 * Chunks of lines that come faster are evaluated side by side by others; a line on its own, and a large one, by the thread itself.
 *
 * <p>Answers are flushed before the thread waits for lines. While the client does not take them, no line is received.
 */
final class LineStream {

    /** How many chunks are evaluated at the same time. */
    private static final int MOST_CHUNKS = Math.clamp(Runtime.getRuntime().availableProcessors() + 1L, 2, 4);

    /** The longest line that is evaluated with others, and the size of a chunk, in bytes. */
    private static final int LONGEST = 16 << 10;

    private static final String SHUTTING_DOWN = "The service is shutting down: send this line and those after it again, "
            + "and they reach another replica";
    private static final String INCOMPLETE = "The body is incomplete, or its framing is malformed";

    private final AnswerLines answers;
    private final StreamContext context;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ServletInputStream body;
    private final Optional<ClientConnection> connection;
    private final LineReader lines;
    private final Supplier<?> client;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private boolean isBegun;
    private boolean isFlushed = true;

    LineStream(AnswerLines answers, StreamContext context, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        this.answers = answers;
        this.context = context;
        this.request = request;
        this.response = response;
        this.body = request.getInputStream();
        this.connection = ClientConnection.of(request);
        this.client = () -> RequestClient.of(request);
        this.lines = new LineReader(new Received(body), LONGEST);
    }

    /** A chunk that is being evaluated by another thread. */
    private record Pending(ChunkEvaluation chunk, FutureTask<ChunkEvaluation> task) {

        static Pending start(ChunkEvaluation chunk) {
            FutureTask<ChunkEvaluation> task = new FutureTask<>(chunk);
            Thread.ofVirtual().name("lines").start(task);
            return new Pending(chunk, task);
        }

        ChunkEvaluation await() throws IOException {
            try {
                return task.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    /** Answers all lines, or those before the one at which the stream breaks off. */
    void answer() throws IOException {
        context.streams().add(this);
        try {
            connection.ifPresent(ClientConnection::awaitLine);
            while (!lines.ended() && !context.streams().areEnding()) {
                if (!pending.isEmpty() && (pending.size() == MOST_CHUNKS || !isReady())) {
                    settle(pending.removeFirst().await());
                } else if (lines.isLong()) {
                    settleAll();
                    answerLong();
                } else {
                    receive();
                }
            }
            settleAll();
            if (lines.ended()) {
                output();
            } else {
                end(new Problem(ProblemType.BUSY, SHUTTING_DOWN));
            }
        } catch (ReceiveException e) {
            settleAll();
            end(context.streams().areEnding() ? new Problem(ProblemType.BUSY, SHUTTING_DOWN) : problem(e.reason));
        } finally {
            context.streams().remove(this);
        }
    }

    /** The body breaks off. */
    private static final class ReceiveException extends IOException {

        private static final long serialVersionUID = 1;

        private final IOException reason;

        ReceiveException(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Tells failures of the body from those of the answer. */
    private static final class Received extends FilterInputStream {

        Received(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                throw new ReceiveException(e);
            }
        }
    }

    private static Problem problem(IOException reason) {
        if (reason instanceof MalformedGzipException) {
            return Problem.of(reason);
        }
        return reason.getCause() instanceof SocketTimeoutException
                ? new Problem(ProblemType.REQUEST_TIMEOUT, ProblemType.REQUEST_TIMEOUT.explanation())
                : new Problem(ProblemType.BAD_REQUEST, INCOMPLETE);
    }

    /** Ends the stream before its next line: by the status if there is no answer yet, else by a last line. */
    private void end(Problem problem) throws IOException {
        if (!isBegun) {
            problem.attachTo(request);
            throw new ProblemException(problem);
        }
        write(new LineForm.Failed(lines.line(), problem));
        flush();
    }

    /** Lets the thread not wait for lines any longer. Called by another one. */
    void stopReceiving() {
        connection.ifPresent(ClientConnection::stopReceiving);
    }

    /** Whether {@link #receive} does not wait for the client. */
    private boolean isReady() {
        try {
            return lines.isReady() || body.isFinished() || body.available() > 0
                    || connection.map(ClientConnection::hasInput).orElse(false);
        } catch (IOException _) {
            return true; // receiving will say why it fails
        }
    }

    /** Receives lines, and has them evaluated. */
    private void receive() throws IOException {
        boolean isAlone = pending.isEmpty();
        if (isAlone && !isReady()) {
            flush();
        }
        Optional<LineChunk> chunk = lines.receive();
        if (chunk.isEmpty()) {
            return;
        }
        connection.ifPresent(ClientConnection::awaitLine);
        ChunkEvaluation evaluation = new ChunkEvaluation(chunk.get(), answers, context.admission(), client);
        if (isAlone && !isReady()) {
            settle(evaluation.call());
        } else {
            pending.add(Pending.start(evaluation));
        }
    }

    private void settleAll() throws IOException {
        while (!pending.isEmpty()) {
            settle(pending.removeFirst().await());
        }
    }

    /** Sends the answers of a chunk, and evaluates what is left of it. */
    private void settle(ChunkEvaluation chunk) throws IOException {
        send(chunk);
        while (!chunk.isDone()) {
            if (chunk.isAtLarge()) {
                long line = chunk.line();
                IncomingRequest large = answers.form().request(chunk.chunk(), chunk.position(), chunk.endOfLine(),
                        line);
                answerLarge(large, line, chunk.endOfLine() - chunk.position());
                chunk.skipLine();
            }
            send(chunk.call());
        }
    }

    private void send(ChunkEvaluation chunk) throws IOException {
        chunk.writeTo(output(), context.metrics());
    }

    /** Answers a line that is received already, with an admission of its own. */
    private void answerLarge(IncomingRequest large, long line, int length) throws IOException {
        try (Admission.Admitted admitted = open()) {
            write(LineForm.answer(answers.evaluation(), kinds -> {
                admitted.require(length);
                return large.read(kinds);
            }, line));
        }
    }

    /** Answers a line that is received while it is read. */
    private void answerLong() throws IOException {
        flush();
        connection.ifPresent(ClientConnection::receiveLine);
        long line = lines.line();
        try (InputStream text = lines.longLine()) {
            try (Admission.Admitted admitted = open()) {
                write(LineForm.answer(answers.evaluation(), kinds -> answers.form()
                        .request(new CountedInput(text, new Arrival(context.limit(), admitted, -1))).read(kinds),
                        line));
            } catch (BodyTooLargeException e) {
                write(LineForm.failed(e, line));
            }
            text.transferTo(OutputStream.nullOutputStream());
        }
        connection.ifPresent(ClientConnection::awaitLine);
    }

    private Admission.Admitted open() {
        return context.admission().open(client, ClientConnection.sender(request));
    }

    private void write(Answer answer) throws IOException {
        JsonWriter json = new JsonWriter(output());
        LineForm.write(answer, json);
        json.finish();
        boolean isFailed = answer instanceof LineForm.Failed;
        context.metrics().count(isFailed ? 0 : 1, isFailed ? 1 : 0);
    }

    private void flush() throws IOException {
        if (!isFlushed) {
            response.flushBuffer();
            isFlushed = true;
        }
    }

    private OutputStream output() throws IOException {
        if (!isBegun) {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            isBegun = true;
        }
        isFlushed = false;
        return response.getOutputStream();
    }
}
