package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Batches over HTTP, to the letter. */
@ServiceTest
class BatchTests {

    private static final String MSE = "{\"loss\":\"mse\",\"predictions\":[1,2,3],\"targets\":[1,2,5]}";

    /** d = [0, 0, -2]: the mean of squares is 4/3, the gradient 2d/3. */
    private static final String MSE_ANSWER = "{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}";

    @Autowired
    ServiceClient service;

    @Autowired
    MeterRegistry meters;

    private ServiceClient.Answer batch(String... requests) {
        return service.post("/v1/batch", "{\"requests\": [" + String.join(", ", requests) + "]}");
    }

    private JsonNode result(String... requests) {
        JsonNode results = batch(requests).json().get("results");
        return results.get(results.size() - 1);
    }

    // |d| = [1, 1]: mean 1, gradient sign(d)/2; the sum of squares of [1, 2] is 5, its gradient 2x
    @Test
    void batchShouldAnswerLossesFormulasAndObjectivesInOrder() {
        ServiceClient.Answer answer = batch(MSE, "{\"loss\": \"mae\", \"predictions\": [1, 2], \"targets\": [2, 1]}",
                "{\"formula\": \"x^2\", \"inputs\": {\"x\": [1, 2]}, \"reduction\": \"sum\"}",
                "{\"inputs\": {\"x\": [1, 2]}, \"terms\": [{\"formula\": \"x^2\", \"reduction\": \"sum\"}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"results\":[" + MSE_ANSWER + ",{\"loss\":1.0,\"gradient\":[-0.5,0.5]},"
                + "{\"loss\":5.0,\"gradients\":{\"x\":[2.0,4.0]}},"
                + "{\"loss\":5.0,\"gradients\":{\"x\":[2.0,4.0]},\"terms\":["
                + "{\"name\":\"formula\",\"value\":5.0,\"weighted_value\":5.0}]}]}");
    }

    @Test
    void batchWhenEmptyShouldHaveNoResults() {
        assertThat(batch().text()).isEqualTo("{\"results\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
                "{\"predictions\":[1,2,3],\"loss\":\"mse\",\"targets\":[1,2,5]}",
                "{\"predictions\":[1,2,3],\"targets\":[1,2,5],\"loss\":\"mse\"}",
                "{\"targets\" : [1,2,5] , \"predictions\" : [ 1,2, 3 ] , \"reduction\" : null , \"loss\" : \"mse\" }",
                "{\"wrt\":null,\"dtype\":\"float64\",\"targets\":[1,2,5],\"predictions\":[1,2,3],\"loss\":\"mse\"}"})
    void batchWhenTheLossIsNotNamedFirstShouldAnswerTheSame(String request) {
        assertThat(result(request)).hasToString(MSE_ANSWER);
    }

    // 0.1 in float32 is the float nearest to the text, whichever field comes first
    @ParameterizedTest
    @ValueSource(
        strings = {
                "{\"loss\":\"l1\",\"dtype\":\"float32\",\"predictions\":[0.1],\"targets\":[0]}",
                "{\"predictions\":[0.1],\"targets\":[0],\"dtype\":\"float32\",\"loss\":\"l1\"}",
                "{\"predictions\":[0.1],\"dtype\":\"float32\",\"loss\":\"l1\",\"targets\":[0]}"})
    void batchWhenDTypeIsFloat32ShouldRoundToIt(String request) {
        assertThat(result(request)).hasToString("{\"loss\":0.1,\"gradient\":[1.0]}");
    }

    @Test
    void batchWhenTheQueryGivesTheDTypeShouldRoundAllToIt() {
        // sqrt(3) to 8 digits is a float's, to 17 a double's
        String rmse = "{\"loss\": \"rmse\", \"predictions\": [1, 2], \"targets\": [2, 3], \"wrt\": []}";
        JsonNode results = service.post("/v1/batch?dtype=float32", "{\"requests\": [" + rmse.replace("2, 3", "2, 5")
                + ", {\"dtype\": \"float64\", " + rmse.substring(1) + "]}").json().get("results");

        // d = [-1, -3]: sqrt(5) is 2.2360679774997898, and 2.236068 the float nearest to it
        assertThat(results.get(0)).hasToString("{\"loss\":2.236068,\"gradients\":{}}");
        assertThat(results.get(1).get("error").get("errors").get(0).get("pointer").asString())
                .isEqualTo("#/requests/1/dtype");
        assertThat(service.post("/v1/batch?dtype=float16", "{\"requests\": []}").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void batchWhenARequestIsBadShouldFailItAlone(String request, String pointer, String detail) {
        JsonNode results = batch(MSE, request, MSE).json().get("results");

        assertThat(results.get(0)).hasToString(MSE_ANSWER);
        assertThat(results.get(2)).hasToString(MSE_ANSWER);
        JsonNode error = results.get(1).get("error");
        assertThat(error.get("status").intValue()).isEqualTo(422);
        assertThat(error.get("type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(error.get("errors").get(0).get("pointer").asString()).isEqualTo("#/requests/1" + pointer);
        assertThat(error.get("errors").get(0).get("detail").asString()).contains(detail);
    }

    static Stream<Object[]> bad() {
        return Stream.of(new Object[][]{
                {"{\"loss\": \"mse\", \"predictions\": [1, null], \"targets\": [1, 2]}", "/predictions/1",
                        "found null"},
                {"{\"predictions\": [1, null], \"targets\": [1, 2], \"loss\": \"mse\"}", "/predictions/1",
                        "found null"},
                {"{\"loss\": \"mse\", \"predictions\": [1], \"targets\": [[1], [2, 3]]}", "/targets/1", "ragged"},
                {"{\"loss\": \"mse\", \"predictions\": [1]}", "", "targets is missing"},
                {"{\"loss\": \"mse\", \"prediction\": [1], \"targets\": [1]}", "/prediction", "predictions"},
                {"{\"loss\": \"msee\", \"predictions\": [1], \"targets\": [1]}", "/loss", "did you mean mse?"},
                {"{\"loss\": 3, \"predictions\": [1]}", "/loss", "must be the name of a loss"},
                {"{\"predictions\": [1], \"targets\": [1]}", "", "needs a loss"},
                {"{\"loss\": \"mse\", \"formula\": \"x\"}", "/formula", "not both"},
                {"{\"formula\": \"x +\", \"inputs\": {\"x\": 1}}", "/formula", ""},
                {"{\"formula\": \"x\", \"inputs\": {\"x\": \"one\"}}", "/inputs/x", "one"},
                {"{\"inputs\": {\"x\": 1}, \"terms\": [{\"loss\": \"no\"}]}", "/terms/0/loss", "no loss"},
                {"{\"terms\": 3}", "/terms", "must be an array"},
                {"[1]", "", "must be an object"},
                {"null", "", "must be an object"}});
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{}", "{\"requests\": null}", "{\"requests\": 1}", "{\"requests\": [], \"more\": 1}",
                "{\"requests\": [], \"dtype\": \"float32\"}"})
    void batchWhenItIsNoneShouldBeInvalid(String body) {
        assertThat(service.post("/v1/batch", body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "{\"requests\": [}", "{\"requests\": [{\"predictions\": [1, 2}]}",
                "{\"requests\": [{\"predictions\": [01], \"loss\": \"mse\"}]}", "{\"requests\": []} x",
                "{\"requests\": [{\"loss\": \"mse\", \"loss\": \"mse\"}]}",
                "{\"requests\": [{\"predictions\": 1, \"predictions\": 1, \"loss\": \"mse\"}]}"})
    void batchWhenItIsNotJsonShouldBeMalformed(String body) {
        assertThat(service.post("/v1/batch", body).status()).isEqualTo(400);
    }

    @Test
    void batchShouldAnswerAllExamplesOfTheCatalogAsSingleRequests() {
        List<String> requests = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (LossEntry loss : new LossCatalog().entries()) {
            for (Example example : loss.definition().examples()) {
                String body = example.body();
                requests.add("{\"loss\": \"" + loss.id() + "\", " + body.strip().substring(1));
                requests.add(
                        body.strip().substring(0, body.strip().length() - 1) + ", \"loss\": \"" + loss.id() + "\"}");
                String single = service.evaluate(loss.id(), body).text();
                answers.addAll(List.of(single, single));
            }
        }
        assertThat(batch(requests.toArray(String[]::new)).text())
                .isEqualTo("{\"results\":[" + String.join(",", answers) + "]}");
    }

    @Test
    void batchWhenLargeShouldBeEvaluatedSideBySideInOrder() {
        int count = 3000;
        String requests = Stream.iterate(0, i -> i + 1).limit(count)
                .map(i -> "{\"loss\":\"l1\",\"predictions\":[" + i + "],\"targets\":[0],\"wrt\":[]}")
                .collect(Collectors.joining(","));
        String results = Stream.iterate(0, i -> i + 1).limit(count)
                .map(i -> "{\"loss\":" + (double) i + ",\"gradients\":{}}").collect(Collectors.joining(","));
        double before = meters.get("nabla.evaluations").tag("loss", "l1").timer().count();

        assertThat(batch(requests).text()).isEqualTo("{\"results\":[" + results + "]}");
        assertThat(meters.get("nabla.evaluations").tag("loss", "l1").timer().count() - before).isEqualTo(count);
        assertThat(meters.get("nabla.batches").timer().count()).isPositive();
    }
}
