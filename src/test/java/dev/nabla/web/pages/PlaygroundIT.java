package dev.nabla.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.BrowserTest;
import dev.nabla.client.ServiceClient;
import dev.nabla.service.loss.LossService;
import dev.nabla.trial.Trials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The playgrounds of the losses in a real browser. What a page shows must be what the service answers to the request shown. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PlaygroundIT extends BrowserTest {

    private final ServiceClient service;
    private final LossService losses;
    private final JsonMapper mapper = new JsonMapper();
    private Page page;

    PlaygroundIT(@LocalServerPort int port, @Autowired LossService losses) {
        this.service = new ServiceClient(port);
        this.losses = losses;
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

    List<String> losses() {
        return Trials.of(losses.losses().stream()).map(LossEntry::id).toList();
    }

    /** On a phone in the dark, and on a desktop in daylight. */
    private void open(String path, boolean isPhone) {
        page.setViewportSize(isPhone ? 390 : 1280, isPhone ? 844 : 1000);
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(isPhone ? ColorScheme.DARK : ColorScheme.LIGHT));
        page.navigate(service.address(path));
        assertThat(answer()).containsText("loss");
    }

    private Locator request() {
        return page.getByLabel("Request body");
    }

    private Locator answer() {
        return page.getByLabel("Answer", new Page.GetByLabelOptions().setExact(true));
    }

    private JsonNode requested() {
        return mapper.readTree(request().inputValue());
    }

    /** Waits until the answer shown is that of the service to the request shown. */
    private void assertAnswered(String loss) {
        String expected = service.evaluate(loss, request().inputValue()).text();
        assertThat(answer()).hasText(expected);
    }

    private void drag(Locator target) {
        target.scrollIntoViewIfNeeded();
        BoundingBox box = target.boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.35, box.y + box.height * 0.3);
        page.mouse().move(box.x + box.width * 0.3, box.y + box.height * 0.25);
        page.mouse().up();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void playgroundWhenTouchedShouldEvaluateTheNewNumbers(String loss) {
        open("/losses/" + loss, losses().indexOf(loss) % 4 == 0);
        JsonNode before = requested();
        drag(page.locator(".u-over, .draggable, .point, .box").first());

        assertThat(requested()).as("request").isNotEqualTo(before);
        assertAnswered(loss);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).as("fits the window")
                .isEqualTo(true);
        moveAllSliders();
        assertAnsweredOrRefused(loss);
    }

    private void moveAllSliders() {
        for (Locator slider : page.locator(".controls input[type=range]").all()) {
            JsonNode before = requested();
            boolean isAtEnd = slider.getAttribute("max").equals(slider.inputValue());
            slider.press(isAtEnd ? "ArrowLeft" : "ArrowRight");
            assertThat(requested()).as(slider.getAttribute("id")).isNotEqualTo(before);
        }
        for (Locator box : page.locator(".controls input[type=checkbox]").all()) {
            JsonNode before = requested();
            box.click();
            assertThat(requested()).as("check box").isNotEqualTo(before);
            box.click();
        }
    }

    /** Sliders may lead out of a domain: predictions below 0 for a loss of rates. */
    private void assertAnsweredOrRefused(String loss) {
        if (service.evaluate(loss, request().inputValue()).status() == 200) {
            assertAnswered(loss);
        } else {
            assertThat(page.locator(".fault code").first()).containsText("#/");
        }
        assertThat(chromium.complaints()).allMatch(complaint -> complaint.startsWith("422"));
    }

    /** The second corner of the example is (2, 2.5). */
    @Test
    void boxWhenOneCornerIsDraggedBeyondTheOtherShouldStayABox() {
        open("/losses/giou", false);
        BoundingBox corner = page.getByLabel("predictions[0] x1, y1").locator("circle").boundingBox();
        BoundingBox drawing = page.locator(".plane").boundingBox();
        page.mouse().move(corner.x + corner.width / 2, corner.y + corner.height / 2);
        page.mouse().down();
        page.mouse().move(drawing.x + drawing.width * 0.9, drawing.y + drawing.height * 0.9);
        page.mouse().up();

        assertThat(requested().get("predictions").get(0)).isEqualTo(mapper.readTree("[2, 2.5, 2, 2.5]"));
        assertAnswered("giou");
    }

    @Test
    void linkWhenSharedShouldRestoreTheView() {
        open("/losses/huber", false);
        page.getByLabel("delta", new Page.GetByLabelOptions().setExact(true)).fill("2.5");
        page.getByText("Compare with").click();
        page.getByLabel("mse", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(page.locator(".legend")).containsText("mse");
        page.waitForURL(Pattern.compile(".*delta.*compare=mse.*"));
        String link = page.url();
        String shown = request().inputValue();
        page.close();

        page = chromium.open(link);
        assertThat(request()).hasValue(shown);
        assertThat(page.locator(".legend")).containsText("mse");
        assertAnswered("huber");
    }

    @Test
    void requestWhenEditedShouldShowWhatIsWrongAtItsPlace() {
        open("/losses/mse", false);
        request().fill("{\"predictions\": [1, \"x\"], \"targets\": [1, 2]}");
        assertThat(page.locator(".fault")).containsText("#/predictions/1");
        request().fill("{\"predictions\": [1, 2");
        assertThat(page.locator(".fault")).isVisible();
        request().fill("{\"predictions\": [1, 2], \"targets\": [1, 4]}");
        assertThat(page.locator(".fault")).hasCount(0);
        assertAnswered("mse");
        assertThat(chromium.complaints()).as("the wrong request").allMatch(complaint -> complaint.startsWith("422"));
    }

    @Test
    void gradientWhenOneElementIsWrongShouldMarkIt() {
        open("/losses/mse#request=" + encoded("{\"predictions\":[1,2,3],\"targets\":[1,2,5]}"), false);
        page.getByText("Check a gradient of yours").click();
        page.getByLabel("Your gradient").fill("[0, 0.5, -1.3333333333333333]");
        page.getByText("Check", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".elements .wrong")).hasCount(1);
        assertThat(page.locator(".elements .wrong")).containsText("[1] 0.5 ✗ should be 0");
        assertThat(page.locator(".elements .right")).hasCount(2);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
