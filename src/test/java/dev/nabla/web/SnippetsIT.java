package dev.nabla.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.nabla.client.BrowserTest;
import dev.nabla.client.Program;
import dev.nabla.client.ServiceClient;
import dev.nabla.trial.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs the programs that the pages show beside a view. They must print the answer that the page shows. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SnippetsIT extends BrowserTest {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final ServiceClient service;

    @TempDir
    private Path folder;

    SnippetsIT(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    static Stream<String> paths() {
        return Trials.of(Stream.of("/losses/huber", "/backpropagation"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void curlShouldPrintTheAnswerShown(String path) throws IOException, InterruptedException {
        new Program("curl").assumeInstalled();
        assertAnswers(path, "curl", "call.sh", new Program("sh"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void pythonShouldPrintTheAnswerShown(String path) throws IOException, InterruptedException {
        assertAnswers(path, "Python", "call.py", new Program("python3"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void javaShouldPrintTheAnswerShown(String path) throws IOException, InterruptedException {
        assertAnswers(path, "Java", "Call.java", new Program(JAVA));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void javaScriptShouldPrintTheAnswerShown(String path) throws IOException, InterruptedException {
        assertAnswers(path, "JavaScript", "call.mjs", new Program("node"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void goShouldPrintTheAnswerShown(String path) throws IOException, InterruptedException {
        assertAnswers(path, "Go", "call.go", new Program("go", "run"));
    }

    private void assertAnswers(String path, String language, String name, Program runner)
            throws IOException, InterruptedException {
        runner.assumeInstalled();
        try (Page page = chromium.open(service.address(path))) {
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(language).setExact(true)).first().click();
            Locator answer = labeled(page, "Answer");
            assertThat(answer).containsText("loss");
            Path file = Files.writeString(folder.resolve(name), labeled(page, "The call in " + language).textContent());
            assertThat(runner.with(file).run(service)).isEqualTo(answer.textContent());
        }
    }

    private static Locator labeled(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
