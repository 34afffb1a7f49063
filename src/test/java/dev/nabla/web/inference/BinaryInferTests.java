package dev.nabla.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.web.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Inference by the binary tensor data extension. */
@ServiceTest
class BinaryInferTests {

    private static final String LENGTH = "Inference-Header-Content-Length";

    private static final String MSE = """
            {"inputs": [{"name": "predictions", "shape": [3], "datatype": "FP64", "parameters": {"binary_data_size": 24}},
             {"name": "targets", "shape": [3], "datatype": "FP64", "parameters": {"binary_data_size": 24}}]%s}""";
    private static final byte[] DOUBLES = doubles(1, 2, 3, 1, 2, 5);

    @Autowired
    ServiceClient service;

    private Answer infer(String model, String json, byte... binary) {
        return send(model, json, Integer.toString(json.length()), binary);
    }

    private Answer send(String model, String json, String length, byte... binary) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(header.length + binary.length).put(header).put(binary).array();
        return service.send(service.request("/v2/models/" + model + "/infer").header(LENGTH, length)
                .header("Content-Type", "application/octet-stream").POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    @Test
    void inferWhenInputsAreBinaryShouldAnswerJson() {
        assertThat(infer("mse", MSE.formatted(""), DOUBLES).text()).isEqualTo("""
                {"model_name":"mse","model_version":"1","outputs":[\
                {"name":"loss","datatype":"FP64","shape":[],"data":[1.3333333333333333]},\
                {"name":"gradient","datatype":"FP64","shape":[3],"data":[0.0,0.0,-1.3333333333333333]}]}""");
    }

    @Test
    void inferWhenAllOutputsAreBinaryShouldAnswerThemAfterTheJson() {
        Answer answer = infer("mse", MSE.formatted(", \"parameters\": {\"binary_data_output\": true}"), DOUBLES);
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        int length = Integer.parseInt(answer.header(LENGTH));
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(length + 32));
        assertThat(new String(answer.body(), 0, length, StandardCharsets.UTF_8)).isEqualTo("""
                {"model_name":"mse","model_version":"1","outputs":[\
                {"name":"loss","datatype":"FP64","shape":[],"parameters":{"binary_data_size":8}},\
                {"name":"gradient","datatype":"FP64","shape":[3],"parameters":{"binary_data_size":24}}]}""");
        ByteBuffer binary = ByteBuffer.wrap(answer.body(), length, 32).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new double[]{binary.getDouble(), binary.getDouble(), binary.getDouble(), binary.getDouble()})
                .containsExactly(4.0 / 3, 0, 0, -4.0 / 3);
    }

    @Test
    void inferWhenOneOutputIsBinaryShouldAnswerTheOtherInTheJson() {
        Answer answer = infer("mse", MSE.formatted("""
                , "parameters": {"binary_data_output": true},
                "outputs": [{"name": "gradient", "parameters": {"binary_data": false}}, {"name": "loss"}]"""), DOUBLES);
        int length = Integer.parseInt(answer.header(LENGTH));
        assertThat(new String(answer.body(), 0, length, StandardCharsets.UTF_8))
                .contains("\"data\":[0.0,0.0,-1.3333333333333333]").doesNotContain("1.3333333333333333]}]}");
        assertThat(ByteBuffer.wrap(answer.body(), length, 8).order(ByteOrder.LITTLE_ENDIAN).getDouble())
                .isEqualTo(4.0 / 3);
    }

    @Test
    void inferWhenOneInputIsBinaryShouldTakeTheOtherFromTheJson() {
        assertThat(infer("mse", """
                {"inputs": [{"name": "targets", "shape": [2], "datatype": "INT32", "data": [1, 2]},
                 {"name": "predictions", "shape": [2], "datatype": "FP64", "parameters": {"binary_data_size": 16}}],
                 "outputs": [{"name": "loss"}]}""", doubles(1, 4)).text()).contains("\"data\":[2.0]");
    }

    // 1 and 2 in float16 are 0x3C00 and 0x4000, in bfloat16 0x3F80 and 0x4000
    @ParameterizedTest
    @CsvSource({"FP16, 003C0040", "BF16, 803F0040", "FP32, 0000803F00000040", "INT16, 01000200",
            "INT64, 01000000000000000200000000000000", "UINT8, 0102"})
    void inferWhenInputsHaveADatatypeShouldDecodeIt(String datatype, String hex) {
        byte[] binary = HexFormat.of().parseHex(hex);
        Answer answer = infer("mse",
                """
                {"inputs": [{"name": "predictions", "shape": [2], "datatype": "%s", "parameters": {"binary_data_size": %d}},
                 {"name": "targets", "shape": [2], "datatype": "FP64", "data": [0, 0]}], "outputs": [{"name": "loss"}]}"""
                        .formatted(datatype, binary.length),
                binary);
        boolean isFloat32 = datatype.startsWith("FP") || datatype.startsWith("BF");
        assertThat(answer.text()).contains("\"datatype\":\"" + (isFloat32 ? "FP32" : "FP64") + "\"", "\"data\":[2.5]");
    }

    @Test
    void inferWhenContentTypeIsMissingShouldGoByTheHeader() {
        String json = MSE.formatted("");
        byte[] body = ByteBuffer.allocate(json.length() + 48).put(json.getBytes(StandardCharsets.UTF_8)).put(DOUBLES)
                .array();
        assertThat(service.send(service.request("/v2/models/mse/infer").header(LENGTH, "" + json.length())
                .POST(BodyPublishers.ofByteArray(body))).status()).isEqualTo(200);
    }

    private Answer compressed(byte... binary) throws IOException {
        String json = MSE.formatted("");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
            gzip.write(binary);
        }
        return service.send(service.request("/v2/models/mse/infer").header(LENGTH, Integer.toString(json.length()))
                .header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    @Test
    void inferWhenBodyIsCompressedShouldCountInflatedBytes() throws IOException {
        assertThat(compressed(DOUBLES).text()).contains("\"data\":[1.3333333333333333]");
        assertError(compressed(doubles(1, 2, 3, 4, 5, 6, 7)), "the body has more binary data than the inputs take");
        assertError(compressed(doubles(1, 2, 3, 4)), "the body ends within the tensor targets");
    }

    // a request of 48 bytes of binary data, with something else
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [3]; [2]; predictions: binary_data_size must be 16, as the datatype is FP64 and the shape [2], got 24
            24; 23; predictions: binary_data_size must be 24, as the datatype is FP64 and the shape [3], got 23
            24; "24"; predictions: binary_data_size must be 24, as the datatype is FP64 and the shape [3], got "24"
            [3]; [4611686018427387904, 4]; inputs[0].shape: must be an array of integers, has 4611686018427387904
            [3]; [65536, 65536]; the tensor predictions has more than 2147483647 elements in its shape [65536, 65536]
            FP64; BYTES; predictions: the datatype must be one of
            }}; }, "data": [1]}; inputs[0]: data conflicts with binary_data_size
            "targets"; "predictions"; inputs[1]: the name predictions is repeated
            "targets"; "mask"; mask must be a tensor of Booleans: BOOL, or unsigned bytes that are 0 or 1
            "targets"; "reduction"; reduction is an option; send it as a parameter, not as an input
            "targets"; "target"; target: mse has no such field; did you mean targets?
            """)
    void inferWhenTheJsonDoesNotFitItsDataShouldSayWhere(String from, String to, String error) {
        String json = MSE.formatted("");
        int at = json.indexOf(from);
        assertError(infer("mse", json.substring(0, at) + to + json.substring(at + from.length()), DOUBLES), error);
    }

    @Test
    void inferWhenBinaryDataIsTooShortOrTooLongShouldSayHowMuch() {
        assertError(infer("mse", MSE.formatted(""), doubles(1, 2, 3)),
                "the body has 24 bytes of binary data, but the inputs take 48 bytes");
        assertError(infer("mse", MSE.formatted(""), doubles(1, 2, 3, 4, 5, 6, 7)),
                "the body has 56 bytes of binary data, but the inputs take 48 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            abc; Inference-Header-Content-Length must be the length of the JSON in bytes, an integer > 0, got abc
            -1; Inference-Header-Content-Length must be the length
            0; Inference-Header-Content-Length must be the length
            99999999999999999999; Inference-Header-Content-Length must be the length
            100000; the body of 255 bytes is shorter than the JSON in it, of 100000 bytes
            20; expected a value, found the end of the document
            213; expected the end of the document
            """)
    void inferWhenTheLengthOfTheJsonIsWrongShouldSaySo(String length, String error) {
        assertError(send("mse", MSE.formatted(""), length, DOUBLES), error);
    }

    private static void assertError(Answer answer, String error) {
        assertThat(JsonMapper.shared().readTree(answer.body()).get("error").asString()).startsWith(error);
        assertThat(answer.status()).isEqualTo(400);
    }
}
