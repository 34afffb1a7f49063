package dev.nabla.web.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerStream;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.web.LimitProperties;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.ModelAndViewContainer;

class AnswerStreamHandlerTests {

    private static final Answer PART = out -> out.beginObject().name("part").integer(1).endObject();

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private void handle(AnswerStream stream) throws IOException, NoSuchMethodException {
        AnswerStreamHandler handler = new AnswerStreamHandler(new JsonForm(new LimitProperties(
                DataSize.ofMegabytes(1), 8, 100, DataSize.ofMegabytes(1), null, Duration.ofSeconds(1),
                Duration.ofSeconds(1))));
        handler.handleReturnValue(stream,
                new MethodParameter(AnswerStreamHandlerTests.class.getDeclaredMethod("stream"), -1),
                new ModelAndViewContainer(), new ServletWebRequest(new MockHttpServletRequest(), response));
    }

    private static InvalidRequestException failure() {
        return new InvalidRequestException(Fault.of("input", "must be an index"));
    }

    @SuppressWarnings("unused") // stands for the method of a controller
    private AnswerStream stream() {
        return _ -> {};
    }

    @Test
    void handleShouldWriteALineForEachPart() throws Exception {
        handle(sink -> {
            sink.send(PART);
            sink.send(PART);
            assertThat(response.isCommitted()).isFalse();
            sink.flush();
            assertThat(response.isCommitted()).isTrue();
        });
        assertThat(response.getContentAsString()).isEqualTo("{\"part\":1}\n{\"part\":1}\n");
        assertThat(response.getContentType()).isEqualTo("application/x-ndjson");
    }

    @Test
    void handleWhenThePartsFailAtOnceShouldLeaveTheAnswerToOthers() {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> handle(_ -> {
            throw failure();
        }));
        assertThat(response.getContentType()).isNull();
    }

    @Test
    void handleWhenALaterPartFailsShouldWriteTheProblemAsTheLastLine() throws Exception {
        handle(sink -> {
            sink.send(PART);
            throw failure();
        });
        assertThat(response.getContentAsString().lines()).hasSize(2).last().asString()
                .startsWith("{\"type\":\"/problems/invalid-request\"")
                .contains("\"status\":422", "\"pointer\":\"#/input\"");
    }
}
