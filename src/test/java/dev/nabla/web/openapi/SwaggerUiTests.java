package dev.nabla.web.openapi;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.nabla.client.BrowserTest;
import dev.nabla.client.ServiceClient;
import dev.nabla.trial.Thorough;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Swagger UI in a real browser. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SwaggerUiTests extends BrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ServiceClient service;
    private Page page;

    SwaggerUiTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @BeforeEach
    void open() {
        page = chromium.open(service.address("/swagger-ui.html"));
    }

    @AfterEach
    void assertAtHome() {
        page.close();
    }

    @Test
    void pageWhenOpenedShouldListTheLossesByFamily() {
        assertThat(page.locator("#operations-tag-regression")).isVisible();
        assertThat(page.locator("#operations-regression-mse")).hasCount(0);
        screenshot("swagger-ui");
        page.locator("#operations-tag-regression").click();
        assertThat(page.locator("#operations-regression-mse")).containsText("The squared error");
    }

    @Test
    @Thorough
    void searchWhenAnAliasIsTypedShouldLeaveItsLoss() {
        page.getByPlaceholder("Search").fill("MAE");

        assertThat(page.locator("#operations-regression-l1")).isVisible();
        assertThat(page.locator(".opblock")).hasCount(1);
        screenshot("swagger-ui-search");
    }

    @Test
    @Thorough
    void searchWhenNameIsThatOfAnotherLibraryShouldLeaveItsLoss() {
        Map.of("nn.CrossEntropyLoss", "classification-crossEntropy", "reg:squarederror", "regression-halfSquaredError",
                "cross entropy", "classification-crossEntropy", "MSELoss", "regression-mse")
                .forEach((name, operation) -> {
                    page.getByPlaceholder("Search").fill(name);

                    assertThat(page.locator("#operations-" + operation)).isVisible();
                    assertThat(page.locator("#operations-regression-l1")).hasCount(0);
                });
    }

    @Test
    void executeWhenPressedShouldSendTheFirstExample() {
        page.locator("#operations-tag-regression").click();
        Locator mse = page.locator("#operations-regression-mse");
        mse.getByRole(AriaRole.BUTTON).first().click();
        mse.locator("button.execute").click();

        Locator answer = mse.locator(".live-responses-table tbody .response-col_description");
        assertThat(answer).containsText("1.3333333333333333");
        assertThat(mse.locator(".live-responses-table tbody .response-col_status")).containsText("200");
        mse.screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve("swagger-ui-mse.png")));
    }

    @Test
    @Thorough
    void executeWhenPressedForANetworkShouldShowTheChainRule() {
        page.locator("#operations-tag-networks").click();
        Locator network = page.locator("#operations-networks-backpropagate");
        network.getByRole(AriaRole.BUTTON).first().click();
        network.locator("button.execute").click();

        Locator answer = network.locator(".live-responses-table tbody .response-col_description");
        assertThat(answer).containsText(
                "Linear transformation of the features: each output is a weighted sum of all features plus a bias.");
        assertThat(answer).containsText("\\\\frac{\\\\partial L}{\\\\partial W} = g^\\\\top x");
        network.screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve("swagger-ui-network.png")));
    }

    @Test
    @Thorough
    void operationWhenOpenedShouldTypesetItsFormulasAndLeadToItsPage() {
        page.navigate(service.address("/swagger-ui/index.html#/regression/huber"));
        page.reload();
        Locator huber = page.locator("#operations-regression-huber");
        assertThat(huber.locator(".katex").first()).isVisible();
        Locator link = huber.getByText("Curve and playground");
        assertThat(link).hasAttribute("href", "../losses/huber");
        link.evaluate("link => link.removeAttribute('target')");
        link.click();
        assertThat(page.locator("h1")).hasText("huber");
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    }
}
