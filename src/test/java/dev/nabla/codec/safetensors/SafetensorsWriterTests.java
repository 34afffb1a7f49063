package dev.nabla.codec.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.TensorFile;
import dev.nabla.request.Answer;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsWriterTests {

    private static final Tensor ONE = Tensor.scalar(1, DType.FLOAT64);
    private static final Tensor HALVES = new Float64Tensor(Shape.of(1, 2), new double[]{0.5, -0.5});

    private static byte[] bytes(Answer answer) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        answer.writeTo(writer);
        var out = new ByteArrayOutputStream();
        writer.writeTo(out);
        assertThat(out.size()).as("the length in advance").isEqualTo((int) writer.length());
        return out.toByteArray();
    }

    private static TensorFile written(Answer answer) throws IOException {
        return TensorFile.parse(bytes(answer));
    }

    // As the format's description has it: the length of the header, the header padded to 8 bytes, and the elements.
    @Test
    void writeShouldBeOfTheFormatToTheByte() throws IOException {
        String header = "{\"loss\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"gradient\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[8,24]}} ";

        byte[] bytes = bytes(out -> out.beginObject().name("loss").tensor(ONE).name("gradient").tensor(HALVES)
                .endObject());

        assertThat(bytes).startsWith(header.length(), 0, 0, 0, 0, 0, 0, 0);
        assertThat(new String(bytes, 8, header.length(), StandardCharsets.UTF_8)).isEqualTo(header);
        // 1.0 is 3FF0…, 0.5 3FE0…, -0.5 BFE0…, the lowest byte first
        assertThat(bytes).endsWith(0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F, 0, 0, 0, 0, 0, 0, 0xE0,
                0xBF);
    }

    @Test
    void tensorsInObjectsAndArraysShouldHaveDottedNames() throws IOException {
        TensorFile file = written(out -> {
            out.beginObject().name("gradients").tensors(Map.of("x", HALVES));
            out.name("parameters").beginArray().tensors(Map.of()).tensors(Map.of("weight", ONE)).endArray();
            out.name("state").tensorsByName(Map.of("w", Map.of("momentum", ONE))).endObject();
        });

        assertThat(file.tensors().keySet()).containsExactly("gradient.x", "parameters.1.weight", "state.w.momentum");
        assertThat(file.metadata()).isEmpty();
    }

    @Test
    void whatIsNoTensorShouldBeTextInTheMetadata() throws IOException {
        TensorFile file = written(out -> {
            out.beginObject().name("verdict").string("a \"b\"").name("agrees").bool(true).name("norm").number(0.1);
            out.name("next_step").integer(7).name("gradients").tensors(Map.of());
            out.name("terms").beginArray().beginObject().name("name").string("kl").name("value").tensor(ONE)
                    .endObject();
            out.beginObject().name("value").tensor(HALVES).name("norms").beginObject().name("x").number(2).endObject();
            out.endObject().endArray().name("mixed").beginArray().tensor(ONE).integer(3).endArray().endObject();
        });

        assertThat(file.metadata()).containsExactly(Map.entry("verdict", "a \"b\""), Map.entry("agrees", "true"),
                Map.entry("norm", "0.1"), Map.entry("next_step", "7"), Map.entry("gradients", "{}"),
                Map.entry("terms", "[{\"name\":\"kl\"},{\"norms\":{\"x\":2.0}}]"), Map.entry("mixed", "[null,3]"));
        assertThat(file.tensors().keySet()).containsExactly("terms.0.value", "terms.1.value", "mixed.0");
        assertThat(file.numbers("terms.1.value")).containsExactly(0.5, -0.5);
    }

    @Test
    void largerElementsShouldComeFirst() throws IOException {
        TensorFile file = written(out -> out.beginObject().name("a").tensor(Tensor.scalar(1, DType.FLOAT32)).name("b")
                .tensor(ONE).name("c").tensor(Tensor.scalar(2, DType.FLOAT32)).endObject());

        assertThat(List.copyOf(file.tensors().keySet())).containsExactly("b", "a", "c");
        assertThat(file.numbers("c")).containsExactly(2);
    }
}
