package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.client.TensorFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests and answers as safetensors, each for itself. The numbers of mse are those of the README: 4/3 and 2/3 · (-2). */
@ServiceTest
class SafetensorsTests {

    private static final String SAFETENSORS = "application/vnd.safetensors";
    private static final String JSON = "application/json";
    private static final String MSE = "/v1/losses/mse";

    @Autowired
    ServiceClient service;

    private static TensorFile request() {
        return new TensorFile().doubles("predictions", 1, 2, 3).doubles("targets", 1, 2, 5);
    }

    private Answer post(String path, byte[] body, String accept) {
        return service.send(service.request(path).header("Content-Type", SAFETENSORS).header("Accept", accept)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private TensorFile evaluate(String path, TensorFile request) {
        Answer answer = post(path, request.bytes(), SAFETENSORS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(SAFETENSORS);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length));
        return TensorFile.parse(answer.body());
    }

    private Answer refused(String path, TensorFile request, int status) {
        Answer answer = post(path, request.bytes(), SAFETENSORS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        return answer;
    }

    private void assertRefused(String path, TensorFile request, String pointer, String detail) {
        Answer answer = refused(path, request, 422);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/detail").asString()).isEqualTo(detail);
    }

    @Test
    void evaluateWhenBothAreSafetensorsShouldAnswerTensors() {
        TensorFile answer = evaluate(MSE, request());

        assertThat(answer.tensors().keySet()).containsExactly("loss", "gradient");
        assertThat(answer.tensor("loss").shape()).isEmpty();
        assertThat(answer.numbers("loss")).containsExactly(4 / 3.0);
        assertThat(answer.numbers("gradient")).containsExactly(0, 0, -4 / 3.0);
    }

    @Test
    void evaluateWhenAnswerIsJsonShouldAnswerJson() {
        for (String accept : List.of(JSON, "*/*", "application/*")) {
            Answer answer = post(MSE, request().bytes(), accept);
            assertThat(answer.header("Content-Type")).isEqualTo(JSON);
            assertThat(answer.text())
                    .isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}");
        }
    }

    @Test
    void evaluateWhenRequestIsJsonShouldAnswerSafetensors() {
        Answer answer = service.send(service.request(MSE).header("Content-Type", JSON)
                .header("Accept", SAFETENSORS + ", application/json;q=0.5")
                .POST(BodyPublishers.ofString("{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}")));

        assertThat(TensorFile.parse(answer.body()).numbers("loss")).containsExactly(4 / 3.0);
    }

    @Test
    void evaluateWhenPredictionsAreOfFewerBitsShouldAnswerFloat32() {
        // 1.0, 2.0, 3.0 in bfloat16 are 3F80, 4000, 4040, in float16 3C00, 4000, 4200
        byte[] bfloat16 = {(byte) 0x80, 0x3F, 0, 0x40, 0x40, 0x40};
        byte[] float16 = {0, 0x3C, 0, 0x40, 0, 0x42};
        for (TensorFile predictions : List.of(new TensorFile().floats("predictions", List.of(3), 1, 2, 3),
                new TensorFile().with("predictions", "BF16", List.of(3), bfloat16),
                new TensorFile().with("predictions", "F16", List.of(3), float16))) {
            TensorFile answer = evaluate(MSE, predictions.longs("targets", List.of(3), 1, 2, 5));
            assertThat(answer.tensor("gradient").dtype()).isEqualTo("F32");
            assertThat(answer.numbers("gradient")).containsExactly(0, 0, (float) (-4 / 3.0));
            assertThat(evaluate(MSE + "?dtype=float64", predictions).numbers("gradient"))
                    .containsExactly(0, 0, -4 / 3.0);
        }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"?reduction=sum&hessian=diagonal", "?reduction=sum&wrt=predictions&hessian=diagonal",
                "?reduction=sum&wrt=targets%2Cpredictions"})
    void evaluateWhenOptionsAreInTheQueryShouldTakeThem(String query) {
        TensorFile answer = evaluate(MSE + query, request());

        assertThat(answer.numbers("loss")).containsExactly(4);
        assertThat(answer.numbers(query.contains("wrt") ? "gradient.predictions" : "gradient"))
                .containsExactly(0, 0, -4);
        if (query.contains("hessian")) {
            assertThat(answer.numbers(query.contains("wrt") ? "hessian_diagonal.predictions" : "hessian_diagonal"))
                    .containsExactly(2, 2, 2);
        }
    }

    @Test
    void evaluateWhenOptionsAreInTheMetadataShouldTakeThem() {
        TensorFile request = request().metadata("reduction", "none").metadata("wrt", "targets");
        TensorFile huber = new TensorFile().doubles("predictions", 3).doubles("targets", 0).metadata("delta", "2");

        assertThat(evaluate(MSE, request).numbers("gradient.targets")).containsExactly(0, 0, 4);
        // delta * (|d| - delta / 2)
        assertThat(evaluate("/v1/losses/huber", huber).numbers("loss")).containsExactly(4);
    }

    @Test
    void evaluateWhenTensorsAreOptionsShouldTakeThemByName() {
        // -log softmax of equal logits is log 2; weights 1 and 3, and the second row is masked
        TensorFile request = new TensorFile().doubles("predictions", List.of(2, 2), 0, 0, 0, 0)
                .floats("targets", List.of(2), 1, 0).doubles("weight", 1, 3)
                .with("mask", "BOOL", List.of(2), (byte) 1, (byte) 0).metadata("reduction", "sum")
                .doubles("grad_output", List.of(), 2);

        TensorFile answer = evaluate("/v1/losses/cross_entropy", request);

        assertThat(answer.numbers("loss")).containsExactly(3 * Math.log(2));
        assertThat(answer.numbers("gradient")).containsExactly(3, -3, 0, 0);
    }

    @Test
    void evaluateWhenTensorHoldsNaNShouldAnswerNaN() {
        assertThat(evaluate(MSE, new TensorFile().doubles("predictions", Double.NaN, 1).doubles("targets", 1, 1)
                .metadata("reduction", "none")).numbers("loss")).containsExactly(Double.NaN, 0);
    }

    @Test
    void evaluateWhenElementIsOutOfItsDomainShouldPointToItsPosition() {
        assertRefused("/v1/losses/cross_entropy",
                new TensorFile().doubles("predictions", List.of(1, 2, 3), 0, 0, 0, 0, 0, 0)
                        .longs("targets", List.of(1, 3), 0, 1, 2),
                "#/targets/2", "must be a class index, an integer from 0 to 1 or the ignored index -100, got 2");
    }

    @Test
    void evaluateWhenIntegersAreInexactShouldPointToTheirPosition() {
        assertRefused(MSE, new TensorFile().longs("predictions", List.of(2, 2), 1, 1, 1, (1L << 53) + 1)
                .doubles("targets", List.of(2, 2), 1, 1, 1, 1), "#/predictions/3",
                "the integer 9007199254740993 is out of range: integers are exact from -9007199254740992 to 9007199254740992");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
                "reduction; median; #/reduction; reduction must be one of \"none\", \"mean\", \"sum\", \"weighted_mean\", \"sample_mean\", got \"median\"",
                "wrt; predictions,target; #/wrt/1; must be one of predictions, targets, the inputs that have a gradient, got \"target\"",
                "reductoin; sum; #/reductoin; 'mse has no such field; did you mean reduction? Its fields are predictions, targets, reduction, sample_weight, mask, grad_output, wrt, hessian, dtype'"})
    void evaluateWhenOptionIsInvalidShouldNameItWhereverItIs(String name, String value, String pointer, String detail) {
        assertRefused(MSE, request().metadata(name, value), pointer, detail);
        assertRefused(MSE + "?" + name + "=" + value, request(), pointer, detail);
    }

    @Test
    void evaluateWhenQueryConflictsWithTheMetadataShouldBeRefused() {
        assertRefused(MSE + "?reduction=mean", request().metadata("reduction", "sum"), "#/reduction",
                "reduction conflicts with the query parameter reduction=mean");
        assertRefused(MSE + "?reduction=mean&reduction=sum", request(), "#/reduction",
                "reduction is repeated; send it once");
    }

    @Test
    void evaluateWhenHeaderIsMalformedShouldBeABadRequest() {
        Answer answer = post(MSE, TensorFile.bytes("{\"predictions\": {}}"), SAFETENSORS);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/malformed-tensors");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/predictions");
    }

    @Test
    void checkShouldCompareTensorsByName() {
        TensorFile answer = evaluate(MSE + "/gradcheck", request().doubles("gradients.predictions", 0, 0, 4 / 3.0)
                .doubles("loss", List.of(), 4 / 3.0));

        assertThat(answer.metadata()).containsEntry("agrees", "false").containsEntry("verdict", "wrong_sign")
                .containsKeys("gradients", "loss");
        assertThat(answer.tensors()).isEmpty();
    }

    @Test
    void backpropagateWhenLayerIsFaultyShouldPointToItsTensor() {
        TensorFile request = new TensorFile().doubles("input", List.of(1, 2), 1, 1)
                .doubles("layers.0.weight", List.of(1, 2), 1, Double.POSITIVE_INFINITY)
                .doubles("targets", List.of(1, 1), 1).metadata("layers", "[{\"type\": \"linear\"}]")
                .metadata("loss", "mse");

        assertRefused("/v1/networks/backpropagate", request, "#/layers.0.weight/1",
                "must be a finite number, got Infinity");
    }

    @Test
    void trainWhenLinesAreAcceptedShouldAnswerLines() {
        TensorFile request = new TensorFile().doubles("input", List.of(2, 1), 1, 2)
                .doubles("layers.0.weight", List.of(1, 1), 0).doubles("targets", List.of(2, 1), 1, 2)
                .metadata("layers", "[{\"type\": \"linear\"}]").metadata("loss", "mse").metadata("steps", "2")
                .metadata("optimizer", "{\"type\": \"sgd\", \"lr\": 0.1}");

        Answer answer = post("/v1/networks/train", request.bytes(), "application/x-ndjson");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text().lines()).hasSize(3);
    }

    @Test
    void listShouldNotAnswerSafetensors() {
        assertThat(service.get("/v1/losses", SAFETENSORS).status()).isEqualTo(406);
    }
}
