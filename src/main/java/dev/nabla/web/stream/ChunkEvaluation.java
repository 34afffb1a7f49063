package dev.nabla.web.stream;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.codec.ndjson.LineChunk;
import dev.nabla.request.Answer;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.NotSmallException;
import dev.nabla.service.telemetry.StreamMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Evaluates the lines of a chunk, one after the other, on any thread. It ends before a line that is too large to be evaluated
 * here, and after some time or many bytes of answers; {@link #line} then tells which line comes next.
 */
final class ChunkEvaluation implements Callable<ChunkEvaluation> {

    private static final int MOST_ANSWERS = 16 << 10;
    private static final long MOST_NANOS = 20_000_000;

    private final LineChunk chunk;
    private final AnswerLines answers;
    private final Admission admission;
    private final Supplier<?> client;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int position;
    private long line;
    private boolean isAtLarge;
    private long answered;
    private long failed;

    ChunkEvaluation(LineChunk chunk, AnswerLines answers, Admission admission, Supplier<?> client) {
        this.chunk = chunk;
        this.answers = answers;
        this.admission = admission;
        this.client = client;
        this.position = chunk.from();
        this.line = chunk.firstLine();
    }

    @Override
    public ChunkEvaluation call() throws IOException {
        JsonWriter json = new JsonWriter(out);
        try (Admission.SmallOnly _ = admission.openSmall(chunk.to() - position, client)) {
            long end = System.nanoTime() + MOST_NANOS;
            while (!isDone() && !isAtLarge && out.size() < MOST_ANSWERS && System.nanoTime() - end < 0) {
                evaluate(json);
            }
        } catch (BusyException busy) {
            fail(busy, json);
        }
        json.finish();
        return this;
    }

    private void evaluate(JsonWriter json) throws IOException {
        int to = endOfLine();
        isAtLarge = !chunk.isBlank(position, to) && !isAnswered(json, to);
        if (!isAtLarge) {
            skipLine();
        }
    }

    private boolean isAnswered(JsonWriter json, int to) throws IOException {
        try {
            write(LineForm.answer(answers.evaluation(), answers.form().request(chunk, position, to, line), line), json);
            return true;
        } catch (NotSmallException _) {
            return false;
        }
    }

    private void write(Answer answer, JsonWriter json) throws IOException {
        LineForm.write(answer, json);
        answered += answer instanceof LineForm.Failed ? 0 : 1;
        failed += answer instanceof LineForm.Failed ? 1 : 0;
    }

    /** Whether all lines have been evaluated. */
    boolean isDone() {
        return position == chunk.to();
    }

    /** Whether the next line is to be evaluated apart. */
    boolean isAtLarge() {
        return isAtLarge;
    }

    LineChunk chunk() {
        return chunk;
    }

    /** Where the next line begins. */
    int position() {
        return position;
    }

    /** Where the next line ends. */
    int endOfLine() {
        return chunk.endOfLine(position);
    }

    /** The number of the next line. */
    long line() {
        return line;
    }

    /** Leaves the next line to others. */
    void skipLine() {
        position = endOfLine() + 1;
        line++;
        isAtLarge = false;
    }

    /** Answers each line that is left by the reason why none of them can be evaluated. */
    private void fail(RuntimeException reason, JsonWriter json) throws IOException {
        for (; !isDone(); skipLine()) {
            if (!chunk.isBlank(position, endOfLine())) {
                write(LineForm.failed(reason, line), json);
            }
        }
    }

    /** Writes and counts the answers since the last time. */
    void writeTo(OutputStream stream, StreamMetrics metrics) throws IOException {
        out.writeTo(stream);
        out.reset();
        metrics.count(answered, failed);
        answered = 0;
        failed = 0;
    }
}
