package dev.nabla.web.stream;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.codec.ndjson.LineChunk;
import dev.nabla.codec.ndjson.LineReader;
import dev.nabla.request.Answer;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.MemoryBudget;
import dev.nabla.web.access.Client;
import dev.nabla.web.body.Arrival;
import dev.nabla.web.body.BodyLimit;
import dev.nabla.web.connection.ClientConnection;
import dev.nabla.web.problem.BodyTooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A stream that is being answered. One thread receives lines and sends answers, which is all that ever waits for the client.
 * Chunks of lines that come faster are evaluated side by side by others; a line on its own, and a large one, by the thread itself.
 *
 * <p>Answers are flushed before the thread waits for lines. While the client does not take them, no line is received.
 */
final class LineStream {

    /** How many chunks are evaluated at the same time. */
    private static final int MOST_CHUNKS = Math.clamp(Runtime.getRuntime().availableProcessors() + 1L, 2, 8);

    private final AnswerLines answers;
    private final Admission admission;
    private final BodyLimit limit;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final InputStream body;
    private final Optional<ClientConnection> connection;
    private final LineReader lines;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private boolean isFlushed = true;

    LineStream(AnswerLines answers, Admission admission, BodyLimit limit, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        this.answers = answers;
        this.admission = admission;
        this.limit = limit;
        this.request = request;
        this.response = response;
        this.body = request.getInputStream();
        this.connection = ClientConnection.of(request);
        this.lines = new LineReader(body);
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

    /** Answers all lines. */
    void answer() throws IOException {
        try (MemoryBudget.Reservation memory = admission.openStream(() -> Client.of(request))) {
            while (!lines.ended()) {
                if (!pending.isEmpty() && (pending.size() == MOST_CHUNKS || !isReady())) {
                    settle(pending.removeFirst().await());
                } else if (lines.isLong()) {
                    settleAll();
                    answerLong();
                } else {
                    receive(memory);
                }
            }
            settleAll();
        }
    }

    private boolean isReady() throws IOException {
        return lines.isReady() || body.available() > 0
                || connection.map(ClientConnection::hasInput).orElse(false);
    }

    /** Receives lines, and has them evaluated. */
    private void receive(MemoryBudget.Reservation memory) throws IOException {
        boolean isAlone = pending.isEmpty();
        if (isAlone && !isFlushed && !isReady()) {
            memory.shrink(0);
            response.flushBuffer();
            isFlushed = true;
        }
        connection.ifPresent(ClientConnection::awaitLine);
        Optional<LineChunk> chunk = lines.receive();
        if (chunk.isEmpty()) {
            return;
        }
        ChunkEvaluation evaluation = new ChunkEvaluation(chunk.get(), answers, admission);
        try {
            memory.require((pending.size() + 1) * ChunkEvaluation.MEMORY);
        } catch (BusyException busy) {
            evaluation.fail(busy);
        }
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
        chunk.writeTo(response.getOutputStream());
        isFlushed = false;
    }

    /** Answers a line that is received already, with an admission of its own. */
    private void answerLarge(IncomingRequest large, long line, int length) throws IOException {
        try (Admission.Admitted admitted = open()) {
            write(LineForm.answer(answers.evaluation(), kinds -> {
                admitted.requireText(length);
                return large.read(kinds);
            }, line));
        }
    }

    /** Answers a line that is received while it is read. */
    private void answerLong() throws IOException {
        connection.ifPresent(ClientConnection::receiveLine);
        long line = lines.line();
        try (InputStream text = lines.longLine()) {
            try (Admission.Admitted admitted = open()) {
                write(LineForm.answer(answers.evaluation(), kinds -> answers.form()
                        .request(new CountedLine(text, new Arrival(limit, admitted, -1))).read(kinds), line));
            } catch (BodyTooLargeException e) {
                write(LineForm.failed(e, line));
            }
            text.transferTo(OutputStream.nullOutputStream());
        }
    }

    private Admission.Admitted open() {
        return admission.open(() -> Client.of(request), () -> ClientConnection.isGone(request));
    }

    private void write(Answer answer) throws IOException {
        JsonWriter json = new JsonWriter(response.getOutputStream());
        LineForm.write(answer, json);
        json.finish();
        isFlushed = false;
    }
}
