package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.loss.Input;
import dev.nabla.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Losses of the catalog, called in formulas and as terms of objectives: they answer as they do under their own names. */
@ServiceTest
class CatalogCallTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Set<String> OF_REQUEST = Set.of("dtype", "hessian", "grad_output", "wrt");

    @Autowired
    ServiceClient service;

    static Stream<LossEntry> losses() {
        return Trials.of(new LossCatalog().entries().stream());
    }

    /** The losses of query groups. */
    static Stream<LossEntry> lossesOfGroups() {
        return new LossCatalog().entries().stream().filter(loss -> hasInput(loss, "group_sizes"));
    }

    private static boolean hasInput(LossEntry loss, String name) {
        return loss.defaults().inputs().stream().anyMatch(input -> input.name().equals(name));
    }

    private static ObjectNode json(String text) {
        return JSON.readValue(text, ObjectNode.class);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void callShouldAnswerAsTheLossWithTheSameBytes(LossEntry loss) {
        for (Example example : loss.definition().examples()) {
            ObjectNode request = json(example.body());
            OF_REQUEST.forEach(request::remove);
            if (isCallable(request)) {
                assertSame(loss, request);
            }
        }
    }

    /** A formula has no null, and the number of its values is known before it is computed. */
    private static boolean isCallable(ObjectNode request) {
        return request.values().stream().noneMatch(JsonNode::isNull)
                && !(request.has("group_ids") && request.path("reduction").asString("").equals("none"));
    }

    private void assertSame(LossEntry loss, ObjectNode request) {
        ServiceClient.Answer own = service.post("/v1/losses/" + loss.id(), request.toString());
        assertThat(own.status()).as("%s %s", loss.id(), own.text()).isEqualTo(200);
        String call = call(loss, request).toString();
        assertThat(service.post("/v1/expressions", call).text()).as(call).isEqualTo(own.text());
    }

    /** The request to evaluate a call of the loss. Its tensors are inputs of the formula, its options are written out. */
    private static ObjectNode call(LossEntry loss, ObjectNode request) {
        ObjectNode call = JSON.createObjectNode();
        ObjectNode inputs = call.putObject("inputs");
        List<String> arguments = new ArrayList<>();
        loss.defaults().inputs().stream().map(Input::name).filter(request::has).forEach(name -> {
            inputs.set(name, request.get(name));
            arguments.add(name + "=" + name);
        });
        request.forEachEntry((name, value) -> {
            switch (name) {
                case "sample_weight" -> {
                    // parameters are differentiated only if wrt names them
                    call.putObject("parameters").set("w", value);
                    arguments.add("sample_weight=w");
                }
                case "mask" -> {
                    inputs.set("m", json("{\"m\":" + value.toString().replace("true", "1").replace("false", "0") + "}")
                            .get("m"));
                    arguments.add("mask=m != 0");
                }
                default -> {
                    if (!hasInput(loss, name)) {
                        arguments.add(name + "=" + value);
                    }
                }
            }
        });
        if (request.path("reduction").asString("").equals("none")) {
            call.put("reduction", "none");
        }
        return call.put("formula", "loss." + loss.id() + "(" + String.join(", ", arguments) + ")");
    }

    /** Seven items in three groups, of which one has a single item, and weights of the groups. */
    private static ObjectNode items(String groups, String reduction) {
        return json("""
                {"predictions": [0.5, 2, -1, 0.75, 1, 0.25, -0.5], "targets": [1, 0, 2, 2, 1, 3, 0], %s,
                 "sample_weight": [0.5, 2, 3], "reduction": "%s"}""".formatted(groups, reduction));
    }

    @ParameterizedTest
    @MethodSource("lossesOfGroups")
    void callWithGroupsShouldAnswerAsTheLossWithTheSameBytes(LossEntry loss) {
        for (String reduction : List.of("mean", "sum", "weighted_mean", "sample_mean")) {
            assertSame(loss, items("\"group_sizes\": [4, 1, 2]", reduction));
            assertSame(loss, items("\"group_ids\": [7, 7, 3, 9, 3, 7, 7]", reduction));
            assertSame(loss, items("""
                    "group_ids": [7, 7, 3, 9, 3, 7, 7], "mask": [true, false, true, true, true, true, true]""",
                    reduction));
        }
        assertSame(loss, items("\"group_sizes\": [4, 1, 2]", "none"));
    }

    @ParameterizedTest
    @MethodSource("lossesOfGroups")
    void termWithGroupsShouldAnswerAsTheLossWithTheSameBytes(LossEntry loss) {
        for (String groups : List.of("\"group_sizes\": [4, 1, 2]", "\"group_ids\": [7, 7, 3, 9, 3, 7, 7]")) {
            ObjectNode request = items(groups, "sum");
            JsonNode own = service.post("/v1/losses/" + loss.id(), request.toString()).json();
            ObjectNode objective = JSON.createObjectNode();
            ObjectNode term = objective.putArray("terms").addObject().put("loss", loss.id()).put("reduction", "sum");
            term.set("sample_weight", request.remove("sample_weight"));
            request.remove("reduction");
            JsonNode answer = service.post("/v1/objectives", objective.set("inputs", request).toString()).json();
            assertThat(answer.path("loss")).as(answer.toString()).isEqualTo(own.get("loss"));
            assertThat(answer.at("/gradients/predictions")).isEqualTo(own.get("gradient"));
        }
    }

    @ParameterizedTest
    @MethodSource("lossesOfGroups")
    void callWhenGroupsAreComputedShouldAnswerAsIfTheyWereSent(LossEntry loss) {
        ObjectNode sent = call(loss, items("\"group_sizes\": [4, 1, 2]", "mean"));
        ObjectNode computed = sent.deepCopy();
        computed.put("formula", sent.get("formula").asString().replace("group_sizes=group_sizes",
                "group_sizes=group_sizes/2"));
        ((ObjectNode) Objects.requireNonNull(computed.get("inputs"))).set("group_sizes",
                json("{\"sizes\": [8, 2, 4]}").get("sizes"));
        assertThat(service.post("/v1/expressions", computed.toString()).text())
                .isEqualTo(service.post("/v1/expressions", sent.toString()).text()).contains("gradient");
    }

    @ParameterizedTest
    @MethodSource("lossesOfGroups")
    void callWhenGroupsAreWrongShouldSayWhatIsRight(LossEntry loss) {
        assertRefused(loss, items("\"group_ids\": [7, 7, 3, 9, 3, 7, 7]", "none"), loss.id()
                + ": the number of its values depends on the elements of its inputs; give it a reduction");
        assertRefused(loss, items("\"group_sizes\": [4, 1, 1]", "mean"),
                "group_sizes must add up to 7, the number of predictions, add up to 6");
        assertRefused(loss, items("\"group_sizes\": [9, -4, 2]", "mean"),
                "group_sizes[0]: must be a length, an integer from 0 to 7, got 9");
        assertRefused(loss, items("\"group_sizes\": [1e300, \"NaN\", 2]", "mean"),
                "group_sizes[0]: must be a length, an integer from 0 to 7, got 1.0E300");
        assertRefused(loss, items("\"group_ids\": [1, 1, 1, 1, 1, 1, 1]", "mean"),
                "sample_weight must have the shape [1] of the unreduced loss, has [3]");
    }

    private void assertRefused(LossEntry loss, ObjectNode request, String detail) {
        ServiceClient.Answer answer = service.post("/v1/expressions", call(loss, request).toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"pointer\":\"#/formula\"", detail);
    }

    // 10⁵ items are 5·10⁹ pairs if they may be one group: minutes of work; they are 5·10⁶ in a thousand groups of a hundred
    @Test
    void callShouldBeAdmittedByItsGroupsUnlessTheyAreComputed() {
        String scores = "[" + "0.5,1,".repeat(49_999) + "1,0]";
        String sizes = "[" + "100,".repeat(999) + "100]";
        String body = """
                {"formula": "loss.pairwise_logistic(predictions, t, group_sizes=%s)", "wrt": [],
                 "inputs": {"predictions": %s, "t": %s, "g": %s}}""";
        assertThat(service.post("/v1/expressions", body.formatted("g", scores, scores, sizes)).status())
                .isEqualTo(200);
        ServiceClient.Answer computed = service.post("/v1/expressions",
                body.formatted("floor(g)", scores, scores, sizes));
        assertThat(computed.status()).isEqualTo(413);
        assertThat(computed.text()).contains("nabla.limits.time");
    }
}
