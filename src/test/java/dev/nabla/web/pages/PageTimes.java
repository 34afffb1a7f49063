package dev.nabla.web.pages;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import dev.nabla.client.Chromium;
import dev.nabla.client.ServiceClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Loads pages on a slow phone far away, with an empty cache: a CPU four times as slow, 1.6 Mbit/s, 150 ms latency. Prints what
 * they transfer, compressed, how long it takes until there is what a hand may touch, by the page's own clock, and until it has
 * been touched and has changed: the medians of some loads.
 *
 * <pre>./mvnw -P run -Dmain=dev.nabla.web.pages.PageTimes</pre>
 */
final class PageTimes {

    private static final int LOADS = 5;
    private static final int SLOWDOWN = 4;
    private static final int LATENCY = 150;
    private static final double BYTES_PER_SECOND = 1.6e6 / 8;

    private final ServiceClient service;
    private final Chromium chromium;

    private PageTimes(ServiceClient service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
    }

    public static void main(String[] arguments) {
        ServiceClient service = LocalService.start();
        try (Chromium chromium = Chromium.launch()) {
            var times = new PageTimes(service, chromium);
            System.out.println(
                    "| page | requests | transferred | interactive after | reacted after |\n|---|---|---|---|---|");
            times.print("/", ".u-over", page -> drag(page, "figcaption"));
            times.print("/losses/huber", ".u-over", page -> drag(page, ".answer"));
            times.print("/swagger-ui/index.html", ".opblock-tag", page -> {
                page.locator(".opblock-tag").first().click();
                page.locator(".opblock").first().waitFor();
            });
        }
        System.exit(0);
    }

    /** Drags the point of the curve, and waits until a text tells of it. */
    private static void drag(Page page, String reading) {
        page.locator(reading).waitFor();
        String before = page.locator(reading).textContent();
        BoundingBox box = page.locator(".u-over").boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + box.height / 2);
        page.mouse().down();
        page.waitForFunction("([reading, before]) => document.querySelector(reading).textContent !== before",
                new String[]{reading, before});
        page.mouse().up();
    }

    private void print(String path, String handle, Consumer<Page> use) {
        List<Load> loads = IntStream.range(0, LOADS).mapToObj(_ -> load(path, handle, use)).toList();
        System.out.printf("| `%s` | %d | %.0f kB | %.2f s | %.2f s |%n", path, loads.getFirst().requests(),
                loads.getFirst().bytes() / 1e3, median(loads, Load::interactive), median(loads, Load::reacted));
    }

    private static double median(List<Load> loads, ToDoubleFunction<Load> seconds) {
        return loads.stream().mapToDouble(seconds).sorted().toArray()[LOADS / 2];
    }

    /** Times in seconds from the request. */
    private record Load(long requests, double bytes, double interactive, double reacted) {}

    private Load load(String path, String handle, Consumer<Page> use) {
        try (Page page = chromium.open(service.address("/favicon.svg"))) {
            page.setViewportSize(1280, 900);
            CDPSession session = page.context().newCDPSession(page);
            AtomicLong requests = new AtomicLong();
            AtomicLong bytes = new AtomicLong();
            session.on("Network.loadingFinished", event -> {
                requests.incrementAndGet();
                bytes.addAndGet(event.get("encodedDataLength").getAsLong());
            });
            session.send("Network.enable");
            session.send("Network.emulateNetworkConditions", network());
            session.send("Emulation.setCPUThrottlingRate", of("rate", SLOWDOWN));
            long begin = System.nanoTime();
            page.navigate(service.address(path), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            double interactive = ((Number) page
                    .waitForFunction("handle => document.querySelector(handle) && performance.now()", handle)
                    .jsonValue())
                    .doubleValue() / 1e3;
            use.accept(page);
            return new Load(requests.get(), bytes.get(), interactive, (System.nanoTime() - begin) / 1e9);
        }
    }

    private static JsonObject network() {
        JsonObject conditions = of("latency", LATENCY);
        conditions.addProperty("offline", false);
        conditions.addProperty("downloadThroughput", BYTES_PER_SECOND);
        conditions.addProperty("uploadThroughput", BYTES_PER_SECOND);
        return conditions;
    }

    private static JsonObject of(String name, Number value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }
}
