package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard, the alerts and the list of metrics in {@code docs}, against the metrics of the service. */
@ServiceTest
@TestInstance(Lifecycle.PER_CLASS)
class MonitoringTests {

    private static final Path DASHBOARD = Path.of("docs/monitoring/grafana/nabla.json");
    private static final Path ALERTS = Path.of("docs/monitoring/alerts.yml");
    private static final Path METRICS = Path.of("docs/observability.md");

    /** A metric, its matchers in braces. */
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_]\\w*)\\s*\\{([^}\"]*(?:\"[^\"]*\"[^}\"]*)*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_]\\w*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** What Prometheus adds to what it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "job", "instance");

    private final List<Series> series = new ArrayList<>();

    private record Series(String metric, Map<String, String> labels) {}

    /** Some of all requests, and a garbage collection. */
    @BeforeAll
    void cause(@Autowired ServiceClient service) throws InterruptedException {
        service.evaluate("mse", "{\"predictions\": [1], \"targets\": [2]}");
        service.evaluate("mse", "{}");
        service.get("/v1/losses/huber/curve");
        System.gc();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        do {
            series.clear();
            service.get("/actuator/prometheus").text().lines().map(SERIES::matcher)
                    .filter(line -> line.matches()).map(line -> new Series(line.group(1), labels(line.group(2))))
                    .forEach(series::add);
            Thread.sleep(20);
        } while (of("jvm_gc_pause_seconds_sum").isEmpty() && System.nanoTime() < end);
    }

    private static Map<String, String> labels(@Nullable String text) {
        return LABEL.matcher(Objects.requireNonNullElse(text, "")).results()
                .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
    }

    private List<Series> of(String metric) {
        return series.stream().filter(each -> each.metric.equals(metric)).toList();
    }

    static List<String> queries() throws IOException {
        return Stream.concat(panels().flatMap(panel -> panel.path("targets").valueStream()), alerts())
                .map(query -> query.get("expr").asString()).toList();
    }

    private static Stream<JsonNode> panels() throws IOException {
        return new JsonMapper().readTree(Files.readString(DASHBOARD)).get("panels").valueStream();
    }

    private static Stream<JsonNode> alerts() throws IOException {
        return new JsonMapper().<JsonNode>valueToTree(new Yaml().load(Files.readString(ALERTS))).at("/groups/0/rules")
                .valueStream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryShouldFindItsMetricsAndLabels(String query) {
        List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
        assertThat(selectors).isNotEmpty();
        for (MatchResult selector : selectors) {
            if (!OF_PROMETHEUS.contains(selector.group(1))) {
                assertThat(of(selector.group(1)).stream().filter(each -> isSelected(each, selector.group(2))))
                        .as(selector.group()).isNotEmpty();
            }
        }
        Set<String> labels = selectors.stream().flatMap(selector -> of(selector.group(1)).stream())
                .flatMap(each -> each.labels.keySet().stream()).collect(Collectors.toSet());
        labels.addAll(OF_PROMETHEUS);
        GROUPING.matcher(query).results().flatMap(by -> Stream.of(by.group(1).split("\\s*,\\s*")))
                .forEach(label -> assertThat(labels).as(query).contains(label));
    }

    /** As Prometheus selects; but no status is needed that a test cannot cause, only the label. */
    private static boolean isSelected(Series series, String matchers) {
        return MATCHER.matcher(matchers).results().filter(matcher -> !OF_PROMETHEUS.contains(matcher.group(1)))
                .allMatch(matcher -> {
                    String value = series.labels.get(matcher.group(1));
                    return value != null && (matcher.group(1).equals("status") || switch (matcher.group(2)) {
                        case "=" -> value.equals(matcher.group(3));
                        case "!=" -> !value.equals(matcher.group(3));
                        case "=~" -> value.matches(matcher.group(3));
                        default -> !value.matches(matcher.group(3));
                    });
                });
    }

    @Test
    void queriesShouldNameTheJobInEachSelector() throws IOException {
        assertThat(queries()).allSatisfy(query -> assertThat(SELECTOR.matcher(query).results())
                .allSatisfy(selector -> assertThat(selector.group(2)).contains("job=\"")));
    }

    @Test
    void panelsShouldHaveIdsOfTheirOwnAndNotOverlap() throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (JsonNode panel : panels().toList()) {
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int y = place.get("y").asInt(); y < place.get("y").asInt() + place.get("h").asInt(); y++) {
                    if (places.put(x + "," + y, panel.get("id").asInt()) != null) {
                        fail(panel.get("title").asString() + " overlaps another panel");
                    }
                }
            }
        }
        assertThat(panels().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
    }

    @Test
    void listOfMetricsShouldHaveThoseOfTheService() throws IOException {
        Set<String> listed = Pattern.compile("`(nabla_\\w+)`").matcher(Files.readString(METRICS)).results()
                .map(name -> name.group(1)).collect(Collectors.toSet());
        Set<String> served = series.stream().map(Series::metric).filter(name -> name.startsWith("nabla_"))
                .map(name -> name.replaceFirst("_seconds_(count|sum|max|bucket)$", "_seconds"))
                .collect(Collectors.toSet());
        assertThat(listed).isEqualTo(served);
    }
}
