package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.client.ServiceClient;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every layer and some stacks of them beside PyTorch's autograd; network_gradients.py says how its answers were made. */
@ServiceTest
class AutogradTests {

    private static final double TOLERANCE = 1e-12;

    /** Sums that cancel are no better than the numbers that they are made of, in PyTorch as here. */
    private static final double ROUNDING = 2 * Math.ulp(1.0);

    @Autowired
    ServiceClient service;

    static List<JsonNode> cases() throws IOException {
        try (InputStream file = AutogradTests.class.getResourceAsStream("/network/network-gradients.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(file)).valueStream().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backpropagateShouldAnswerWhatAutogradAnswers(JsonNode each) {
        ServiceClient.Answer answer = service.post("/v1/networks/backpropagate", each.get("request").toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertClose("", answer.json(), each.get("answer"));
    }

    private static void assertClose(String place, JsonNode actual, JsonNode expected) {
        if (expected.isObject()) {
            assertThat(actual.propertyNames()).as(place).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            expected.forEachEntry((name, value) -> assertClose(place + "/" + name, actual.get(name), value));
        } else if (expected.isArray() && !expected.isEmpty() && expected.get(0).isObject()) {
            for (int i = 0; i < expected.size(); i++) {
                assertClose(place + "/" + i, actual.get(i), expected.get(i));
            }
        } else {
            assertTensor(place, actual, expected, largest(expected) * ROUNDING);
        }
    }

    private static double largest(JsonNode tensor) {
        return tensor.isNumber()
                ? Math.abs(tensor.doubleValue())
                : tensor.valueStream().mapToDouble(AutogradTests::largest).max().orElse(0);
    }

    private static void assertTensor(String place, JsonNode actual, JsonNode expected, double rounding) {
        if (expected.isNumber()) {
            double number = expected.doubleValue();
            assertThat(actual.doubleValue()).as(place)
                    .isCloseTo(number, within(Math.max(TOLERANCE * Math.abs(number), rounding)));
            return;
        }
        assertThat(actual.size()).as(place).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertTensor(place + "/" + i, actual.get(i), expected.get(i), rounding);
        }
    }

    /** Formulas have a comparison of their own, LibtorchFormulaTests. */
    private static List<String> ofFixedFunctions() {
        return new LayerCatalog().entries().stream().filter(layer -> !layer.namesItsParameters()).map(LayerEntry::id)
                .toList();
    }

    @Test
    void casesShouldHaveEveryLayerAloneAndInStacks() throws IOException {
        assertThat(cases().stream().map(each -> each.get("request").get("layers")).filter(layers -> layers.size() == 1)
                .map(layers -> layers.get(0).get("type").asString()).distinct())
                .containsExactlyInAnyOrderElementsOf(ofFixedFunctions());
        assertThat(cases().stream().map(each -> each.get("request").get("layers").size())).contains(2, 3);
    }
}
