package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The catalog, as a caller reads it. */
@ServiceTest
class CatalogTests {

    @Autowired
    ServiceClient service;

    @Test
    void listShouldNameEveryLossInOrder() {
        JsonNode losses = service.get("/v1/losses").json().get("losses");
        assertThat(losses.valueStream().map(loss -> loss.get("id").asString())).isSorted().contains("l1", "mse",
                "smooth_l1", "huber", "binary_cross_entropy", "binary_cross_entropy_with_logits", "gaussian_nll",
                "cross_entropy", "nll", "triplet_margin", "rmse");
        assertThat(losses.valueStream()).allSatisfy(loss -> assertThat(loss.get("summary").asString()).isNotBlank());
    }

    @Test
    void listWhenFamilyIsGivenShouldNameItsLossesOnly() {
        JsonNode losses = service.get("/v1/losses?family=embedding").json().get("losses");
        assertThat(losses.valueStream().map(loss -> loss.get("id").asString())).contains("triplet_margin");
        assertThat(losses.valueStream().map(loss -> loss.get("family").asString())).containsOnly("embedding");
    }

    @Test
    void listWhenWordIsGivenShouldFindItInIdsAliasesAndSummaries() {
        assertThat(service.get("/v1/losses?q=MAE").json().get("losses").valueStream()
                .map(loss -> loss.get("id").asString())).contains("l1");
        assertThat(service.get("/v1/losses?q=no-loss-says-this").json().get("losses")).isEmpty();
    }

    // The names of these losses in PyTorch, XGBoost and in prose.
    @ParameterizedTest
    @CsvSource({"MSELoss, mse", "nn.CrossEntropyLoss, cross_entropy", "CrossEntropyLoss, cross_entropy",
            "reg:squarederror, half_squared_error", "BCELoss, binary_cross_entropy", "CROSS_ENTROPY, cross_entropy",
            "cross%20entropy, cross_entropy"})
    void lossWhenNamedAsInAnotherLibraryShouldBeFoundAndSuggested(String name, String id) {
        assertThat(service.get("/v1/losses?q=" + name).json().get("losses").valueStream()
                .map(loss -> loss.get("id").asString())).startsWith(id);
        for (String path : new String[]{"/v1/losses/" + name, "/v1/losses/" + name + "/curve"}) {
            Answer answer = service.get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().get("detail").asString()).contains("did you mean " + id + "?");
        }
        assertThat(service.evaluate(name, "{}").json().get("detail").asString()).contains("did you mean " + id + "?");
    }

    // The nearest name would be that of another loss: bce.
    @ParameterizedTest
    @ValueSource(strings = {"lpips", "LPIPSLoss", "psnr", "perceptual", "zero_one_loss"})
    void lossWhenTheCatalogHasNothingLikeItShouldNotBeGuessed(String name) {
        assertThat(service.get("/v1/losses/" + name).json().get("detail").asString())
                .isEqualTo("There is no loss with this name. GET /v1/losses lists them all.");
    }

    @ParameterizedTest
    @CsvSource({"adamW, adamw", "Adam, adam", "torch.optim.SGD, sgd", "nesterov, sgd", "RMSProp, rmsprop"})
    void optimizerWhenNamedAsInAnotherLibraryShouldBeSuggested(String name, String id) {
        assertThat(service.post("/v1/optimizers/" + name + "/step", "{}").json().get("detail").asString())
                .contains("did you mean " + id + "?");
    }

    @ParameterizedTest
    @CsvSource({"ReLU, relu", "nn.Linear, linear", "Dense, linear", "LeakyReLU, leaky_relu", "Conv2D, conv2d",
            "MaxPooling2D, max_pool2d"})
    void layerWhenNamedAsInAnotherLibraryShouldBeSuggested(String name, String id) {
        String body = "{\"layers\": [{\"type\": \"" + name
                + "\"}], \"input\": [1], \"targets\": [1], \"loss\": \"mse\"}";
        assertThat(service.post("/v1/networks/backpropagate", body).text())
                .contains("did you mean " + id + "?");
    }

    @Test
    void describeWhenGivenAnAliasShouldAnswerTheLoss() {
        assertThat(service.get("/v1/losses/mae").json().get("id").asString()).isEqualTo("l1");
    }

    @Test
    void describeShouldSayWhatACallerNeeds() {
        JsonNode huber = service.get("/v1/losses/huber").json();
        assertThat(huber.get("family").asString()).isEqualTo("regression");
        assertThat(huber.get("formula").asString()).contains("\\delta");
        assertThat(huber.get("references").valueStream().map(JsonNode::asString)).contains("PyTorch HuberLoss");
        JsonNode delta = huber.get("options").get(0);
        assertThat(delta.get("name").asString()).isEqualTo("delta");
        assertThat(delta.get("default").asDouble()).isEqualTo(1);
        assertThat(delta.get("range").asString()).isEqualTo("(0, inf)");
        assertThat(huber.get("inputs").valueStream().map(input -> input.get("name").asString()))
                .containsExactly("predictions", "targets");
    }

    @Test
    void describeShouldShowExamplesThatCanBeSent() {
        for (JsonNode loss : service.get("/v1/losses").json().get("losses")) {
            String id = loss.get("id").asString();
            for (JsonNode example : service.get("/v1/losses/" + id).json().get("examples")) {
                assertThat(service.evaluate(id, example.get("request").toString()).status()).as(id + " " + example)
                        .isEqualTo(200);
            }
        }
    }
}
