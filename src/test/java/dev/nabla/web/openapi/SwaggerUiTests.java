package dev.nabla.web.openapi;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.nabla.client.ServiceClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Swagger UI in a real browser: the Chromium of the system, without which the tests are skipped unless CI is true. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
class SwaggerUiTests {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Map<String, String> NO_DOWNLOADS = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1",
            "PLAYWRIGHT_BROWSERS_PATH", Path.of("target", "no-browsers").toAbsolutePath().toString());
    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private final ServiceClient service;
    private final List<String> hosts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private Page page;

    SwaggerUiTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @BeforeAll
    void launch() {
        assumeTrue(Files.exists(CHROMIUM) || "true".equals(System.getenv("CI")), "no " + CHROMIUM);
        playwright = Playwright.create(new CreateOptions().setEnv(NO_DOWNLOADS));
        browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIET));
    }

    @AfterAll
    void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 1600));
        page.onRequest(request -> hosts.add(URI.create(request.url()).getHost()));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(service.address("/"));
    }

    @AfterEach
    void assertAtHome() {
        page.close();
        assertThat(hosts).isNotEmpty().containsOnly("localhost");
        assertThat(complaints).isEmpty();
    }

    @Test
    void rootWhenOpenedShouldListTheLossesByFamily() {
        assertThat(page.locator("#operations-tag-regression")).isVisible();
        assertThat(page.locator("#operations-regression-mse")).containsText("The squared error");
        assertThat(page.locator("#operations-classification-crossEntropy")).isVisible();
        screenshot("swagger-ui");
    }

    @Test
    void searchWhenAnAliasIsTypedShouldLeaveItsLoss() {
        page.getByPlaceholder("Search").fill("MAE");

        assertThat(page.locator("#operations-regression-l1")).isVisible();
        assertThat(page.locator(".opblock")).hasCount(1);
        screenshot("swagger-ui-search");
    }

    @Test
    void executeWhenPressedShouldSendTheFirstExample() {
        Locator mse = page.locator("#operations-regression-mse");
        mse.getByRole(AriaRole.BUTTON).first().click();
        mse.locator("button.execute").click();

        Locator answer = mse.locator(".live-responses-table tbody .response-col_description");
        assertThat(answer).containsText("1.3333333333333333");
        assertThat(mse.locator(".live-responses-table tbody .response-col_status")).containsText("200");
        mse.screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve("swagger-ui-mse.png")));
    }

    @Test
    void executeWhenPressedForANetworkShouldShowTheChainRule() {
        Locator network = page.locator("#operations-networks-backpropagate");
        network.getByRole(AriaRole.BUTTON).first().click();
        network.locator("button.execute").click();

        Locator answer = network.locator(".live-responses-table tbody .response-col_description");
        assertThat(answer).containsText(
                "Linear transformation of the features: each output is a weighted sum of all features plus a bias.");
        assertThat(answer).containsText("\\\\frac{\\\\partial L}{\\\\partial W} = g^\\\\top x");
        network.screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve("swagger-ui-network.png")));
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    }
}
