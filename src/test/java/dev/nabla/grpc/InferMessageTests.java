package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.nabla.grpc.protocol.ModelInferRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InferMessageTests {

    private static final ModelInferRequest REQUEST = Messages.rawMse().setId("7").build();

    private static InferMessage in(byte[] bytes) throws IOException {
        return InferMessage.in(new ByteArrayInputStream(bytes));
    }

    private static byte[] elements(InferMessage message, int index) throws IOException {
        return message.raw().get(index).elements().readNBytes(message.raw().get(index).size());
    }

    @Test
    void inShouldLeaveRawContentsWhereTheyAre() throws IOException {
        InferMessage message = in(REQUEST.toByteArray());
        assertThat(message.head()).isEqualTo(REQUEST.toBuilder().clearRawInputContents().build());
        assertThat(message.raw()).hasSize(2);
        assertThat(elements(message, 1)).isEqualTo(REQUEST.getRawInputContents(1).toByteArray());
        assertThat(elements(message, 0)).isEqualTo(REQUEST.getRawInputContents(0).toByteArray());
    }

    // Protocol Buffers: parts of a message may come in any order, and are merged.
    @Test
    void inWhenRawContentsComeFirstShouldReadTheSame() throws IOException {
        byte[] raw = ModelInferRequest.newBuilder().addAllRawInputContents(REQUEST.getRawInputContentsList()).build()
                .toByteArray();
        byte[] rest = REQUEST.toBuilder().clearRawInputContents().build().toByteArray();
        byte[] both = Arrays.copyOf(raw, raw.length + rest.length);
        System.arraycopy(rest, 0, both, raw.length, rest.length);
        InferMessage message = in(both);
        assertThat(message.head().getId()).isEqualTo("7");
        assertThat(elements(message, 0)).isEqualTo(REQUEST.getRawInputContents(0).toByteArray());
    }

    @Test
    void inWhenCutOffShouldBeInvalidAsForTheParserOfTheProtocol() {
        byte[] bytes = REQUEST.toByteArray();
        for (int length = 0; length < bytes.length; length++) {
            byte[] start = Arrays.copyOf(bytes, length);
            if (isValid(start)) {
                assertThat(start).satisfies(each -> assertThat(in(each).head().getModelName())
                        .isEqualTo(ModelInferRequest.parseFrom(each).getModelName()));
            } else {
                assertThatThrownBy(() -> in(start)).isInstanceOf(InvalidProtocolBufferException.class);
            }
        }
    }

    private static boolean isValid(byte[] bytes) {
        try {
            return ModelInferRequest.parseFrom(bytes).isInitialized();
        } catch (InvalidProtocolBufferException _) {
            return false;
        }
    }
}
