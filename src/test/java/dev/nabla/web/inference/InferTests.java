package dev.nabla.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.web.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Inference by JSON. Expected numbers are those of the mean squared error: the mean of d², and 2 d / 3, of three elements. */
@ServiceTest
class InferTests {

    private static final String MSE = """
            {"id": "42", "inputs": [
             {"name": "predictions", "shape": [3], "datatype": "FP64", "data": [1, 2, 3]},
             {"name": "targets", "shape": [3], "datatype": "FP64", "data": [1, 2, 5]}]""";

    @Autowired
    ServiceClient service;

    private Answer infer(String model, String body) {
        return service.post("/v2/models/" + model + "/infer", body);
    }

    @Test
    void inferWhenNoOutputsAreNamedShouldAnswerLossAndGradient() {
        Answer answer = infer("mse", MSE + "}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text())
                .isEqualTo("{\"model_name\":\"mse\",\"model_version\":\"1\",\"id\":\"42\",\"outputs\":["
                        + "{\"name\":\"loss\",\"datatype\":\"FP64\",\"shape\":[],\"data\":[1.3333333333333333]},"
                        + "{\"name\":\"gradient\",\"datatype\":\"FP64\",\"shape\":[3],\"data\":[0.0,0.0,-1.3333333333333333]}]}");
    }

    @Test
    void inferWhenOutputsAreNamedShouldAnswerThemInOrder() {
        Answer answer = infer("mse",
                MSE + """
                , "outputs": [{"name": "hessian_diagonal.targets"}, {"name": "gradient.targets"}, {"name": "loss"}]}""");
        assertThat(answer.text()).contains("{\"name\":\"hessian_diagonal.targets\",\"datatype\":\"FP64\",\"shape\":[3],"
                + "\"data\":[0.6666666666666666,0.6666666666666666,0.6666666666666666]},"
                + "{\"name\":\"gradient.targets\",\"datatype\":\"FP64\",\"shape\":[3],\"data\":[0.0,0.0,1.3333333333333333]},"
                + "{\"name\":\"loss\"");
    }

    @Test
    void inferWhenOnlyLossIsNamedShouldAnswerNothingElse() {
        assertThat(infer("mse", MSE + ", \"outputs\": [{\"name\": \"loss\"}]}").json().get("outputs")).hasSize(1);
    }

    @Test
    void inferWhenParametersAreOptionsShouldUseThem() {
        // huber with delta 1 of d = -2: 0.5 + 1 = 1.5, gradient -1; sum of three
        assertThat(infer("huber", MSE + ", \"parameters\": {\"delta\": 1, \"reduction\": \"sum\"}}").text())
                .contains("\"data\":[1.5]", "\"data\":[0.0,0.0,-1.0]");
    }

    @Test
    void inferWhenInputsHaveNamesInWrtShouldAnswerGradientsByName() {
        assertThat(names(infer("mse", MSE + ", \"parameters\": {\"wrt\": \"predictions, targets\"}}")))
                .containsExactly("loss", "gradient.predictions", "gradient.targets");
        assertThat(names(infer("mse", MSE + ", \"parameters\": {\"wrt\": [\"targets\"], \"hessian\": \"diagonal\"}}")))
                .containsExactly("loss", "gradient.targets", "hessian_diagonal.targets");
    }

    // The sum of two lists of one item each; the loss has no Hessian of its own.
    @Test
    void inferWhenHessianIsConstantShouldAnswerItOfAnyLoss() {
        String lists = """
                {"inputs": [{"name": "predictions", "datatype": "FP64", "shape": [2, 1], "data": [1, 2]},
                  {"name": "targets", "datatype": "FP64", "shape": [2, 1], "data": [1, 1]}],
                 "outputs": [{"name": "hessian_diagonal"}], "parameters": {"reduction": "sum"%s}}""";
        assertThat(infer("approx_ndcg", lists.formatted(", \"hessian\": \"constant\"")).text())
                .contains("\"data\":[1.0,1.0]");
        assertThat(infer("approx_ndcg", lists.formatted("")).text()).contains("no Hessian diagonal", "constant");
    }

    private static List<String> names(Answer answer) {
        return answer.json().get("outputs").valueStream().map(output -> output.get("name").asString()).toList();
    }

    @Test
    void inferWhenModelIsAnAliasShouldAnswerByItsIdAndPresets() {
        assertThat(infer("mae", MSE + "}").json().get("model_name").asString()).isEqualTo("l1");
        assertThat(service.post("/v2/models/mae/versions/1/infer", MSE + "}").text())
                .isEqualTo(infer("l1", MSE + "}").text());
    }

    @Test
    void inferWhenDataIsNestedShouldAnswerTheSame() {
        String nested = """
                {"inputs": [{"name": "predictions", "shape": [2, 2], "datatype": "FP64", "data": [[1, 2], [3, 4]]},
                 {"data": [0, 0, 0, 0], "datatype": "FP64", "shape": [2, 2], "name": "targets"}]}""";
        assertThat(infer("mse", nested).text())
                .isEqualTo(infer("mse", nested.replace("[[1, 2], [3, 4]]", "[1, 2, 3, 4]"))
                        .text())
                .contains("\"shape\":[2,2],\"data\":[0.5,1.0,1.5,2.0]");
    }

    // 16777217 is halfway between two floats, and 0.1 is not a float: each text is rounded once, as in version 1
    @Test
    void inferWhenDatatypeIsFp32ShouldComputeAndAnswerInIt() {
        String body = """
                {"inputs": [{"name": "predictions", "shape": [2], "datatype": "FP32", "data": [0.1, 16777217.000000001]},
                 {"name": "targets", "shape": [2], "datatype": "FP32", "data": [0, 0]}],
                 "parameters": {"reduction": "none"}}""";
        assertThat(infer("l1", body).text()).contains("\"datatype\":\"FP32\",\"shape\":[2],\"data\":[0.1,1.6777218E7]",
                "\"datatype\":\"FP32\",\"shape\":[2],\"data\":[1.0,1.0]");
        assertThat(infer("l1", body.replace("\"none\"", "\"none\", \"dtype\": \"float64\"")).text())
                .contains("\"datatype\":\"FP64\",\"shape\":[2],\"data\":[0.10000000149011612,1.6777218E7]");
    }

    @Test
    void inferWhenNumbersAreNotFiniteShouldReadAndAnswerThemAsStrings() {
        assertThat(infer("l1", """
                {"inputs": [{"name": "predictions", "shape": [2], "datatype": "FP64", "data": ["-Infinity", "NaN"]},
                 {"name": "targets", "shape": [2], "datatype": "FP64", "data": [0, 0]}],
                 "parameters": {"reduction": "none"}}""").text())
                .contains("\"data\":[\"Infinity\",\"NaN\"]", "\"data\":[-1.0,\"NaN\"]");
    }

    // cross entropy of two equal logits is log 2
    @Test
    void inferWhenTargetsAreIntegersShouldTakeThemAsClasses() {
        assertThat(infer("cross_entropy", """
                {"inputs": [{"name": "predictions", "shape": [1, 2], "datatype": "FP64", "data": [[0, 0]]},
                 {"name": "targets", "shape": [1], "datatype": "INT32", "data": [1]}],
                 "outputs": [{"name": "loss"}]}""").text()).contains("\"data\":[0.6931471805599453]");
    }

    @Test
    void inferWhenMaskIsBooleanOrBytesShouldExclude() {
        String mask = ", {\"name\": \"mask\", \"shape\": [3], \"datatype\": \"BOOL\", \"data\": [true, true, false]}]";
        String body = MSE.substring(0, MSE.length() - 1) + mask + "}";
        assertThat(infer("mse", body).text()).contains("\"data\":[0.0]");
        assertThat(infer("mse", body.replace("BOOL", "UINT8").replace("true", "1").replace("false", "0")).text())
                .isEqualTo(infer("mse", body).text());
    }

    @Test
    void inferWhenTensorsAreEmptyShouldAnswer() {
        assertThat(infer("mse", """
                {"inputs": [{"name": "predictions", "shape": [0], "datatype": "FP64", "data": []},
                 {"name": "targets", "shape": [0], "datatype": "FP64", "data": []},
                 {"name": "mask", "shape": [0], "datatype": "BOOL", "data": []}]}""").text())
                .contains("\"data\":[\"NaN\"]", "\"shape\":[0],\"data\":[]");
    }

    @Test
    void inferWhenTensorsHaveNoAxesShouldAnswerNumbersWithout() {
        String body = """
                {"inputs": [{"name": "predictions", "shape": [], "datatype": "FP64", "data": [3]},
                 {"name": "targets", "shape": [], "datatype": "FP64", "data": 5}]}""";
        assertThat(infer("mse", body).text()).contains("\"shape\":[],\"data\":[4.0]", "\"shape\":[],\"data\":[-4.0]");
    }

    // as KServe's client sends it
    @Test
    void inferWhenBodyNamesTheModelShouldTakeItFromThePath() {
        assertThat(
                infer("mse", "{\"model_name\": \"other\", \"model_version\": null, " + MSE.substring(1) + "}").status())
                .isEqualTo(200);
    }
}
