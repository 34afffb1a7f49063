package dev.nabla.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The Chromium of the system, without which a test is skipped unless CI is true. It notes what its pages complain about. */
public final class Chromium implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final Map<String, String> NO_DOWNLOADS = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1",
            "PLAYWRIGHT_BROWSERS_PATH", Path.of("target", "no-browsers").toAbsolutePath().toString());
    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    /** What the browser asks the root of a host for where a document names no icon. */
    private static final String ICON = "/favicon.ico";

    /** The console repeats what the response has told. */
    private static final String FAILED_RESPONSE = "Failed to load resource: the server responded with";

    /** A guard against hanging, in milliseconds. */
    private static final double TIMEOUT = 60_000;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(QUIET));
    }

    public static Chromium launch() {
        assumeTrue(Files.exists(EXECUTABLE) || "true".equals(System.getenv("CI")), "no " + EXECUTABLE);
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT);
        return new Chromium(Playwright.create(new CreateOptions().setEnv(NO_DOWNLOADS)));
    }

    /** Opens a page in a large window. */
    public Page open(String address) {
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 1600));
        String home = URI.create(address).getHost();
        page.onRequest(request -> {
            if (!home.equals(URI.create(request.url()).getHost())) {
                complaints.add("calls " + request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && !response.url().equals(address) && !response.url().endsWith(ICON)) {
                complaints.add(response.status() + " " + response.url());
            }
        });
        page.onConsoleMessage(message -> {
            boolean isNews = !message.text().startsWith(FAILED_RESPONSE);
            if (isNews && (message.type().equals("error") || message.type().equals("warning"))) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.setDefaultTimeout(TIMEOUT);
        page.navigate(address);
        return page;
    }

    /** What pages have complained about since the last call. */
    public List<String> complaints() {
        List<String> complained = List.copyOf(complaints);
        complaints.clear();
        return complained;
    }

    /** Fails if a page since the last call has called another host, missed or was forbidden something, or raised an error. */
    public void assertContent() {
        assertThat(complaints()).isEmpty();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
