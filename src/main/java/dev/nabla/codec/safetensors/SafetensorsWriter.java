package dev.nabla.codec.safetensors;

import dev.nabla.codec.binary.ElementType;
import dev.nabla.codec.binary.ElementWriter;
import dev.nabla.codec.json.JsonWriter;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as safetensors. Tensors are named by their path, with dots, and {@code gradient.x} is in {@code gradients}.
 * Everything else is text in the metadata, by the name of the top-level member: its JSON without the tensors, or the text itself
 * of a string.
 *
 * <p>An answer is collected first, so that its length is known; tensors are not copied.
 */
public final class SafetensorsWriter implements AnswerWriter {

    private static final int ALIGNMENT = 8;
    private static final String GRADIENTS = "gradients";
    private static final String GRADIENT = "gradient";

    private record NamedTensor(String name, Tensor tensor) {

        ElementType type() {
            return ElementType.of(tensor.dtype());
        }
    }

    /** An open object or array. */
    private static final class Level {

        private final boolean isArray;
        private String name = "";
        private int index = -1;

        Level(boolean isArray) {
            this.isArray = isArray;
        }

        String name() {
            return isArray ? Integer.toString(index) : name;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<NamedTensor> tensors = new ArrayList<>();
    private final SequencedMap<String, String> metadata = new LinkedHashMap<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private JsonWriter json = new JsonWriter(text);
    private int tensorsBefore;
    private boolean hasValues;
    private byte @Nullable [] header;

    @Override
    public SafetensorsWriter beginObject() throws IOException {
        return begin(false);
    }

    @Override
    public SafetensorsWriter beginArray() throws IOException {
        return begin(true);
    }

    private SafetensorsWriter begin(boolean isArray) throws IOException {
        if (!levels.isEmpty()) {
            nameValue();
            if (isArray) {
                json.beginArray();
            } else {
                json.beginObject();
            }
        }
        levels.addLast(new Level(isArray));
        return this;
    }

    @Override
    public SafetensorsWriter endObject() throws IOException {
        levels.removeLast();
        if (!levels.isEmpty()) {
            json.endObject();
            endValue();
        }
        return this;
    }

    @Override
    public SafetensorsWriter endArray() throws IOException {
        levels.removeLast();
        json.endArray();
        endValue();
        return this;
    }

    @Override
    public SafetensorsWriter name(String name) {
        levels.getLast().name = name;
        return this;
    }

    @Override
    public SafetensorsWriter tensor(Tensor tensor) throws IOException {
        Level level = levels.getLast();
        if (level.isArray) {
            level.index++;
            json.nullValue();
        }
        tensors.add(new NamedTensor(path(), tensor));
        return this;
    }

    @Override
    public SafetensorsWriter number(double value) throws IOException {
        nameValue();
        json.number(value);
        return value();
    }

    @Override
    public SafetensorsWriter integer(long value) throws IOException {
        nameValue();
        json.integer(value);
        return value();
    }

    @Override
    public SafetensorsWriter bool(boolean value) throws IOException {
        nameValue();
        json.bool(value);
        return value();
    }

    @Override
    public SafetensorsWriter string(String value) throws IOException {
        if (levels.size() == 1) {
            metadata.put(levels.getLast().name, value);
            return this;
        }
        nameValue();
        json.string(value);
        return value();
    }

    private SafetensorsWriter value() throws IOException {
        hasValues = true;
        endValue();
        return this;
    }

    /** Writes the name of a value that is not a tensor, or counts it; a top-level value is a text of its own. */
    private void nameValue() throws IOException {
        Level level = levels.getLast();
        if (levels.size() == 1) {
            tensorsBefore = tensors.size();
            hasValues = false;
        } else if (level.isArray) {
            level.index++;
        } else {
            json.name(level.name);
        }
    }

    /** Ends a value; the text of a top-level one is kept unless all of it is tensors. */
    private void endValue() throws IOException {
        if (levels.size() == 1) {
            json.finish();
            if (hasValues || tensors.size() == tensorsBefore) {
                metadata.put(levels.getLast().name, text.toString(StandardCharsets.UTF_8));
            }
            text.reset();
            json = new JsonWriter(text);
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (Level level : levels) {
            if (path.isEmpty()) {
                path.append(levels.size() > 1 && level.name.equals(GRADIENTS) ? GRADIENT : level.name());
            } else {
                path.append('.').append(level.name());
            }
        }
        return path.toString();
    }

    /** The length of the answer in bytes, once it is complete. */
    public long length() throws IOException {
        long length = (long) Long.BYTES + header().length;
        for (NamedTensor tensor : tensors) {
            length += ElementWriter.bytes(tensor.tensor);
        }
        return length;
    }

    /** Writes the answer, once it is complete, to a stream, which is neither flushed nor closed. */
    public void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
        out.write(header);
        ElementWriter elements = new ElementWriter(out);
        for (NamedTensor tensor : tensors) {
            elements.write(tensor.tensor);
        }
    }

    private byte[] header() throws IOException {
        if (header == null) {
            tensors.sort(Comparator.comparingInt(tensor -> -tensor.type().bytes()));
            var out = new ByteArrayOutputStream();
            write(new JsonWriter(out));
            while (out.size() % ALIGNMENT != 0) {
                out.write(' ');
            }
            header = out.toByteArray();
        }
        return header;
    }

    private void write(JsonWriter header) throws IOException {
        header.beginObject();
        if (!metadata.isEmpty()) {
            header.name(HeaderReader.METADATA).beginObject();
            for (Map.Entry<String, String> each : metadata.entrySet()) {
                header.name(each.getKey()).string(each.getValue());
            }
            header.endObject();
        }
        long begin = 0;
        for (NamedTensor tensor : tensors) {
            long end = begin + ElementWriter.bytes(tensor.tensor);
            header.name(tensor.name).beginObject().name(HeaderReader.DTYPE).string(tensor.type().safetensorsName());
            write(header.name(HeaderReader.SHAPE), tensor.tensor.shape());
            header.name(HeaderReader.OFFSETS).beginArray().integer(begin).integer(end).endArray().endObject();
            begin = end;
        }
        header.endObject().finish();
    }

    private static void write(JsonWriter header, Shape shape) throws IOException {
        header.beginArray();
        for (int axis = 0; axis < shape.rank(); axis++) {
            header.integer(shape.size(axis));
        }
        header.endArray();
    }
}
