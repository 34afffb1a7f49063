package dev.nabla.request;

import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;

/**
 * Writes an answer in some media type: objects and arrays of tensors, numbers and strings.
 *
 * <p>The caller must write the name of each member before its value, and end what it begins.
 */
public interface AnswerWriter {

    AnswerWriter beginObject() throws IOException;

    AnswerWriter endObject() throws IOException;

    AnswerWriter beginArray() throws IOException;

    AnswerWriter endArray() throws IOException;

    /** Writes the name of the next member. */
    AnswerWriter name(String name) throws IOException;

    AnswerWriter tensor(Tensor tensor) throws IOException;

    AnswerWriter number(double value) throws IOException;

    /** Writes an integer, without a decimal point. */
    AnswerWriter integer(long value) throws IOException;

    AnswerWriter string(String value) throws IOException;

    AnswerWriter bool(boolean value) throws IOException;

    /** Writes an object of named tensors. */
    default AnswerWriter tensors(Map<String, Tensor> byName) throws IOException {
        beginObject();
        for (Map.Entry<String, Tensor> tensor : byName.entrySet()) {
            name(tensor.getKey()).tensor(tensor.getValue());
        }
        return endObject();
    }

    /** Writes an object of objects of named tensors. */
    default AnswerWriter tensorsByName(Map<String, Map<String, Tensor>> byName) throws IOException {
        beginObject();
        for (Map.Entry<String, Map<String, Tensor>> tensors : byName.entrySet()) {
            name(tensors.getKey()).tensors(tensors.getValue());
        }
        return endObject();
    }
}
