package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An alias is its loss with preset options, wherever a loss can be named. The aliases are those of the reference. */
@ServiceTest
class AliasTests {

    private static final LossCatalog CATALOG = new LossCatalog();
    private static final Set<String> SHARED = Set.of("reduction", "axis");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    ServiceClient service;

    /** An alias of the reference: the loss, the name, and the presets as text. */
    record Alias(String id, String name, Map<String, String> presets) {

        static Alias parse(String line) {
            String[] parts = line.split("[:()]\\s?", -1);
            Map<String, String> presets = new LinkedHashMap<>();
            for (String preset : parts.length > 2 ? parts[2].split(", ", -1) : new String[0]) {
                String[] sides = preset.split("=", 2);
                presets.put(sides[0], sides[1]);
            }
            return new Alias(parts[0], parts[1], presets);
        }

        /** A request to the loss that means what the body means to the alias. */
        String spelledOut(String body) {
            ObjectNode request = (ObjectNode) JSON.readTree(body);
            presets.forEach((option, value) -> {
                if (!request.has(option)) {
                    request.set(option, json(value));
                }
            });
            return request.toString();
        }

        private static JsonNode json(String value) {
            return JSON.readTree(value.matches("[a-z]+") && !value.matches("true|false") ? '"' + value + '"' : value);
        }

        LossEntry loss() {
            return CATALOG.find(id).orElseThrow();
        }
    }

    private static List<String> lines() {
        try (InputStream file = AliasTests.class.getResourceAsStream("/aliases.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Alias> aliases() {
        return ofCatalog().map(Alias::parse);
    }

    private static Stream<String> ofCatalog() {
        return lines().stream().filter(line -> CATALOG.find(line.substring(0, line.indexOf(':'))).isPresent());
    }

    static Stream<Alias> presetting() {
        return aliases().filter(alias -> !alias.presets().isEmpty());
    }

    @Test
    void catalogShouldHaveTheAliasesOfTheReferenceAndNoOthers() {
        List<String> declared = CATALOG.entries().stream().flatMap(loss -> loss.definition().aliases().stream()
                .map(alias -> loss.id() + ": " + alias.name() + (alias.presets().isEmpty()
                        ? ""
                        : alias.presets().stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")")))))
                .toList();
        assertThat(declared).containsExactlyInAnyOrderElementsOf(ofCatalog().toList());
        assertThat(CATALOG.names()).doesNotContainAnyElementsOf(lines().stream()
                .filter(line -> line.startsWith("none: ")).map(line -> line.substring("none: ".length())).toList());
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void evaluateShouldAnswerTheBytesOfTheLossWithItsPresets(Alias alias) {
        List<Answer> answers = new ArrayList<>();
        for (Example example : alias.loss().definition().examples()) {
            Answer answer = service.evaluate(alias.name(), example.body());
            Answer expected = service.evaluate(alias.id(), alias.spelledOut(example.body()));
            assertSame(answer, expected);
            answers.add(answer);
        }
        assertThat(answers).extracting(Answer::status).contains(200);
    }

    private static void assertSame(Answer answer, Answer expected) {
        assertThat(answer.status()).isEqualTo(expected.status());
        if (answer.status() == 200) {
            assertThat(answer.text()).isEqualTo(expected.text());
        } else {
            assertThat(answer.json().get("errors")).isEqualTo(expected.json().get("errors"));
        }
    }

    @ParameterizedTest
    @MethodSource("presetting")
    void gradcheckShouldCompareWithTheLossAndItsPresets(Alias alias) {
        for (Example example : alias.loss().definition().examples()) {
            ObjectNode body = (ObjectNode) JSON.readTree(example.body());
            body.remove("hessian");
            JsonNode gradient = service.evaluate(alias.name(), body.toString()).json().path("gradient");
            if (!gradient.isMissingNode()) {
                body.set("gradient", gradient);
                Answer answer = service.post("/v1/losses/" + alias.name() + "/gradcheck", body.toString());
                assertThat(answer.text()).contains("\"agrees\":true");
                assertSame(answer, service.post("/v1/losses/" + alias.id() + "/gradcheck",
                        alias.spelledOut(body.toString())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presetting")
    void curveShouldBeThatOfTheLossWithItsPresets(Alias alias) {
        String query = alias.presets().entrySet().stream().filter(preset -> !SHARED.contains(preset.getKey()))
                .map(preset -> preset.getKey() + "=" + preset.getValue()).collect(Collectors.joining("&", "?", ""));
        for (String accept : new String[]{"application/json", "image/svg+xml"}) {
            Answer answer = service.get("/v1/losses/" + alias.name() + "/curve", accept);
            assertSame(answer, service.get("/v1/losses/" + alias.id() + "/curve" + query, accept));
            if (answer.status() == 200 && accept.startsWith("image")) {
                assertThat(service.get("/losses/" + alias.name() + ".svg").text()).isEqualTo(answer.text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presetting")
    void descriptionAndPageShouldSayWhatTheAliasPresets(Alias alias) {
        JsonNode description = service.get("/v1/losses/" + alias.name()).json();
        assertThat(description.get("id").asString()).isEqualTo(alias.id());
        assertThat(description.get("presets").properties().stream()
                .map(preset -> preset.getKey() + "=" + number(preset.getValue())).toList())
                .containsExactlyElementsOf(alias.presets().entrySet().stream()
                        .map(preset -> preset.getKey() + "=" + number(Alias.json(preset.getValue()))).toList());
        assertThat(description.get("alias_presets").get(alias.name())).isEqualTo(description.get("presets"));
        assertThat(service.get("/v1/losses/" + alias.id()).json().get("presets")).isEmpty();
        String page = service.get("/losses/" + alias.name(), "text/markdown").text();
        assertThat(page).contains("`" + alias.name() + "` is `" + alias.id() + "` with ");
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? Double.toString(value.doubleValue()) : value.asString();
    }

    // Keras: -log(1 - 1e-7), where PyTorch's loss is 0.
    @Test
    void presetWhenTheRequestSetsTheOptionShouldNotHold() {
        String body = "{\"predictions\": [1.0], \"targets\": [1]%s}";
        assertThat(loss("bce", body.formatted(""))).isEqualTo(1.0000000500000033e-7);
        assertThat(loss("bce", body.formatted(", \"clip\": null"))).isZero();
        assertThat(loss("bce", body.formatted(", \"clip\": 0.25"))).isEqualTo(-Math.log(0.75));
        String two = "{\"predictions\": [1, 3], \"targets\": [0, 0]%s}";
        assertThat(service.evaluate("l2_loss", two.formatted("")).json().get("loss").toString()).isEqualTo("[0.5,4.5]");
        assertThat(service.evaluate("l2_loss", two.formatted(", \"reduction\": null")).json().get("loss").toString())
                .isEqualTo("[0.5,4.5]");
        assertThat(loss("l2_loss", two.formatted(", \"reduction\": \"mean\""))).isEqualTo(2.5);
    }

    private double loss(String name, String body) {
        return service.evaluate(name, body).json().get("loss").doubleValue();
    }

    @Test
    void backpropagateShouldUseThePresetsOfItsLoss() {
        String body = "{\"layers\": [{\"type\": \"sigmoid\"}], \"input\": [[40.0], [-2.0]], \"targets\": [[1], [0]], \"loss\": %s}";
        Answer answer = service.post("/v1/networks/backpropagate", body.formatted("\"bce\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(service.post("/v1/networks/backpropagate",
                body.formatted("\"binary_cross_entropy\", \"clip\": 1e-7")).text());
        assertThat(answer.text()).isNotEqualTo(
                service.post("/v1/networks/backpropagate", body.formatted("\"binary_cross_entropy\"")).text());
    }

    @Test
    void metricsShouldCarryTheIdOfTheLoss() {
        service.evaluate("poisson", "{\"predictions\": [1.5], \"targets\": [2]}");
        assertThat(service.get("/actuator/prometheus").text().lines()
                .filter(line -> line.startsWith("nabla_evaluations"))).noneMatch(line -> line.contains("\"poisson\""));
    }
}
