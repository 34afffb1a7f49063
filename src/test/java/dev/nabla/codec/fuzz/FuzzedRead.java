package dev.nabla.codec.fuzz;

import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.inference.InferenceFields;
import dev.nabla.codec.inference.InferenceRequest;
import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind.Value;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import java.io.IOException;
import java.util.List;

/**
 * Reads bytes as a request of the Open Inference Protocol, for a model with fields of all kinds. What is not valid is one of the
 * exceptions for that; every other exception is a finding, and so is a read that takes long, or much memory.
 */
public final class FuzzedRead {

    /** What a read may take beside 1000 times its input: tensors three times. */
    private static final long MOST_ALLOCATED = 3 * BoundedRead.MOST_MEMORY;

    private static final FieldKinds KINDS = new FieldKinds() {

        @Override
        public Value of(String name) {
            return switch (name) {
                case "x", "predictions" -> Value.REAL;
                case "t" -> Value.EXACT;
                case "m" -> Value.BOOLEAN;
                case "o" -> Value.OPTION;
                case "wrt" -> Value.NAMES;
                case "dtype" -> Value.DTYPE;
                default -> Value.UNKNOWN;
            };
        }
    };

    private final BoundedRead read = new BoundedRead(MOST_ALLOCATED, this::read);
    private final Reader reader;

    /** What makes a request of bytes. */
    @FunctionalInterface
    public interface Reader {

        InferenceRequest read(byte[] data) throws IOException;
    }

    public FuzzedRead(Reader reader) {
        this.reader = reader;
    }

    /** Reads bytes. */
    public void run(byte[] data) {
        read.run(data);
    }

    private void read(byte[] data) throws IOException {
        try {
            InferenceFields request = new InferenceFields(reader.read(data));
            request.read(KINDS).forEach((_, field) -> use(field, request));
        } catch (InvalidRequestException e) {
            requireWords(e.faults().getFirst().detailWithPlace());
        } catch (MalformedTensorsException e) {
            requireWords(e.detail());
        } catch (MalformedJsonException _) {
            // refused, with words
        }
    }

    private static void use(Field field, InferenceFields request) {
        switch (field) {
            case Field.Numbers numbers -> List.of(DType.values()).forEach(dtype -> {
                if (numbers.as(dtype).shape().elements() != numbers.shape().elements()) {
                    throw new AssertionError("elements are lost");
                }
            });
            case Field.Faulty faulty -> requireWords(request.placed(faulty.fault()).detailWithPlace());
            case Field.Booleans _,Field.Option _,Field.Unknown _ -> {
            }
            case Field.Members _,Field.Items _ -> throw new AssertionError("models have none");
        }
    }

    private static void requireWords(String message) {
        if (message.isBlank()) {
            throw new AssertionError("an error without words");
        }
    }
}
