package dev.nabla.web.stream;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.codec.ndjson.LineChunk;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.admission.ClientGoneException;
import dev.nabla.service.admission.NotSmallException;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.web.form.JsonForm;
import dev.nabla.web.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * NDJSON: requests and answers, a line of JSON each.
 *
 * @param json reads a request
 * @param dtype the dtype that the query gives to all requests; {@code null} for none
 */
record LineForm(JsonForm json, @Nullable DType dtype) {

    /** A request that is a line of a chunk. */
    IncomingRequest request(LineChunk chunk, int from, int to, long line) {
        return kinds -> withDType(json.readLine(kinds, dtype, chunk.bytes(), from, to, line));
    }

    /** A request that is a line which arrives while it is read. */
    IncomingRequest request(InputStream text) {
        return kinds -> withDType(json.read(kinds, dtype, text));
    }

    private Fields withDType(Fields fields) {
        return dtype == null ? fields : fields.withQuery(SharedField.DTYPE.label(), dtype.label());
    }

    /** Evaluates a request; if it fails, the answer says why. */
    static Answer answer(RequestLines.Evaluation evaluation, IncomingRequest request, long line) throws IOException {
        try {
            return evaluation.of(request);
        } catch (NotSmallException | ClientGoneException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(e, line);
        }
    }

    /** The answer to a line that failed. */
    static Failed failed(Exception reason, long line) {
        return new Failed(line, Problem.ofPart(reason));
    }

    /** The answer to a line that failed, or the last of a stream that ends before a line. */
    record Failed(long line, Problem problem) implements Answer {

        @Override
        public void writeTo(AnswerWriter out) throws IOException {
            problem.writeTo(out.beginObject().name("line").integer(line).name("error"));
            out.endObject();
        }
    }

    /** Writes an answer. */
    static void write(Answer answer, JsonWriter out) throws IOException {
        answer.writeTo(out);
        out.endLine();
    }
}
