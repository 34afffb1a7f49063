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
import dev.nabla.tensor.Storage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Reads bytes as a request of the Open Inference Protocol, for a model with fields of all kinds. What is not valid is one of the
 * exceptions for that; every other exception is a finding, and so is a read that takes long, or much memory.
 */
public final class FuzzedRead {

    /** The memory that tensors may take; what takes more would be refused by admission. */
    private static final long MOST_MEMORY = 8 << 20;

    private static final long TOO_LONG_NANOS = 2_000_000_000L;

    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();

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

    private final Storage storage = new Storage(Long.MAX_VALUE, 0);
    private final Reader reader;

    /** What makes a request of bytes. */
    @FunctionalInterface
    public interface Reader {

        InferenceRequest read(byte[] data) throws IOException;
    }

    public FuzzedRead(Reader reader) {
        this.reader = reader;
    }

    /** Reads bytes. A read that takes much may have loaded classes: then the next of the same bytes counts. */
    public void run(byte[] data) {
        boolean isCostly = isCostly(data);
        if (isCostly) {
            isCostly = isCostly(data);
        }
        if (isCostly) {
            throw new AssertionError("a read takes too much time or memory");
        }
    }

    private boolean isCostly(byte[] data) {
        long begin = THREADS.getCurrentThreadCpuTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read(data);
        return THREADS.getCurrentThreadAllocatedBytes() - before > 3 * MOST_MEMORY + 1000L * data.length
                || THREADS.getCurrentThreadCpuTime() - begin > TOO_LONG_NANOS;
    }

    private void read(byte[] data) {
        long[] taken = {0};
        try (Storage.Lease _ = storage.lend(bytes -> {
            if (taken[0] + bytes > MOST_MEMORY) {
                throw new TooLargeException();
            }
            taken[0] += bytes;
        })) {
            InferenceFields request = new InferenceFields(reader.read(data));
            request.read(KINDS).forEach((_, field) -> use(field, request));
        } catch (InvalidRequestException e) {
            requireWords(e.faults().getFirst().detailWithPlace());
        } catch (MalformedTensorsException e) {
            requireWords(e.detail());
        } catch (MalformedJsonException | TooLargeException _) {
            // refused, with words or by admission
        } catch (IOException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(e);
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

    private static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
