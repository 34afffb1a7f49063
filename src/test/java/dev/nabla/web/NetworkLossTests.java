package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Formulas and objectives as losses of networks. */
@ServiceTest
class NetworkLossTests {

    private static final String NETWORK = """
            "layers": [{"type": "linear", "weight": [[1, 1], [1, -1]], "bias": [0, 3]}], "input": [[1, 2]]""";

    @Autowired
    ServiceClient service;

    private JsonNode backpropagate(String fields) {
        return service.post("/v1/networks/backpropagate", "{" + NETWORK + ", " + fields + "}").json();
    }

    private JsonNode train(String fields) {
        return service.post("/v1/networks/train", "{" + NETWORK + ", " + fields + "}").json();
    }

    // the formula is that of the catalog's loss, computed as written, and these numbers are exact
    @Test
    void formulaOfACatalogLossShouldBeAsThatLoss() {
        JsonNode expected = backpropagate("\"loss\": \"mse\", \"targets\": [[2, 4]], \"reduction\": \"sum\"");
        assertThat(backpropagate("""
                "loss": {"formula": "(predictions - targets)^2", "inputs": {"targets": [[2, 4]]}}, "reduction": "sum\"
                """)).isEqualTo(expected);
        assertThat(backpropagate("""
                "loss": {"formula": "(predictions - targets)^2"}, "targets": [[2, 4]], "reduction": "sum\"
                """)).isEqualTo(expected);
        assertThat(backpropagate("""
                "loss": {"terms": [{"loss": "mse", "reduction": "sum"}]}, "targets": [[2, 4]]""")).isEqualTo(expected);
    }

    @Test
    void queryGroupsShouldBeThoseOfACatalogLossInFormulasAndTerms() {
        String network = """
                {"layers": [{"type": "linear", "weight": [[0.5, -1]]}, {"type": "expression", "formula": "x[:,0]"}],
                 "input": [[1, 2], [0, 1], [2, 1], [1, 1], [3, 0]],""";
        String expected = service.post("/v1/networks/backpropagate", network + """
                "loss": "lambdarank", "targets": [1, 0, 2, 1, 0], "group_sizes": [3, 2]}""").text();
        assertThat(service.post("/v1/networks/backpropagate", network + """
                "loss": {"formula": "loss.lambdarank(predictions, t, group_ids=g)",
                         "inputs": {"t": [1, 0, 2, 1, 0], "g": [3, 3, 3, 2, 2]}}}""").text()).isEqualTo(expected);
        assertThat(service.post("/v1/networks/backpropagate", network + """
                "loss": {"terms": [{"loss": "lambdarank"}],
                         "inputs": {"targets": [1, 0, 2, 1, 0], "group_sizes": [3, 2]}}}""").text())
                .isEqualTo(expected).startsWith("{\"loss\":0.4");
    }

    // by hand: y = [3, 2], d = [1, -2], gradients of BackpropagateTests: dW = [[2, 4], [-4, -8]], dx = [-2, 6];
    // the decay adds 0.5·2W = W, and the penalty of the input 2·x·0.25
    @Test
    void penaltiesShouldAddToTheGradientsOfParametersAndInput() {
        JsonNode answer = backpropagate("""
                "targets": [[2, 4]], "loss": {"terms": [{"loss": "mse", "reduction": "sum"},
                    {"name": "decay", "formula": "layers.0.weight^2", "reduction": "sum", "weight": 0.5},
                    {"name": "input", "formula": "k * input^2", "reduction": "sum"}], "parameters": {"k": 0.25}}""");
        assertThat(answer.get("loss").doubleValue()).isEqualTo(5 + 2 + 1.25);
        assertThat(answer.get("gradients").toString())
                .isEqualTo("[{\"weight\":[[3.0,5.0],[-3.0,-9.0]],\"bias\":[2.0,-4.0]}]");
        assertThat(answer.get("input_gradient").toString()).isEqualTo("[[-1.5,7.0]]");
    }

    @Test
    void lossOfParametersAloneShouldHaveTheirGradients() {
        JsonNode answer = backpropagate("\"loss\": {\"formula\": \"layers.0.bias^2\"}, \"reduction\": \"sum\"");
        assertThat(answer.get("gradients").toString())
                .isEqualTo("[{\"weight\":[[0.0,0.0],[0.0,0.0]],\"bias\":[0.0,6.0]}]");
    }

    @Test
    void traceShouldShowTheFormula() {
        JsonNode step = backpropagate("""
                "trace": true, "targets": [[2, 4]], "loss": {"formula": "(predictions - targets)^2"}""").get("trace")
                .get(1);
        assertThat(step.get("step").asString()).isEqualTo("expression");
        assertThat(step.get("formula").asString()).startsWith("L = \\frac{1}{N} \\sum_n \\ell_n, \\quad \\ell = ");
        JsonNode objective = backpropagate(
                """
                "trace": true, "targets": [[2, 4]], "loss": {"terms": [{"loss": "mse"}, {"loss": "l1", "weight": 0.5}]}""")
                .get("trace").get(1);
        assertThat(objective.get("formula").asString()).isEqualTo("L = \\ell_{\\text{mse}} + 0.5\\,\\ell_{\\text{l1}}");
    }

    @Test
    void trainingShouldTakeTheStepsOfBackpropagation() {
        String loss = """
                "targets": [[2, 4]], "loss": {"terms": [{"loss": "mse"},
                    {"name": "decay", "formula": "layers.0.weight^2", "reduction": "sum", "weight": 0.125}]}""";
        JsonNode gradients = backpropagate(loss).get("gradients").get(0);
        JsonNode trained = train(loss + ", \"optimizer\": {\"type\": \"sgd\", \"lr\": 0.5}, \"steps\": 1");
        JsonNode step = service.post("/v1/optimizers/sgd/step", """
                {"parameters": {"w": [[1, 1], [1, -1]], "b": [0, 3]}, "lr": 0.5, "gradients": {"w": %s, "b": %s}}"""
                .formatted(gradients.get("weight"), gradients.get("bias"))).json();
        assertThat(trained.get("parameters").get("layers.0.weight")).isEqualTo(step.get("parameters").get("w"));
        assertThat(trained.get("parameters").get("layers.0.bias")).isEqualTo(step.get("parameters").get("b"));
    }

    // after each step the decay sees the new weights: from 1 with gradient w they are halved, and halved again
    @Test
    void trainingShouldSeeTheParametersOfEachStep() {
        JsonNode trained = service
                .post("/v1/networks/train",
                        """
                {"layers": [{"type": "linear", "weight": [[1]]}], "input": [[0], [0]], "batch_size": 1,
                 "loss": {"formula": "0.5 * layers.0.weight^2"}, "optimizer": {"type": "sgd", "lr": 0.5}, "steps": 2}""")
                .json();
        assertThat(trained.get("parameters").get("layers.0.weight").toString()).isEqualTo("[[0.25]]");
        assertThat(trained.get("losses").toString()).isEqualTo("[0.5,0.125]");
    }

    // rates 0.5 and 0.25: 1 - 0.5·1 = 0.5, then 0.5 - 0.25·0.5
    @Test
    void scheduleShouldSetTheRateOfEachStep() {
        JsonNode trained = service.post("/v1/networks/train", """
                {"layers": [{"type": "linear", "weight": [[1]]}], "input": [[0]], "steps": 2,
                 "loss": {"formula": "0.5 * layers.0.weight^2"}, "optimizer": {"type": "sgd", "lr": 0.5},
                 "learning_rate_schedule": "lr * 0.5^step"}""").json();
        assertThat(trained.get("parameters").get("layers.0.weight").toString()).isEqualTo("[[0.375]]");
    }

    @Test
    void validationShouldUseTheFormulaWithItsOwnInputs() {
        JsonNode trained = train("""
                "loss": {"formula": "(predictions - t)^2", "inputs": {"t": [[2, 4]]}},
                "optimizer": {"type": "sgd", "lr": 0.125}, "steps": 1,
                "validation": {"input": [[1, 2], [0, 0]], "t": [[3, 2], [0, 3]]}""");
        assertThat(trained.get("validation").toString()).contains("\"loss\":0.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "loss": {"formula": "predictions - t"}                         | #/loss/formula
            "loss": {"formula": "predictions", "inputs": {"t": 1}}         | #/loss/inputs/t
            "loss": {"formula": "predictions", "inputs": {"input": 1}}     | #/loss/inputs/input
            "loss": {"formula": "predictions"}, "targets": [[1, 2]]        | #/targets
            "loss": {"formula": "predictions"}, "y": [[1, 2]]              | #/y
            "loss": {"formula": "t", "inputs": {"t": 1}}                   | #/loss
            "loss": {"terms": [{"loss": "mse"}]}                           | #/loss/terms/0
            "loss": {"terms": [{"loss": "mse"}]}, "targets": [[1]]         | #/loss/terms/0
            "loss": {"terms": [{"loss": "binary_cross_entropy"}]}, "targets": [[1, 1]] | #/layers
            "loss": {"terms": [{"formula": "predictions"}]}, "reduction": "sum" | #/reduction
            "loss": {}                                                     | #/loss
            "loss": []                                                     | #/loss
            """)
    void lossThatIsWrongShouldSayWhere(String fields, String pointer) {
        assertThat(backpropagate(fields).get("errors").findValuesAsString("pointer")).containsExactly(pointer);
        assertThat(train(fields + ", \"optimizer\": {\"type\": \"sgd\"}, \"steps\": 1").get("errors")
                .findValuesAsString("pointer")).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "0.1 * stp" | line 1, column 7: there is no stp; did you mean step?
            "-1"        | step 0: lr must be a finite number >= 0, got -1
            3           | learning_rate_schedule must be a formula in step, a string, for instance "lr * 0.5^(step / 1000)"
            """)
    void scheduleThatIsWrongShouldSayWhy(String schedule, String detail) {
        JsonNode error = train(
                "\"loss\": \"mse\", \"targets\": [[1, 1]], \"optimizer\": {\"type\": \"sgd\"}, \"steps\": 1, "
                        + "\"learning_rate_schedule\": " + schedule)
                .get("errors").get(0);
        assertThat(error.get("pointer").asString()).isEqualTo("#/learning_rate_schedule");
        assertThat(error.get("detail").asString()).isEqualTo(detail);
    }
}
