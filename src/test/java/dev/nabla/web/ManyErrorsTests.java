package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Requests with more errors than anybody reads: the answer is small, and found in time linear in the request. */
@ServiceTest
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ManyErrorsTests {

    /** A hundred errors, each of a detail of at most 1,000 characters and a pointer of few names of 64. */
    private static final int LARGEST_ANSWER = 150_000;

    @Autowired
    ServiceClient service;

    private static String members(int count, String prefix, String value) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + prefix + i + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertThatHasErrors(Answer answer, int omitted) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).hasSizeLessThan(LARGEST_ANSWER);
        JsonNode problem = answer.json();
        assertThat(problem.get("errors")).hasSize(100);
        assertThat(problem.get("errors_omitted").asInt()).isEqualTo(omitted);
    }

    @Test
    void evaluateWhenFieldsAreUnknownShouldListAHundred() {
        String body = "{\"predictions\":1," + members(5000, "f", "1").substring(1);
        Answer answer = service.evaluate("mse", body);
        assertThatHasErrors(answer, 4901); // 5,000 fields and the missing targets, less 100
        assertThat(answer.json().get("errors").get(99).get("pointer").asString()).isEqualTo("#/f99");
    }

    // The first in the document is listed, though it is found after those of unknown fields.
    @Test
    void evaluateWhenTheFirstFieldIsFaultyShouldListItFirst() {
        Answer answer = service.evaluate("mse",
                "{\"predictions\":[1],\"targets\":[1,2]," + members(5000, "f", "1").substring(1));
        assertThatHasErrors(answer, 4901);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo("#/targets");
    }

    @Test
    void stepWhenGradientsAreOfNoParameterShouldListAHundred() {
        Answer answer = service.post("/v1/optimizers/sgd/step", "{\"parameters\":" + members(10_000, "p", "1")
                + ",\"gradients\":" + members(10_000, "g", "1") + "}");
        assertThatHasErrors(answer, 9900);
        assertThat(answer.json().get("errors").get(0).get("detail").asString())
                .endsWith("the parameters are p0, p1, p2, p3, p4, p5, p6, p7 and 9992 more");
    }

    @Test
    void stepWhenStateHasManySlotsShouldListAHundred() {
        Answer answer = service.post("/v1/optimizers/sgd/step", "{\"parameters\":" + members(9, "p", "1")
                + ",\"gradients\":" + members(9, "p", "1") + ",\"state\":"
                + members(9, "p", members(10_000, "s", "1")) + "}");
        assertThatHasErrors(answer, 89_900);
    }

    @Test
    void stepWhenStateHasMillionsOfSlotsShouldNameTheLimit() {
        Answer answer = service.post("/v1/optimizers/sgd/step", "{\"parameters\":{\"p\":1},\"gradients\":{\"p\":1},"
                + "\"state\":" + members(400, "p", members(10_000, "s", "1")) + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString()).contains("100000", "nabla.limits.max-fields");
    }

    @Test
    void stepWhenTensorsAreFaultyShouldListAHundred() {
        assertThatHasErrors(service.post("/v1/optimizers/sgd/step", "{\"parameters\":" + members(10_000, "p", "1")
                + ",\"gradients\":" + members(10_000, "p", "\"?\"") + "}"), 9900);
    }

    @Test
    void backpropagateWhenLayersAreFaultyShouldListAHundred() {
        String layers = IntStream.range(0, 5000).mapToObj(_ -> "{\"type\":\"relo\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThatHasErrors(service.post("/v1/networks/backpropagate",
                "{\"layers\":" + layers + ",\"input\":1,\"loss\":\"mse\",\"targets\":1}"), 4900);
    }

    @Test
    void backpropagateWhenLayersHaveUnknownFieldsShouldListAHundred() {
        String layers = IntStream.range(0, 900)
                .mapToObj(_ -> "{\"type\":\"relu\"," + members(100, "f", "1").substring(1))
                .collect(Collectors.joining(",", "[", "]"));
        assertThatHasErrors(service.post("/v1/networks/backpropagate",
                "{\"layers\":" + layers + ",\"input\":1,\"loss\":\"mse\",\"targets\":1}"), 89_900);
    }

    @Test
    void gradcheckWhenGradientsAreOfNoInputShouldListAHundred() {
        assertThatHasErrors(service.post("/v1/losses/mse/gradcheck",
                "{\"predictions\":1,\"targets\":1,\"gradients\":" + members(5000, "g", "1") + "}"), 4900);
    }

    @Test
    void evaluateWhenWrtNamesManyShouldListAHundred() {
        assertThatHasErrors(service.evaluate("mse", "{\"predictions\":1,\"targets\":1,\"wrt\":["
                + "0,".repeat(5000) + "0]}"), 4901);
    }

    @Test
    void evaluateWhenNamesAreHugeShouldCutThem() {
        String name = "n".repeat(1_000_000);
        Answer unknown = service.evaluate("mse", "{\"predictions\":1,\"targets\":1,\"" + name + "\":1}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).hasSizeLessThan(2000);
        Answer malformed = service.evaluate("mse", "{\"" + name + "\":{\"" + name + "\":x");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.body()).hasSizeLessThan(2000);
    }

    @Test
    void stepWhenNamesAreHugeShouldCutThem() {
        String name = "n".repeat(1_000_000);
        Answer answer = service.post("/v1/optimizers/sgd/step", "{\"parameters\":{\"" + name + "\":1},"
                + "\"gradients\":{\"" + name + "x\":1},\"state\":{\"" + name + "y\":1}}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).hasSizeLessThan(3000);
    }
}
