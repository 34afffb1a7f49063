package dev.nabla.service.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Times HTTP requests, with the name and the tags of Spring Boot's own metric. Boot's goes through an observation, which
 * builds its tags anew for each request; here the tags are the key of a timer.
 */
@Component
public final class RequestMetrics {

    private final MeterRegistry registry;
    private final Map<RequestTags, Timer> timers = new ConcurrentHashMap<>();

    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * The tags of a request. Each combination that occurs has a timer, so none may hold what callers are free to invent.
     *
     * @param method the HTTP method
     * @param uri the template of the path, such as {@code /v1/losses/{loss}}
     * @param status the HTTP status of the answer
     * @param exception the simple class name of an exception that was not handled, else {@code none}
     */
    public record RequestTags(String method, String uri, int status, String exception) {}

    /** Records how long a request took. */
    public void record(RequestTags tags, Duration time) {
        Timer known = timers.get(tags);
        (known == null ? timers.computeIfAbsent(tags, this::timer) : known).record(time);
    }

    private Timer timer(RequestTags tags) {
        return Timer.builder("http.server.requests").description("Time to answer HTTP requests")
                .tags("method", tags.method(), "uri", tags.uri(), "status", Integer.toString(tags.status()))
                .tags("exception", tags.exception(), "error", tags.exception())
                .tag("outcome", Outcome.forStatus(tags.status()).name()).register(registry);
    }
}
