package dev.nabla.benchmark.http;

import com.google.protobuf.ByteString;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferRequest.InferInputTensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The requests that are sent, the same in every run. */
final class RequestBodies {

    private static final int SEED = 20_261_125;
    private static final int ELEMENTS = 1_000_000;
    private static final int ROWS = 128;
    private static final int CLASSES = 1000;
    private static final int VOCABULARY_ROWS = 256;
    private static final int VOCABULARY = 50_257;

    private RequestBodies() {}

    /** Mean squared error of three numbers. */
    static byte[] few() {
        return bytes("{\"predictions\":[1.0,2.0,3.0],\"targets\":[1.0,2.0,5.0]}");
    }

    /** Mean squared error of three numbers, so many times in a batch. */
    static byte[] few(int times) {
        String named = "{\"loss\":\"mse\"," + new String(few(), StandardCharsets.US_ASCII).substring(1);
        return bytes("{\"requests\":" + array(times, _ -> named) + "}");
    }

    /** Mean squared error of a million numbers. */
    static byte[] many() {
        Random random = new Random(SEED);
        return bytes("{\"dtype\":\"float32\",\"predictions\":" + numbers(random, ELEMENTS) + ",\"targets\":"
                + numbers(random, ELEMENTS) + "}");
    }

    /** Cross entropy of a batch of a thousand classes. */
    static byte[] batch() {
        Random random = new Random(SEED);
        return bytes("{\"dtype\":\"float32\",\"predictions\":" + array(ROWS, _ -> numbers(random, CLASSES))
                + ",\"targets\":" + array(ROWS, _ -> Integer.toString(random.nextInt(CLASSES))) + "}");
    }

    /** Cross entropy over the vocabulary of a language model, as safetensors. */
    static byte[] vocabulary() {
        int bytes = VOCABULARY_ROWS * VOCABULARY * Float.BYTES;
        byte[] header = bytes(String.format("""
                {"predictions":{"dtype":"F32","shape":[%d,%d],"data_offsets":[0,%d]},\
                "targets":{"dtype":"I64","shape":[%d],"data_offsets":[%d,%d]}}""", VOCABULARY_ROWS, VOCABULARY, bytes,
                VOCABULARY_ROWS, bytes, bytes + VOCABULARY_ROWS * Long.BYTES));
        int length = Math.ceilDiv(header.length, Long.BYTES) * Long.BYTES;
        return ByteBuffer.allocate(Long.BYTES + length + bytes + VOCABULARY_ROWS * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(header)
                .put(bytes(" ".repeat(length - header.length))).put(vocabularyLogits()).put(vocabularyTargets())
                .array();
    }

    /** The head of the same request in the Open Inference Protocol, before the elements of its tensors. */
    static byte[] inferenceHead() {
        return bytes(String.format("""
                {"parameters":{"binary_data_output":true},"inputs":[\
                {"name":"predictions","datatype":"FP32","shape":[%d,%d],"parameters":{"binary_data_size":%d}},\
                {"name":"targets","datatype":"INT64","shape":[%d],"parameters":{"binary_data_size":%d}}]}""",
                VOCABULARY_ROWS, VOCABULARY, VOCABULARY_ROWS * VOCABULARY * Float.BYTES, VOCABULARY_ROWS,
                VOCABULARY_ROWS * Long.BYTES));
    }

    /** The same request in the Open Inference Protocol with binary data. */
    static byte[] inference() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(inferenceHead());
        body.writeBytes(vocabularyLogits());
        body.writeBytes(vocabularyTargets());
        return body.toByteArray();
    }

    /** The same request as a message of gRPC. */
    static ModelInferRequest inferenceMessage() {
        return ModelInferRequest.newBuilder().setModelName("cross_entropy")
                .addInputs(InferInputTensor.newBuilder().setName("predictions").setDatatype("FP32")
                        .addShape(VOCABULARY_ROWS).addShape(VOCABULARY))
                .addInputs(InferInputTensor.newBuilder().setName("targets").setDatatype("INT64")
                        .addShape(VOCABULARY_ROWS))
                .addRawInputContents(ByteString.copyFrom(vocabularyLogits()))
                .addRawInputContents(ByteString.copyFrom(vocabularyTargets())).build();
    }

    private static byte[] vocabularyLogits() {
        Random random = new Random(SEED);
        ByteBuffer logits = ByteBuffer.allocate(VOCABULARY_ROWS * VOCABULARY * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VOCABULARY_ROWS * VOCABULARY; i++) {
            logits.putFloat((float) (3 * random.nextGaussian()));
        }
        return logits.array();
    }

    private static byte[] vocabularyTargets() {
        Random random = new Random(SEED + 1);
        ByteBuffer targets = ByteBuffer.allocate(VOCABULARY_ROWS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VOCABULARY_ROWS; i++) {
            targets.putLong(random.nextInt(VOCABULARY));
        }
        return targets.array();
    }

    private static String numbers(Random random, int count) {
        return array(count, _ -> Float.toString((float) (3 * random.nextGaussian())));
    }

    private static String array(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
