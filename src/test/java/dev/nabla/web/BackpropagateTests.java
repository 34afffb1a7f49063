package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a request for backpropagation is answered with, to the letter. */
@ServiceTest
class BackpropagateTests {

    @Autowired
    Caller service;

    private Caller.Answer backpropagate(String body) {
        return service.post("/v1/networks/backpropagate", body);
    }

    // worked by hand: without layers the output is the input, d = [0, 0, -2], and its gradient is 2d/3
    @Test
    void backpropagateWhenThereAreNoLayersShouldAnswerTheLossOfTheInput() {
        assertThat(backpropagate("""
                {"layers": [], "input": [1, 2, 3], "loss": "mse", "targets": [1, 2, 5]}""").text()).isEqualTo(
                "{\"loss\":1.3333333333333333,\"output\":[1.0,2.0,3.0],\"gradients\":[],\"input_gradient\":[0.0,0.0,-1.3333333333333333]}");
    }

    // worked by hand: x = [1, 2], W = [[1, 1], [1, -1]], b = [0, 3]: y = [3, 2], d = y - t = [1, -2];
    // the sum of squares is 5, g = 2d = [2, -4], dW = gᵀx, db = g, dx = gW
    @Test
    void backpropagateWhenThereIsOneLinearLayerShouldFollowTheChainRule() {
        assertThat(backpropagate("""
                {"layers": [{"type": "linear", "weight": [[1, 1], [1, -1]], "bias": [0, 3]}], "input": [[1, 2]],
                 "loss": "mse", "targets": [[2, 4]], "reduction": "sum"}""").text())
                .isEqualTo("{\"loss\":5.0,\"output\":[[3.0,2.0]],"
                        + "\"gradients\":[{\"weight\":[[2.0,4.0],[-4.0,-8.0]],\"bias\":[2.0,-4.0]}],"
                        + "\"input_gradient\":[[-2.0,6.0]]}");
    }

    // worked by hand: y = [3, -1] is rectified to [3, 0]; g = [2(3 - 1), 2(0 - 1)] = [4, -2] goes through where y > 0
    @Test
    void backpropagateWhenTracedShouldShowWhatReachedEachLayer() {
        assertThat(backpropagate("""
                {"trace": true, "targets": [[1, 1]], "loss": "mse", "reduction": "sum", "input": [[1, 2]],
                 "layers": [{"weight": [[1, 1], [1, -1]], "type": "linear"}, {"type": "relu"}]}""").text())
                .contains("\"input_gradient\":[[4.0,4.0]]", "\"gradients\":[{\"weight\":[[4.0,8.0],[0.0,0.0]]},{}]",
                        "{\"step\":\"linear\",\"formula\":", "\"output\":[[3.0,-1.0]],\"upstream\":[[4.0,0.0]]",
                        "{\"step\":\"relu\",\"formula\":", "\"output\":[[3.0,0.0]],\"upstream\":[[4.0,-2.0]]",
                        "{\"step\":\"mse\",\"formula\":", "\"output\":5.0,\"upstream\":1.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "layers": [{"type": "linear", "weight": [[1, 2]]}], "input": [[1, 2, 3]]; #/layers/0/weight; has 2 columns
            "layers": [{"type": "relu"}, {"type": "linear", "weight": [[1, 2]], "bias": [1, 2]}], "input": [[1, 2]]; #/layers/1/bias; shape [1]
            "layers": [{"type": "relo"}], "input": [1]; #/layers/0/type; did you mean relu?
            "layers": [{}], "input": [1]; #/layers/0; type is missing
            "layers": [{"type": "relu", "slope": 1}], "input": [1]; #/layers/0/slope; relu has no such field
            "layers": [{"type": "linear", "weight": [[1, "NaN"]]}], "input": [[1, 2]]; #/layers/0/weight/0/1; must be a finite number
            "layers": [{"type": "linear", "weight": [[1, 2], [3]]}], "input": [[1, 2]]; #/layers/0/weight/1; ragged
            "layers": [{"type": "linear"}], "input": [[1, 2]]; #/layers/0; linear needs weight of shape (out, in)
            "layers": [7], "input": [1]; #/layers/0; must be an object
            "layers": {}, "input": [1]; #/layers; must be an array of objects
            "input": [1]; #; layers is missing
            "layers": []; #; input is missing
            "layers": [], "input": [1], "wrt": ["targets"]; #/wrt; has no field wrt
            "layers": [], "input": [1], "trace": 1; #/trace; true or false
            "layers": [], "input": [1], "predictions": [1]; #/predictions; takes the place of predictions
            "layers": [], "input": [1, 2]; #/targets; must have the shape [2]
            """)
    void backpropagateWhenRequestIsInvalidShouldSayWhereAndWhatWouldBeRight(String fields, String pointer,
            String detail) {
        Caller.Answer answer = backpropagate("{" + fields + ", \"loss\": \"mse\", \"targets\": [1]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"errors\":[{\"pointer\":\"" + pointer + "\"").contains(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "loss": "msx", "targets": [1]; #/loss; did you mean mse?
            "loss": "triplet_margin", "anchor": [1]; #/loss; has no input predictions
            "targets": [1]; #; loss is missing
            "loss": "bce", "targets": [1]; #/layers; must be in [0, 1], was 7.0
            "loss": "huber", "targets": [1], "delta": -1; #/delta; greater than 0
            """)
    void backpropagateWhenLossCannotBeTakenShouldSayWhy(String fields, String pointer, String detail) {
        Caller.Answer answer = backpropagate("{\"layers\": [], \"input\": [7], " + fields + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"errors\":[{\"pointer\":\"" + pointer + "\"").contains(detail);
    }
}
