package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Steps of optimizers over HTTP. */
@ServiceTest
class OptimizerStepTests {

    @Autowired
    ServiceClient service;

    // worked by hand: the first step takes up the gradient, v = 2, 1 - 0.5·2; the second 0.5·2 + 4 = 5, 0 - 0.5·5
    @Test
    void stepWhenStateIsSentBackShouldGoOnFromThere() {
        String first = service.post("/v1/optimizers/sgd/step", """
                {"parameters": {"w": [1]}, "gradients": {"w": [2]}, "lr": 0.5, "momentum": 0.5}""").text();
        assertThat(first).isEqualTo("{\"parameters\":{\"w\":[0.0]},\"state\":{\"w\":{\"momentum_buffer\":[2.0]}}}");
        assertThat(service.post("/v1/optimizers/sgd/step", """
                {"parameters": {"w": [0]}, "gradients": {"w": [4]}, "lr": 0.5, "momentum": 0.5,
                 "state": {"w": {"momentum_buffer": [2.0]}}}""").text())
                .isEqualTo("{\"parameters\":{\"w\":[-2.5]},\"state\":{\"w\":{\"momentum_buffer\":[5.0]}}}");
    }

    // worked by hand: the norm over both parameters is 5; scaled to about 1 they move by 3/5 and 4/5
    @Test
    void stepWhenGradientsAreClippedByNormShouldAnswerTheNormBefore() {
        JsonNode answer = service.post("/v1/optimizers/sgd/step", """
                {"parameters": {"a": 0, "b": [[0]]}, "gradients": {"a": 3, "b": [[4]]}, "lr": 1, "max_norm": 1}""")
                .json();
        assertThat(answer.get("gradient_norm").doubleValue()).isEqualTo(5);
        assertThat(answer.get("parameters").get("a").doubleValue()).isEqualTo(-3 / 5.000001);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"adadelta", "adagrad", "adam", "adamax", "adamw", "amsgrad", "lion", "nadam", "radam",
                "rmsprop", "sgd"})
    void stepWhenTheAnswerIsSentBackShouldBeTaken(String optimizer) {
        String path = "/v1/optimizers/" + optimizer + "/step";
        JsonNode first = service.post(path, """
                {"parameters": {"w": [[1, 2]]}, "gradients": {"w": [[0.5, -1]]}}""").json();
        assertThat(service.post(path, "{\"gradients\": {\"w\": [[0.25, 1]]}, \"parameters\": " + first.get("parameters")
                + ", \"state\": " + first.get("state") + "}").status()).isEqualTo(200);
    }

    // by hand: (1e160)²/1000 is beyond float64, and so is a step of 1e200·1e200
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            adam; 1e160; "lr": 0.001; "exp_avg_sq":["Infinity"]
            rmsprop; 1e160; "centered": true, "momentum": 0.9; "square_avg":["Infinity"]
            sgd; 1e200; "lr": 1e200; "w":["-Infinity"]
            adam; 1e30; "dtype": "float32"; "exp_avg_sq":["Infinity"]
            """)
    void stepWhenANumberOverflowsShouldSaySoAndAcceptIt(String optimizer, String gradient, String options,
            String overflowed) {
        String path = "/v1/optimizers/" + optimizer + "/step";
        ServiceClient.Answer first = service.post(path,
                "{\"parameters\": {\"w\": [1]}, \"gradients\": {\"w\": [%s]}, %s}".formatted(gradient, options));
        assertThat(first.text()).contains(overflowed).doesNotContain("NaN");
        ServiceClient.Answer second = service.post(path,
                "{\"parameters\": %s, \"state\": %s, \"gradients\": {\"w\": [1]}, %s}"
                        .formatted(first.json().get("parameters"), first.json().get("state"), options));
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.text()).contains(overflowed).doesNotContain("NaN");
    }

    // no step could have returned these
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "step": -1, "exp_avg": [1], "exp_avg_sq": [1]; #/state/w/step; must be a finite number >= 0, got -1
            "step": 1, "exp_avg": [1], "exp_avg_sq": [-1]; #/state/w/exp_avg_sq/0; must be a number >= 0, got -1
            "step": 1, "exp_avg": ["NaN"], "exp_avg_sq": [1]; #/state/w/exp_avg/0; must be a number, got NaN
            """)
    void stepWhenStateIsNotThatOfAStepShouldSayWhere(String state, String pointer, String detail) {
        assertThat(service.post("/v1/optimizers/adam/step", """
                {"parameters": {"w": [1]}, "gradients": {"w": [1]}, "state": {"w": {%s}}}""".formatted(state)).text())
                .contains("\"errors\":[{\"pointer\":\"" + pointer + "\"").contains(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "gradients": {"w": [1]}; #; parameters is missing
            "parameters": {"w": [1]}; #; gradients is missing
            "parameters": {"w": [1]}, "gradients": {}; #/gradients; no gradient for the parameter w
            "parameters": {"w": [1]}, "gradients": {"w": [1], "v": [2]}; #/gradients/v; the parameters are w
            "parameters": {"w": [1, 2]}, "gradients": {"w": [[1, 2]]}; #/gradients/w; shape [2] of its parameter
            "parameters": {"w": ["NaN"]}, "gradients": {"w": [1]}; #/parameters/w/0; must be a number, got NaN
            "parameters": {"w": [1]}, "gradients": {"w": [1, [2]]}; #/gradients/w/1; expected a number
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "betas": [0.9, 0.99]; #/betas; did you mean beta
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "learning_rate": 0.1; #/learning_rate; did you mean lr?
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "decay": 0.1; #/decay; did you mean weight_decay?
            "params": {"w": [1]}, "gradients": {"w": [1]}; #/params; did you mean parameters?
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "beta1": 1; #/beta1; in [0, 1)
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "clip_value": 0; #/clip_value; a finite number > 0
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "clip_value": 1, "max_norm": 1; #/max_norm; not both
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "state": {"v": {}}; #/state/v; the parameters are w
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "state": {"w": {"step": 1}}; #/state/w; exp_avg is missing
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "state": {"w": {"step": 1, "exp_avg": [1], "exp_avg_sq": [1], "sum": [1]}}; #/state/w/sum; it keeps step, exp_avg, exp_avg_sq
            "parameters": {"w": [1]}, "gradients": {"w": [1]}, "state": {"w": {"step": 1, "exp_avg": [1, 2], "exp_avg_sq": [1]}}; #/state/w/exp_avg; must have the shape [1]
            """)
    void stepWhenRequestIsInvalidShouldSayWhereAndWhatWouldBeRight(String fields, String pointer, String detail) {
        ServiceClient.Answer answer = service.post("/v1/optimizers/adam/step", "{" + fields + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"errors\":[{\"pointer\":\"" + pointer + "\"").contains(detail);
    }

    @Test
    void stepWhenOptimizerIsUnknownShouldNameTheNearest() {
        ServiceClient.Answer answer = service.post("/v1/optimizers/adan/step", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("did you mean adam?", "GET /v1/optimizers");
    }

    @Test
    void listShouldSayWhatEachOptimizerTakesAndKeeps() {
        JsonNode list = service.get("/v1/optimizers").json();
        assertThat(list.get("optimizers")).hasSize(11);
        assertThat(list.get("optimizers").get(2).get("id").asString()).isEqualTo("adam");
        assertThat(list.get("optimizers").get(2).get("options").get(0).get("default").doubleValue()).isEqualTo(1e-3);
    }
}
