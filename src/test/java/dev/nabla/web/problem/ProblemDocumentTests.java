package dev.nabla.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a stream or a batch writes in the place of the part that failed. */
class ProblemDocumentTests {

    private static String json(Problem problem) throws IOException {
        var out = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(out);
        problem.writeTo(json);
        json.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void ofInvalidRequestShouldPointToEachFault() throws IOException {
        Faults faults = new Faults();
        faults.add(new Fault("predictions", new int[]{0, 2}, "must be a number"));
        faults.add(Fault.of("a/b", "unknown").within("layers", "1"));
        Problem problem = Problem.of(new InvalidRequestException(faults));
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(json(problem)).startsWith("{\"type\":\"/problems/invalid-request\",\"title\":")
                .contains("\"status\":422,\"detail\":\"predictions[0][2]: must be a number\"")
                .contains("{\"pointer\":\"#/predictions/0/2\",\"detail\":\"must be a number\"}")
                .contains("{\"pointer\":\"#/layers/1/a~1b\",\"detail\":\"unknown\"}")
                .doesNotContain("errors_omitted");
    }

    @Test
    void ofInvalidRequestWhenThereAreManyFaultsShouldCountThoseLeftOut() throws IOException {
        Faults faults = new Faults();
        IntStream.range(0, 250).forEach(i -> faults.add(Fault.of("x" + i, "unknown")));
        Problem problem = Problem.of(new InvalidRequestException(faults));
        assertThat(problem.errors()).hasSize(100);
        assertThat(json(problem)).endsWith("\"errors_omitted\":150}");
        assertThat(problem.toDetail().getProperties()).containsEntry("errors_omitted", 150);
    }

    // 64 characters and an ellipsis, of each name
    @Test
    void ofInvalidRequestWhenNamesAreLongShouldCutThem() {
        String name = "n".repeat(1_000_000);
        Problem problem = Problem.of(new InvalidRequestException(
                Fault.of(name, name + " must be a tensor").within("state", name)));
        assertThat(problem.errors().getFirst().pointer())
                .isEqualTo("#/state/" + "n".repeat(64) + "…/" + "n".repeat(64) + "…");
        assertThat(problem.detail()).hasSizeLessThan(1200);
    }

    @Test
    void ofDefectShouldNameNothingOfTheService() throws IOException {
        String written = json(Problem.of(new IllegalStateException("dev.nabla.Secret at line 3")));
        assertThat(written).contains("\"status\":500").doesNotContain("Secret").doesNotContain("errors");
    }
}
