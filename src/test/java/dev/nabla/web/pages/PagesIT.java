package dev.nabla.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.nabla.client.BrowserTest;
import dev.nabla.client.ServiceClient;
import dev.nabla.trial.Trials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

/** The front page, backpropagation and the formula workbench in a real browser. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PagesIT extends BrowserTest {

    private static final List<String> PATHS = List.of("/", "/losses", "/losses/huber", "/losses/cross_entropy",
            "/losses/triplet_margin", "/losses/giou", "/losses/ctc", "/losses/lambdarank", "/backpropagation",
            "/learning",
            "/formulas", "/migration");

    private final ServiceClient service;
    private Page page;

    PagesIT(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    /** One page for all tests, so that they share the browser's cache, as the pages of a reader do. */
    @BeforeAll
    void openPage() {
        page = chromium.open(service.address("/favicon.svg"));
    }

    @AfterEach
    void leavePage() {
        page.navigate(service.address("/favicon.svg"));
    }

    private void open(String path) {
        page.navigate(service.address(path));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void searchWhenNameIsThatOfAnotherLibraryShouldLeadToTheLoss() {
        open("/");
        page.getByLabel("Find a loss").fill("BCEWithLogitsLoss");
        assertThat(page.locator(".search li").first()).containsText("binary_cross_entropy_with_logits");
        page.getByLabel("Find a loss").press("Enter");
        assertThat(page.locator("h1")).hasText("binary_cross_entropy_with_logits");
    }

    /** Huber: d²/2 = 0.125 and the gradient d = 0.5 at d = 0.5. */
    @Test
    void curveOfTheFrontPageWhenMovedByKeysShouldReadTheServicesNumbers() {
        open("/");
        page.getByRole(AriaRole.SLIDER).fill("0.5");
        assertThat(page.locator("figcaption")).containsText("loss 0.125, gradient 0.5");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"Three losses of one prediction", "Softmax and cross-entropy: why y − t",
                "Sigmoid with MSE: vanishing gradients", "What momentum does"})
    void tourWhenFollowedShouldComeToItsEnd(String tour) {
        open("/backpropagation");
        button(tour).click();
        Locator place = page.locator(".stop span");
        while (!place.textContent().matches("stop (\\d+) of \\1")) {
            String before = place.textContent();
            button("Next stop").click();
            assertThat(place).not().hasText(before);
        }
        assertThat(button("End of the tour")).isVisible();
        button("End of the tour").click();
        assertThat(page.locator(".stop")).hasCount(0);
    }

    /** The first gradient of the tour of three losses is sign(x - t)/3. */
    @Test
    void tourOfThreeLossesShouldShowTheClassicGradients() {
        open("/backpropagation");
        button("Three losses of one prediction").click();
        assertThat(page.locator(".network").first()).containsText("−0.333");
        button("Next stop").click();
        assertThat(page.locator(".network").first()).containsText("−1.33");
        assertThat(page.getByLabel("Answer", new Page.GetByLabelOptions().setExact(true)))
                .containsText("-1.3333333333333333");
    }

    @Test
    void stepsWhenTakenShouldLeadForwardBackAndDown() {
        open("/backpropagation");
        Locator title = page.locator(".stepping strong").first();
        assertThat(title).hasText("Forward: linear");
        for (int i = 0; i < 8; i++) {
            button("Next").click();
        }
        assertThat(title).hasText("Update: one step of gradient descent");
        Locator loss = page.locator(".controls p").first();
        double before = number(loss.textContent());
        button("Step").click();
        assertThat(loss).not().hasText("loss " + before);
        assertThat(number(loss.textContent())).isLessThan(before);
    }

    private static double number(String text) {
        Matcher number = Pattern.compile("[\\d.]+").matcher(text);
        assertThat(number.find()).isTrue();
        return Double.parseDouble(number.group());
    }

    @ParameterizedTest
    @CsvSource({"two moons, 95", "handwritten digits, 90"})
    void networkWhenTrainedShouldLearn(String data, int accuracy) {
        open("/backpropagation");
        page.getByLabel("data", new Page.GetByLabelOptions().setExact(true)).selectOption(data);
        button("Run").click();
        page.waitForFunction(
                "least => Number(/accuracy ([\\d.]+)/.exec(document.querySelector('.progress').textContent)"
                        + "?.[1]) >= least",
                accuracy);
        button("Pause").click();
    }

    @Test
    void workbenchWhenDigitsAreLostShouldNameTheStableForm() {
        open("/formulas");
        page.getByLabel("begin with").selectOption("logistic loss, naively");
        assertThat(page.locator(".advice")).containsText("softplus(-targets * predictions)");
        page.getByLabel("Formula", new Page.GetByLabelOptions().setExact(true))
                .fill("softplus(-targets*predictions)");
        assertThat(page.locator(".advice .wrong")).hasCount(0);
        assertThat(page.locator(".readout")).containsText("loss 750");
        assertThat(page.locator(".tex .katex").first()).isVisible();
    }

    @Test
    void workbenchWhenFormulaIsWrongShouldSayWhere() {
        open("/formulas");
        page.getByLabel("Formula", new Page.GetByLabelOptions().setExact(true)).fill("predictions - target");
        assertThat(page.locator(".fault")).containsText("line 1, column 15");
        assertThat(chromium.complaints()).as("the wrong formula").allMatch(complaint -> complaint.startsWith("422"));
    }

    /** A page in a window of a width. */
    record Look(String path, int width, ColorScheme scheme) {}

    /** Each page at each width in each scheme; every dozen begins with another page, so that a sample has several. */
    static Stream<Look> looks() {
        return Trials.of(IntStream.range(0, 4 * PATHS.size()).mapToObj(i -> {
            int round = i / PATHS.size();
            return new Look(PATHS.get((i + round) % PATHS.size()), round % 2 == 0 ? 390 : 1280,
                    round < 2 ? ColorScheme.LIGHT : ColorScheme.DARK);
        }));
    }

    /** Until all of the page is there. */
    private void open(Look look) {
        page.setViewportSize(look.width(), 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
        open(look.path());
        page.waitForFunction(
                "() => !document.querySelector('.widget') || document.querySelector('.widget').childElementCount > 0");
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    /** Accessible by the rules of axe: names, contrast, the order of headings, the keyboard. */
    @ParameterizedTest
    @MethodSource("looks")
    void pageShouldFitPhoneAndDesktopAndBeAccessibleInLightAndDark(Look look) throws IOException {
        open(look);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).as("fits").isEqualTo(true);
        page.evaluate(new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8));
        assertThat((List<?>) page.evaluate("axe.run().then(result => result.violations.flatMap(violation => "
                + "violation.nodes.map(node => violation.id + ': ' + node.html)))")).isEmpty();
    }
}
