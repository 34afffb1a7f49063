package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Requests that are JSON but not valid: each gets a 422 that says what, where, and what would be right. */
@ServiceTest
class InvalidRequestTests {

    @Autowired
    ServiceClient service;

    /** A request to a loss, the place of its first fault, and words that its detail must have. */
    record Case(String loss, String body, String pointer, String... words) {

        @Override
        public String toString() {
            return loss + " " + body;
        }
    }

    static Stream<Case> invalidRequests() {
        return Stream.of(
                // fields
                new Case("mse", "{\"predictons\": [1], \"targets\": [1]}", "#/predictons", "did you mean predictions?"),
                new Case("mse", "{\"y_pred\": [1], \"targets\": [1]}", "#/y_pred", "did you mean predictions?"),
                new Case("bce", "{\"predictions\": [1], \"targets\": [1], \"weight\": [1]}", "#/weight",
                        "did you mean sample_weight?"),
                new Case("quantile", "{\"predictions\": [1], \"targets\": [1], \"alpha\": 0.9}", "#/alpha",
                        "did you mean quantile?"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"alpha\": 0.9}", "#/alpha",
                        "did you mean delta?"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"sampleWeight\": [1]}", "#/sampleWeight",
                        "did you mean sample_weight?"),
                new Case("categorical_cross_entropy",
                        "{\"predictions\": [[1, 1]], \"targets\": [1], \"ignore_class\": 0}",
                        "#/ignore_class", "did you mean ignore_index?"),
                new Case("bce", "{\"predictions\": [1], \"targets\": [1], \"from_logits\": true}", "#/from_logits",
                        "for logits use binary_cross_entropy_with_logits"),
                new Case("categorical_cross_entropy",
                        "{\"predictions\": [[1, 1]], \"targets\": [1], \"from_logits\": true}",
                        "#/from_logits", "for logits use cross_entropy with axis -1"),
                new Case("focal", "{\"predictions\": [[1, 1]], \"targets\": [1], \"from_logits\": true}",
                        "#/from_logits",
                        "its predictions are always logits"),
                new Case("mse", "{\"predictions\": [1]}", "#", "targets is missing"),
                new Case("mse", "{}", "#", "predictions is missing"),
                new Case("mse", "[1]", "#", "must be a JSON object", "array"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"axis\": 0}", "#/axis", "no such field"),
                new Case("mse", "{\"a/b~c\": 1, \"predictions\": [1], \"targets\": [1]}", "#/a~1b~0c", "no such field"),
                // tensors
                new Case("mse", "{\"predictions\": \"1\", \"targets\": [1]}", "#/predictions", "number"),
                new Case("mse", "{\"predictions\": null, \"targets\": [1]}", "#/predictions", "null"),
                new Case("mse", "{\"predictions\": {}, \"targets\": [1]}", "#/predictions", "object"),
                new Case("mse", "{\"predictions\": [1, true], \"targets\": [1, 1]}", "#/predictions/1", "boolean"),
                new Case("mse", "{\"predictions\": [1, null], \"targets\": [1, 1]}", "#/predictions/1", "null",
                        "write a missing number as \"NaN\""),
                new Case("mse", "{\"predictions\": [1, \"Inf\"], \"targets\": [1, 1]}", "#/predictions/1", "Infinity"),
                new Case("mse", "{\"predictions\": [1, \"nan\"], \"targets\": [1, 1]}", "#/predictions/1", "NaN"),
                new Case("mse", "{\"predictions\": [1, 1e400], \"targets\": [1, 1]}", "#/predictions/1", "float64"),
                new Case("mse", "{\"predictions\": [1e39], \"targets\": [1], \"dtype\": \"float32\"}",
                        "#/predictions/0",
                        "float32"),
                new Case("mse", "{\"dtype\": \"float32\", \"predictions\": [1e39], \"targets\": [1]}",
                        "#/predictions/0",
                        "float32"),
                new Case("mse", "{\"predictions\": [[1, 2], [3]], \"targets\": [[1, 2], [3, 4]]}", "#/predictions/1",
                        "2"),
                new Case("mse", "{\"predictions\": [1, [2]], \"targets\": [1, 2]}", "#/predictions/1", "array"),
                new Case("mse", "{\"predictions\": [[1], 2], \"targets\": [1, 2]}", "#/predictions/1", "array"),
                // shapes
                new Case("mse", "{\"predictions\": [[1], [2]], \"targets\": [1, 2]}", "#/targets", "[2, 1]", "[2]"),
                new Case("mse", "{\"predictions\": [1, 2], \"targets\": 1}", "#/targets", "[2]", "[]"),
                new Case("mse", "{\"predictions\": [1, 2], \"targets\": [1, 2], \"mask\": [true]}", "#/mask", "[2]",
                        "[1]"),
                new Case("mse", "{\"predictions\": [1, 2], \"targets\": [1, 2], \"sample_weight\": 1}",
                        "#/sample_weight",
                        "[2]"),
                new Case("mse", "{\"predictions\": [1, 2], \"targets\": [1, 2], \"grad_output\": [1, 1]}",
                        "#/grad_output",
                        "[]", "[2]"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2], [3, 4]], \"targets\": [[0], [1]]}", "#/targets",
                        "[2]", "[2, 2]", "[2, 1]"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2]], \"targets\": [0], \"weight\": [1, 2, 3]}",
                        "#/weight",
                        "[2]", "[3]"),
                new Case("cross_entropy", "{\"predictions\": 1, \"targets\": 0}", "#/predictions", "class axis"),
                new Case("cross_entropy", "{\"predictions\": [[], []], \"targets\": [0, 0]}", "#/predictions",
                        "[2, 0]"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2]], \"targets\": [0], \"axis\": 2}", "#/axis", "-2",
                        "1"),
                new Case("gaussian_nll", "{\"predictions\": [1, 2], \"targets\": [1, 2], \"var\": [1, 1, 1]}", "#/var",
                        "[2]"),
                new Case("bce_with_logits", "{\"predictions\": [1, 2], \"targets\": [1, 0], \"pos_weight\": [1, 2, 3]}",
                        "#/pos_weight", "[2]", "[3]"),
                // domains
                new Case("bce", "{\"predictions\": [0.5, 1.5], \"targets\": [1, 1]}", "#/predictions/1", "[0, 1]",
                        "1.5"),
                new Case("bce", "{\"predictions\": [0.5, \"NaN\"], \"targets\": [1, 1]}", "#/predictions/1", "[0, 1]"),
                new Case("bce", "{\"predictions\": [0.5], \"targets\": [\"Infinity\"]}", "#/targets/0", "finite"),
                new Case("gaussian_nll", "{\"predictions\": [[1]], \"targets\": [[1]], \"var\": [[-1]]}", "#/var/0/0",
                        ">= 0", "got -1"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2]], \"targets\": [[0.5, -0.5]]}", "#/targets/0/1",
                        ">= 0"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2]], \"targets\": [0], \"weight\": [1, -1]}",
                        "#/weight/1",
                        ">= 0"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"sample_weight\": [\"NaN\"]}",
                        "#/sample_weight/0", "finite"),
                new Case("rmse", "{\"predictions\": [1], \"targets\": [1], \"sample_weight\": [-1]}",
                        "#/sample_weight/0",
                        ">= 0"),
                // class indices
                new Case("cross_entropy", "{\"predictions\": [[1, 2, 3]], \"targets\": [3]}", "#/targets/0", "0 to 2",
                        "-100"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2, 3]], \"targets\": [-1]}", "#/targets/0", "0 to 2"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2, 3]], \"targets\": [1.5]}", "#/targets/0",
                        "integer"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2, 3]], \"targets\": [\"NaN\"]}", "#/targets/0",
                        "integer"),
                new Case("cross_entropy", "{\"predictions\": [1, 2, 3], \"targets\": 7}", "#/targets", "0 to 2"),
                // options
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"delta\": 0}", "#/delta",
                        "a finite number > 0"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"delta\": \"1\"}", "#/delta", "number"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"delta\": null}", "#/delta", "number"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"delta\": \"NaN\"}", "#/delta", "finite"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"delta\": 1e400}", "#/delta", "finite"),
                new Case("huber", "{\"predictions\": [1], \"targets\": [1], \"delta\": [1]}", "#/delta", "array"),
                new Case("gaussian_nll", "{\"predictions\": [1], \"targets\": [1], \"var\": [1], \"full\": 1}",
                        "#/full",
                        "true or false"),
                new Case("nll", "{\"predictions\": [[1]], \"targets\": [0], \"ignore_index\": 0.5}", "#/ignore_index",
                        "integer"),
                new Case("bce", "{\"predictions\": [0.5], \"targets\": [1], \"clip\": 0.5}", "#/clip", "(0, 0.5)"),
                new Case("bce_with_logits", "{\"predictions\": [1], \"targets\": [1], \"pos_weight\": null}",
                        "#/pos_weight",
                        "null"),
                // shared fields
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"reduction\": \"avg\"}", "#/reduction",
                        "mean",
                        "weighted_mean", "avg"),
                new Case("rmse", "{\"predictions\": [1], \"targets\": [1], \"reduction\": \"none\"}", "#/reduction",
                        "mean"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"dtype\": \"float16\"}", "#/dtype",
                        "float32"),
                new Case("mse?dtype=float16", "{\"predictions\": [1], \"targets\": [1]}", "#/dtype", "float32"),
                new Case("mse?dtype=float32", "{\"predictions\": [1], \"targets\": [1], \"dtype\": \"float64\"}",
                        "#/dtype",
                        "query"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"hessian\": true}", "#/hessian", "diagonal"),
                new Case("triplet_margin",
                        "{\"anchor\": [1], \"positive\": [1], \"negative\": [1], \"hessian\": \"diagonal\"}",
                        "#/hessian", "no Hessian"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"wrt\": \"predictions\"}", "#/wrt", "array"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"wrt\": [\"weights\"]}", "#/wrt/0",
                        "predictions, targets"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"wrt\": [\"targets\", \"targets\"]}",
                        "#/wrt/1",
                        "repeated"),
                new Case("poisson_nll", "{\"predictions\": [0.5], \"targets\": [1], \"wrt\": [\"targets\"]}", "#/wrt/0",
                        "predictions"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"mask\": [1]}", "#/mask/0", "true or false"),
                new Case("mse", "{\"predictions\": [1], \"targets\": [1], \"mask\": \"all\"}", "#/mask",
                        "true or false"),
                new Case("cross_entropy", "{\"predictions\": [[1, 2]], \"targets\": [0], \"axis\": 0.5}", "#/axis",
                        "integer"));
    }

    @ParameterizedTest
    @MethodSource("invalidRequests")
    void evaluateWhenRequestIsInvalidShouldSayWhatAndWhere(Case request) {
        Answer answer = service.evaluate(request.loss(), request.body());
        JsonNode problem = answer.json();
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(problem.get("type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("instance").asString())
                .isEqualTo("/v1/losses/" + request.loss().replaceAll("\\?.*", ""));
        JsonNode error = problem.get("errors").get(0);
        assertThat(error.get("pointer").asString()).as(answer.text()).isEqualTo(request.pointer());
        assertThat(error.get("detail").asString()).contains(request.words()).doesNotContain("dev.nabla", "java.",
                "Exception");
        assertThat(problem.get("detail").asString()).endsWith(error.get("detail").asString());
    }

    @Test
    void evaluateWhenAnElementIsInvalidShouldBeginTheDetailWithItsPlace() {
        JsonNode problem = service.evaluate("cross_entropy", """
                {"predictions": [[0, 1], [2, 3]], "targets": [0, 5]}""").json();
        assertThat(problem.get("detail").asString()).startsWith("targets[1]: must be ");
        assertThat(problem.at("/errors/0/detail").asString()).startsWith("must be ");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"\"targets\": [[0, 1, 1], [1, 0, 1]]",
                "\"targets\": [[0, 1], [1, 0]], \"mask\": [[true, true, true], [true, true, true]]",
                "\"targets\": [[0, 1], [1, 0]], \"sample_weight\": [[1, 1, 1], [1, 1, 1]]"})
    void evaluateWhenTheLastAxisSeemsToBeTheClassAxisShouldSayHowToSendIt(String fields) {
        // batch 2, time 3, classes 2: by default the class axis is 1, as in PyTorch
        JsonNode problem = service.evaluate("cross_entropy", """
                {"predictions": [[[0, 1], [0, 1], [0, 1]], [[0, 1], [0, 1], [0, 1]]], %s}""".formatted(fields)).json();
        assertThat(problem.get("detail").asString()).endsWith("send \"axis\": -1");
    }

    @Test
    void evaluateWhenNoAxisWouldHelpShouldNotSuggestOne() {
        JsonNode problem = service.evaluate("mse", "{\"predictions\": [[[1, 2]]], \"targets\": [[1]]}").json();
        assertThat(problem.get("detail").asString()).doesNotContain("axis");
    }

    @Test
    void evaluateWhenThereAreSeveralFaultsShouldNameTheFirstInTheDocumentFirst() {
        // the option and the domain are checked after the tensor was read, but stand before it
        JsonNode errors = service.evaluate("bce", """
                {"clip": 3, "predictions": [0.5, 2], "typo": 1, "targets": [1, [1]]}""").json().get("errors");
        assertThat(errors.valueStream().map(error -> error.get("pointer").asString()))
                .containsExactly("#/clip", "#/predictions/1", "#/typo", "#/targets/1");
    }
}
