package dev.nabla.request;

import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;

/**
 * Writes answers in some form: objects and arrays of tensors, numbers, and strings.
 *
 * <p>The caller names each member of an object before its value, and closes what it opens.
 */
public interface AnswerWriter {

    AnswerWriter beginObject() throws IOException;

    AnswerWriter endObject() throws IOException;

    AnswerWriter beginArray() throws IOException;

    AnswerWriter endArray() throws IOException;

    /** The name of the member that comes next. */
    AnswerWriter name(String name) throws IOException;

    AnswerWriter tensor(Tensor tensor) throws IOException;

    AnswerWriter number(double value) throws IOException;

    /** An integer, without a point. */
    AnswerWriter integer(long value) throws IOException;

    AnswerWriter string(String value) throws IOException;

    /** An object with a tensor by each name. */
    default AnswerWriter tensors(Map<String, Tensor> byName) throws IOException {
        beginObject();
        for (Map.Entry<String, Tensor> tensor : byName.entrySet()) {
            name(tensor.getKey()).tensor(tensor.getValue());
        }
        return endObject();
    }
}
