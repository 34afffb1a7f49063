package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.client.ServiceClient;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Objectives over HTTP, to the letter. */
@ServiceTest
class ObjectiveTests {

    private static final String TENSORS = """
            "inputs": {"a": [1, 2], "b": [3, 2], "long": [1, 2, 3], "p": [0.5, 2], "s": 0, "classes": [0, 1]},""";

    @Autowired
    ServiceClient service;

    private ServiceClient.Answer evaluate(String body) {
        return service.post("/v1/objectives", body);
    }

    // worked by hand: d = a - b = [-2, 0]: mse 2, of which the gradient is d; l1 2 by sum, sign(d);
    // the sum of squares of a is 5, 2a. Total 2 + 0.5·2 + 0.1·5, gradient of a d + 0.5·sign(d) + 0.2·a
    @Test
    void evaluateWhenTermsShareAnInputShouldAddTheirGradients() {
        assertThat(evaluate("""
                {"inputs": {"a": [1, 2], "b": [3, 2]},
                 "terms": [{"loss": "mse", "inputs": {"predictions": "a", "targets": "b"}},
                           {"name": "far", "loss": "mae", "inputs": {"predictions": "a", "targets": "b"},
                            "reduction": "sum", "weight": 0.5},
                           {"name": "decay", "formula": "a^2", "reduction": "sum", "weight": 0.1}]}""").text())
                .isEqualTo("{\"loss\":3.5,\"gradients\":{\"a\":[-2.3,0.4]},\"terms\":["
                        + "{\"name\":\"mse\",\"value\":2.0,\"weighted_value\":2.0},"
                        + "{\"name\":\"far\",\"value\":2.0,\"weighted_value\":1.0},"
                        + "{\"name\":\"decay\",\"value\":5.0,\"weighted_value\":0.5}]}");
    }

    // worked by hand: e^0·l + 0 with l = mse = 2, and 1 - l by s; e^-0·2 + 0 again for the number
    @Test
    void evaluateWhenWeightIsLearntShouldAnswerTheGradientOfItsLogVariance() {
        assertThat(evaluate("""
                {"inputs": {"predictions": [1, 2], "targets": [3, 2], "s": 0},
                 "terms": [{"name": "shared", "loss": "mse", "weight": {"log_variance": "s"}},
                           {"name": "fixed", "loss": "mse", "weight": {"log_variance": 0}}]}""").text())
                .isEqualTo("{\"loss\":4.0,\"gradients\":{\"predictions\":[-4.0,0.0],\"s\":-1.0},\"terms\":["
                        + "{\"name\":\"shared\",\"value\":2.0,\"weighted_value\":2.0,\"log_variance_gradient\":-1.0},"
                        + "{\"name\":\"fixed\",\"value\":2.0,\"weighted_value\":2.0,\"log_variance_gradient\":-1.0}]}");
    }

    // worked by hand: the gradients are [3, 4] and -[4, 3], of norm 5; their cosine is -24/25; their sum is [-1, 1]
    @Test
    void evaluatePerTermShouldShowWhereTermsFight() {
        JsonNode answer = evaluate("""
                {"inputs": {"x": [3, 4], "y": [4, 3]}, "wrt": ["x"], "per_term": true,
                 "terms": [{"name": "up", "formula": "0.5 * x^2", "reduction": "sum"},
                           {"name": "down", "formula": "x * y", "reduction": "sum", "weight": -1}]}""").json();
        assertThat(answer.get("gradients").toString()).isEqualTo("{\"x\":[-1.0,1.0]}");
        assertThat(answer.get("terms").get(1).get("gradients").toString()).isEqualTo("{\"x\":[-4.0,-3.0]}");
        assertThat(answer.get("terms").get(1).get("gradient_norm").doubleValue()).isEqualTo(5);
        assertThat(answer.get("cosines").toString())
                .isEqualTo("[{\"terms\":[\"up\",\"down\"],\"cosine\":-0.96,\"by_input\":{\"x\":-0.96}}]");
    }

    // 3·(d²/3 summed) - d² summed is 0 whatever d is, and so is its gradient; 0.1 is not exact in float64
    @Test
    void evaluateWhenTermsCancelShouldAnswerZero() {
        JsonNode answer = evaluate("""
                {"inputs": {"a": [0.1, 0.7, 1.3], "b": [0, 0, 0]},
                 "terms": [{"name": "mean", "loss": "mse", "inputs": {"predictions": "a", "targets": "b"}, "weight": 3},
                           {"name": "sum", "loss": "mse", "inputs": {"predictions": "a", "targets": "b"},
                            "reduction": "sum", "weight": -1}]}""").json();
        assertThat(answer.get("loss").doubleValue()).isCloseTo(0, within(1e-30));
        for (JsonNode element : answer.get("gradients").get("a")) {
            assertThat(element.doubleValue()).isCloseTo(0, within(1e-30));
        }
    }

    // a loss by itself is its own objective, to the last bit
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            cross_entropy; "predictions": [[0.1, 2, -1], [3, 0.2, 0.7]], "targets": [2, 0]
            huber; "predictions": [0.1, 2, -1.7], "targets": [0.3, -0.3, 0]
            rmse; "predictions": [0.1, 2, -1.7], "targets": [0.3, -0.3, 0]
            poisson; "predictions": [0.1, 2, 1.7], "targets": [0, 3, 1]
            """)
    void evaluateWhenThereIsOneTermShouldBeThatLoss(String loss, String tensors) {
        for (String dtype : new String[]{"float64", "float32"}) {
            for (String upstream : new String[]{"", ", \"grad_output\": 0.3"}) {
                JsonNode alone = service.post("/v1/losses/" + loss,
                        "{" + tensors + ", \"dtype\": \"" + dtype + '"' + upstream + "}").json();
                JsonNode objective = evaluate("{\"inputs\": {" + tensors + "}, \"terms\": [{\"loss\": \"" + loss
                        + "\"}], \"dtype\": \"" + dtype + '"' + upstream + "}").json();
                assertThat(objective.get("loss")).isEqualTo(alone.get("loss"));
                assertThat(objective.get("gradients").get("predictions")).isEqualTo(alone.get("gradient"));
            }
        }
    }

    @Test
    void evaluateWhenTermHasOptionsWeightsAndMaskShouldUseThem() {
        JsonNode alone = service.post("/v1/losses/huber", """
                {"predictions": [5, 2, 9], "targets": [0, 0, 0], "delta": 2, "sample_weight": [1, 0.5, 7],
                 "mask": [true, true, false], "reduction": "weighted_mean"}""").json();
        JsonNode objective = evaluate("""
                {"inputs": {"predictions": [5, 2, 9], "targets": [0, 0, 0]},
                 "terms": [{"loss": "huber", "delta": 2, "sample_weight": [1, 0.5, 7],
                            "mask": [true, true, false], "reduction": "weighted_mean"}]}""").json();
        assertThat(objective.get("loss")).isEqualTo(alone.get("loss"));
        assertThat(objective.get("gradients").get("predictions")).isEqualTo(alone.get("gradient"));
    }

    // β of a VAE begins at 0, where the KL divergence may be infinite
    @Test
    void evaluateWhenWeightIsZeroShouldLeaveTheTermOut() {
        JsonNode answer = evaluate("""
                {"inputs": {"a": [1, 2], "mu": ["Infinity"], "log_var": [0]},
                 "terms": [{"name": "square", "formula": "a^2"},
                           {"name": "kl", "loss": "gaussian_kl", "inputs": {"mean": "mu", "log_variance": "log_var"},
                            "weight": 0}]}""").json();
        assertThat(answer.get("loss").doubleValue()).isEqualTo(2.5);
        assertThat(answer.get("gradients").get("mu").toString()).isEqualTo("[0.0]");
    }

    @Test
    void evaluateWhenParametersAreNotNamedShouldNotDifferentiateThem() {
        String body = """
                {"inputs": {"x": [1, 2]}, "parameters": {"k": 0.1}, "dtype": "float32",
                 "terms": [{"formula": "k * x^2", "reduction": "sum"}]%s}""";
        // k is 0.1 in float64, and 2·0.1·2 is rounded to float32 at the end
        assertThat(evaluate(String.format(Locale.ROOT, body, "")).text())
                .isEqualTo("{\"loss\":0.5,\"gradients\":{\"x\":[0.2,0.4]},"
                        + "\"terms\":[{\"name\":\"formula\",\"value\":0.5,\"weighted_value\":0.5}]}");
        assertThat(evaluate(String.format(Locale.ROOT, body, ", \"wrt\": [\"k\"]")).json().get("gradients").toString())
                .isEqualTo("{\"k\":5.0}");
    }

    @Test
    void formulaShouldBeAbleToGiveInputsItsOwnNames() {
        assertThat(evaluate("""
                {"inputs": {"x": [1, 2], "y": [3]},
                 "terms": [{"name": "x", "formula": "t^2", "inputs": {"t": "x"}, "reduction": "sum"},
                           {"name": "y", "formula": "t^2", "inputs": {"t": "y"}, "reduction": "sum"}]}""").json()
                .get("gradients").toString()).isEqualTo("{\"x\":[2.0,4.0],\"y\":[6.0]}");
    }

    @Test
    void gradientCheckShouldKnowTheTotal() {
        String body = """
                {"inputs": {"x": [1, 2]}, "terms": [{"formula": "x^2", "reduction": "sum", "weight": 0.5}],
                 "gradients": {"x": %s}, "loss": 2.5}""";
        assertThat(service.post("/v1/objectives/gradcheck", String.format(Locale.ROOT, body, "[1, 2]")).text())
                .contains("\"verdict\":\"agrees\"").doesNotContain("wrong");
        assertThat(service.post("/v1/objectives/gradcheck", String.format(Locale.ROOT, body, "[1, 2.5]")).text())
                .contains("\"agrees\":false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "terms": [] | #/terms | terms must have from 1 to 64 elements, has 0
            "terms": [{}] | #/terms/0 | a term needs a loss, for instance "mse", or a formula
            "terms": [3] | #/terms/0 | 0 must be an object, got a number
            "terms": [{"loss": "msee"}] | #/terms/0/loss | there is no loss with this name; did you mean mse?
            "terms": [{"loss": "l1", "formula": "a"}] | #/terms/0/formula | a term is a loss or a formula, not both
            "terms": [{"formula": "a + q"}] | #/terms/0/formula | line 1, column 5: there is no q; the inputs are a, b, long, p, s, classes
            "terms": [{"formula": "a * long"}] | #/terms/0/formula | line 1, column 3: shapes [2] and [3] differ at axis 0; only an axis of size 1 is repeated
            "terms": [{"loss": "mse", "inputs": {"predictions": "a", "targets": "c"}}] | #/terms/0/inputs/targets | there is no input c; the inputs are a, b, long, p, s, classes
            "terms": [{"loss": "mse", "inputs": {"predictions": "a", "target": "b"}}] | #/terms/0/inputs/target | mse has no input target; did you mean targets?
            "terms": [{"loss": "mse", "inputs": {"predictions": "a"}}] | #/terms/0/inputs | mse needs targets, ground truth, and no input has this name: send "inputs": {"targets": "…"} with the name of one
            "terms": [{"loss": "mse", "inputs": {"predictions": "a", "targets": "long"}}] | #/terms/0/inputs/targets | targets must have the shape [2], has [3]
            "terms": [{"loss": "mse", "predictions": [1]}] | #/terms/0/predictions | the terms share their inputs: put predictions into the inputs of the objective; a term names it, "inputs": {"predictions": "…"}
            "terms": [{"name": "bce", "loss": "binary_cross_entropy", "inputs": {"predictions": "p", "targets": "a"}}] | #/inputs/p/1 | as predictions of the term bce: must be a number in [0, 1], got 2
            "terms": [{"loss": "huber", "delta": -1, "inputs": {"predictions": "a", "targets": "b"}}] | #/terms/0/delta | delta must be a finite number > 0, got -1
            "terms": [{"loss": "l1", "delta": 1, "inputs": {"predictions": "a", "targets": "b"}}] | #/terms/0/delta | a term with l1 has no such field. Its fields are name, loss, inputs, weight, reduction, sample_weight, mask
            "terms": [{"formula": "a", "reduction": "none"}] | #/terms/0/reduction | reduction must be one of "mean", "sum", "weighted_mean", "sample_mean", got "none"
            "terms": [{"formula": "a", "weight": "x"}] | #/terms/0/weight | expected a number or one of the strings "NaN", "Infinity" and "-Infinity", found the string "x"
            "terms": [{"formula": "a", "weight": [1]}] | #/terms/0/weight | weight must be a finite number, or an object with log_variance
            "terms": [{"formula": "a", "weight": {}}] | #/terms/0/weight | weight must have log_variance: a number, or the name of an input that is one
            "terms": [{"formula": "a", "weight": {"log_variance": "b"}}] | #/terms/0/weight/log_variance | b must be a number to be a log-variance, has shape [2]
            "terms": [{"formula": "a"}, {"formula": "b"}] | #/terms/1 | another term is called formula; give this one a name
            "terms": [{"name": "x", "formula": "a"}, {"name": "x", "formula": "b"}] | #/terms/1/name | another term has this name
            "terms": [{"formula": "a"}], "reduction": "sum" | #/reduction | reduction belongs to a term: each is reduced to a number on its own
            "terms": [{"formula": "a"}], "term": 1 | #/term | an objective has no such field; did you mean terms? Its fields are inputs, parameters, terms, per_term, wrt, grad_output, dtype
            """)
    void evaluateWhenARequestIsWrongShouldSayWhereAndWhy(String fields, String pointer, String detail) {
        JsonNode problem = evaluate("{" + TENSORS + fields + "}").json();
        assertThat(problem.get("status").intValue()).isEqualTo(422);
        assertThat(problem.get("errors")).anySatisfy(error -> {
            assertThat(error.get("pointer").asString()).isEqualTo(pointer);
            assertThat(error.get("detail").asString()).isEqualTo(detail);
        });
    }

    @Test
    void evaluateWhenAnInputIsNotUsedShouldNameIt() {
        JsonNode problem = evaluate("""
                {"inputs": {"a": 1, "b": 2}, "parameters": {"c": 3}, "terms": [{"formula": "a"}]}""").json();
        assertThat(problem.get("errors").findValuesAsString("pointer")).containsExactly("#/inputs/b", "#/parameters/c");
        assertThat(problem.get("errors").get(0).get("detail").asString())
                .isEqualTo("no term uses b; leave it out, or use it");
    }

    @Test
    void evaluateWhenClassIndicesAreAskedForAGradientShouldRefuse() {
        JsonNode problem = evaluate("""
                {"inputs": {"predictions": [[1, 2]], "targets": [1]}, "wrt": ["targets"],
                 "terms": [{"loss": "cross_entropy"}]}""").json();
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("#/wrt/0");
    }
}
