package dev.nabla.web.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.nabla.client.Chromium;
import dev.nabla.client.ServiceClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the pictures of the pages in {@code docs/screenshots}.
 *
 * <pre>./mvnw -P run -Dmain=dev.nabla.web.pages.Screenshots</pre>
 */
final class Screenshots implements AutoCloseable {

    private static final Path FOLDER = Path.of("docs", "screenshots");

    private final ServiceClient service;
    private final Chromium chromium = Chromium.launch();

    private Screenshots(ServiceClient service) {
        this.service = service;
    }

    public static void main(String[] arguments) {
        try (var screenshots = new Screenshots(LocalService.start())) {
            screenshots.take();
        }
        System.exit(0);
    }

    private void take() {
        for (String path : new String[]{"/", "/losses/huber"}) {
            String name = path.equals("/") ? "home" : "huber";
            try (Page page = open(path)) {
                save(page, name);
            }
            try (Page page = chromium.open(service.address("/favicon.svg"))) {
                page.setViewportSize(390, 844);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                show(page, path);
                save(page, name + "-phone");
            }
        }
        for (String loss : List.of("cross_entropy", "triplet_margin", "supervised_contrastive", "giou", "ctc",
                "lambdarank")) {
            try (Page page = open("/losses/" + loss)) {
                save(page, loss);
            }
        }
        request();
        gradientCheck();
        backpropagation();
        tour();
        training();
        workbench();
        swaggerUi();
    }

    private void request() {
        try (Page page = open("/losses/huber")) {
            page.locator("button", containing("curl")).click();
            save(page.locator(".request"), "request");
        }
    }

    private void gradientCheck() {
        String request = URLEncoder.encode("{\"predictions\":[1,2,3],\"targets\":[1,2,5]}", StandardCharsets.UTF_8);
        try (Page page = open("/losses/mse#request=" + request)) {
            page.getByText("Check a gradient of yours").click();
            page.getByLabel("Your gradient").fill("[0, 0.5, -1.3333333333333333]");
            page.locator("button", containing("Check")).click();
            page.locator(".verdict").waitFor();
            save(page.locator(".gradcheck"), "gradcheck");
        }
    }

    private void backpropagation() {
        try (Page page = open("/backpropagation")) {
            for (int i = 0; i < 5; i++) {
                page.locator("button", containing("Next")).click();
            }
            page.setViewportSize(1280, 720);
            save(page, "backpropagation");
        }
    }

    private void tour() {
        try (Page page = open("/backpropagation")) {
            page.getByText("Softmax and cross-entropy").click();
            page.locator("button", containing("Next stop")).click();
            page.getByText("stop 2 of").waitFor();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            page.setViewportSize(1280, 720);
            save(page, "tour");
        }
    }

    private void training() {
        try (Page page = open("/backpropagation")) {
            page.locator("button", containing("Run")).click();
            page.waitForFunction(
                    "() => Number(/accuracy ([\\d.]+)/.exec(document.querySelector('.progress').textContent)?.[1]) >= 99");
            page.locator("button", containing("Pause")).click();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            save(page.locator("#training"), "training");
        }
    }

    private void workbench() {
        try (Page page = open("/formulas")) {
            page.getByLabel("begin with").selectOption("logistic loss, naively");
            page.locator(".advice .wrong").first().waitFor();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            save(page, "formulas");
        }
    }

    private void swaggerUi() {
        try (Page page = chromium.open(service.address("/swagger-ui/index.html"))) {
            page.setViewportSize(1280, 900);
            page.locator(".opblock-tag-section").first().waitFor();
            save(page, "swagger-ui");
        }
    }

    private Page open(String path) {
        Page page = chromium.open(service.address("/favicon.svg"));
        page.setViewportSize(1280, 900);
        show(page, path);
        return page;
    }

    private void show(Page page, String path) {
        page.navigate(service.address(path));
        page.locator(".widget > *").first().waitFor();
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(Pattern.compile("^" + text + "$"));
    }

    private static void save(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    private static void save(Locator part, String name) {
        part.screenshot(new Locator.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    @Override
    public void close() {
        chromium.close();
    }
}
