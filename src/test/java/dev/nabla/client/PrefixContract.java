package dev.nabla.client;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.nabla.trial.Thorough;
import org.junit.jupiter.api.Test;

/** What a visitor with a browser sees of a service that is not at the root of its host. */
public abstract class PrefixContract extends BrowserTest {

    /** The address of the service, with its prefix and without a slash at the end. */
    protected abstract String address();

    @Test
    void pageOfALossShouldHaveItsStylesFormulasAndPlot() {
        Page page = chromium.open(address() + "/losses/huber");
        assertThat(page.locator("nav")).hasCSS("border-bottom-style", "solid");
        assertThat(page.locator(".math .katex-display")).hasCount(3);
        assertThat(page.locator(".math .katex .mord").first()).hasCSS("font-family",
                "KaTeX_Main, \"Times New Roman\", serif");
        Object width = page.locator("img[src$='huber.svg']").evaluate("image => image.complete && image.naturalWidth");
        assertThat(width).isEqualTo(640);
        page.close();
    }

    @Test
    void linksShouldLeadFromPageToPage() {
        Page page = chromium.open(address() + "/losses");
        page.locator("a", new Page.LocatorOptions().setHasText("cross_entropy")).first().click();
        assertThat(page.locator("h1")).containsText("cross_entropy");
        page.locator("nav a", new Page.LocatorOptions().setHasText("Other libraries")).click();
        assertThat(page.locator("h1")).hasText("Equivalents in other libraries");
        page.locator("nav a", new Page.LocatorOptions().setHasText("Losses")).click();
        assertThat(page.locator("h1")).hasText("Losses");
        page.locator("nav a", new Page.LocatorOptions().setHasText("Nabla")).click();
        assertThat(page.locator("h1")).hasText("Losses and their gradients");
        assertThat(page.locator(".plot canvas")).isVisible();
        page.locator("nav a", new Page.LocatorOptions().setHasText("API")).click();
        assertThat(page.locator("#operations-tag-regression")).isVisible();
        assertThat(page.url()).isEqualTo(address() + "/swagger-ui/index.html");
        page.close();
    }

    @Test
    @Thorough
    void swaggerUiShouldSendTheFirstExample() {
        Page page = chromium.open(address() + "/swagger-ui.html");
        page.locator("#operations-tag-regression").click();
        Locator mse = page.locator("#operations-regression-mse");
        mse.getByRole(AriaRole.BUTTON).first().click();
        mse.locator("button.execute").click();

        assertThat(mse.locator(".request-url")).containsText(address() + "/v1/losses/mse");
        assertThat(mse.locator(".live-responses-table tbody .response-col_description"))
                .containsText("1.3333333333333333");
        page.close();
    }

    @Test
    void pageThatIsNotThereShouldHaveItsStylesAndLeadHome() {
        Page page = chromium.open(address() + "/losses/hubr");
        assertThat(page.locator("main")).containsText("did you mean huber?");
        assertThat(page.locator("nav")).hasCSS("border-bottom-style", "solid");
        page.locator("nav a", new Page.LocatorOptions().setHasText("Losses")).click();
        assertThat(page.locator("h1")).hasText("Losses");
        page.close();
    }

    @Test
    void plotOpenedByItselfShouldHaveItsStyles() {
        Page page = chromium.open(address() + "/losses/huber.svg");
        assertThat(page.locator("svg text.h")).hasCSS("font-weight", "600");
        page.close();
    }
}
