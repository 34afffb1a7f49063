package dev.nabla.codec.json;

import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers as JSON: objects and arrays of tensors, numbers and strings.
 *
 * <p>The writer adds commas; the caller must name members and match brackets. Numbers have the fewest digits that parse back
 * to the same number of their {@code dtype}, always with a decimal point; non-finite ones are the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}. Output may be buffered until {@link #finish()} or {@link #flush()}.
 *
 * <pre>{@code
 * writer.beginObject().name("loss").tensor(loss).name("gradient").tensor(gradient).endObject().flush();
 * }</pre>
 */
public final class JsonWriter implements AnswerWriter {

    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private final JsonOutput out;
    private final TensorWriter tensors;
    private boolean commaDue;

    public JsonWriter(OutputStream out) {
        this.out = new JsonOutput(out);
        this.tensors = new TensorWriter(this.out);
    }

    @Override
    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    @Override
    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    @Override
    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    @Override
    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    @Override
    public JsonWriter name(String name) throws IOException {
        separate();
        quote(name);
        out.write(':');
        commaDue = false;
        return this;
    }

    /** Writes nested arrays of numbers; a bare number for a tensor without axes. */
    @Override
    public JsonWriter tensor(Tensor tensor) throws IOException {
        separate();
        tensors.write(tensor);
        return this;
    }

    /** Writes nested arrays of {@code true} and {@code false}. */
    public JsonWriter tensor(BooleanTensor tensor) throws IOException {
        separate();
        tensors.write(tensor);
        return this;
    }

    @Override
    public JsonWriter number(double value) throws IOException {
        separate();
        out.write(value);
        return this;
    }

    @Override
    public JsonWriter integer(long value) throws IOException {
        separate();
        out.write(Long.toString(value));
        return this;
    }

    @Override
    public JsonWriter bool(boolean value) throws IOException {
        separate();
        out.write(value ? "true" : "false");
        return this;
    }

    @Override
    public JsonWriter string(String value) throws IOException {
        separate();
        quote(value);
        return this;
    }

    /** Writes {@code null}. */
    public JsonWriter nullValue() throws IOException {
        separate();
        out.write("null");
        return this;
    }

    /** Ends a document that is a line of a stream. */
    public void endLine() throws IOException {
        out.write('\n');
        commaDue = false;
    }

    /** Writes the buffer to the stream and flushes the stream. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Writes the buffer to the stream without flushing it, so that a server can send a short answer in one write. */
    public void finish() throws IOException {
        out.finish();
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.write(bracket);
        commaDue = false;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        out.write(bracket);
        commaDue = true;
        return this;
    }

    private void separate() throws IOException {
        if (commaDue) {
            out.write(',');
        }
        commaDue = true;
    }

    private void quote(String text) throws IOException {
        out.write('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter == '"' || letter == '\\') {
                copy(text, plain, i);
                escape(letter);
                plain = i + 1;
            }
        }
        copy(text, plain, text.length());
        out.write('"');
    }

    private void copy(String text, int from, int to) throws IOException {
        out.write(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private void escape(char letter) throws IOException {
        out.write('\\');
        switch (letter) {
            case '"', '\\' -> out.write(letter);
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            default -> {
                out.write("u00");
                out.write(HEXADECIMAL[letter >> 4]);
                out.write(HEXADECIMAL[letter & 0xF]);
            }
        }
    }
}
