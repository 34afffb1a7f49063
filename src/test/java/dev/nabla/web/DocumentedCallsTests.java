package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.DocumentedCall;
import dev.nabla.client.ServiceClient;
import dev.nabla.trial.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs the calls that the documents show, in their languages, and compares with the answers that they show. */
@ServiceTest
class DocumentedCallsTests {

    @Autowired
    ServiceClient service;

    @TempDir
    Path folder;

    static Stream<DocumentedCall> callsShown() {
        return Trials.of(Stream.of("README.md", "docs/learning.md", "docs/trainers.md", "docs/wires.md")
                .flatMap(DocumentedCall::in));
    }

    @ParameterizedTest
    @MethodSource("callsShown")
    void callShouldAnswerAsShown(DocumentedCall call) throws IOException, InterruptedException {
        assertThat(call.run(service, folder)).isEqualTo(call.output());
    }
}
