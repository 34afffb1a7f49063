package dev.nabla.web.pages;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import dev.nabla.client.Chromium;
import dev.nabla.client.ServiceClient;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Loads pages on a slow phone far away, with an empty cache: a CPU four times as slow, 1.6 Mbit/s, 150 ms latency. Prints what
 * they transfer, compressed, and how long it takes until they answer a hand: the median of some loads.
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
            System.out.println("| page | requests | transferred | reacts after |\n|---|---|---|---|");
            times.print("/", page -> drag(page, "figcaption"));
            times.print("/losses/huber", page -> drag(page, ".answer"));
            times.print("/swagger-ui/index.html", page -> {
                page.locator(".opblock-tag").first().click();
                page.locator(".opblock").first().waitFor();
            });
        }
        System.exit(0);
    }

    /** Drags the point of the curve, and waits until a text tells of it. */
    private static void drag(Page page, String reading) {
        page.locator(".u-over").waitFor();
        page.locator(reading).waitFor();
        String before = page.locator(reading).textContent();
        BoundingBox box = page.locator(".u-over").boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + box.height / 2);
        page.mouse().down();
        page.waitForFunction("([reading, before]) => document.querySelector(reading).textContent !== before",
                new String[]{reading, before});
        page.mouse().up();
    }

    private void print(String path, Consumer<Page> use) {
        Load[] loads = IntStream.range(0, LOADS).mapToObj(_ -> load(path, use)).toArray(Load[]::new);
        double[] seconds = IntStream.range(0, LOADS).mapToDouble(i -> loads[i].seconds()).sorted().toArray();
        System.out.printf("| `%s` | %d | %.0f kB | %.1f s |%n", path, loads[0].requests(), loads[0].bytes() / 1e3,
                seconds[LOADS / 2]);
    }

    private record Load(long requests, double bytes, double seconds) {}

    private Load load(String path, Consumer<Page> use) {
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
            use.accept(page);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Load(requests.get(), bytes.get(), seconds);
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
