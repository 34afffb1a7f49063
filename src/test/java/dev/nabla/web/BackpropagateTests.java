package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a request for backpropagation is answered with, to the letter. */
@ServiceTest
class BackpropagateTests {

    @Autowired
    ServiceClient service;

    private ServiceClient.Answer backpropagate(String body) {
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
                        "{\"step\":\"linear\",\"summary\":\"Linear transformation of the features: each output is a weighted sum of all features plus a bias.\",\"formula\":",
                        "\"output\":[[3.0,-1.0]],\"upstream\":[[4.0,0.0]]",
                        "{\"step\":\"relu\",\"summary\":", "\"output\":[[3.0,0.0]],\"upstream\":[[4.0,-2.0]]",
                        "{\"step\":\"mse\",\"summary\":", "\"output\":5.0,\"upstream\":1.0");
    }

    // the derivative of each reduction with respect to one of its values ℓ
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "loss": "mse"; L = \\frac{1}{N} \\sum_n \\ell_n, ; \\frac{g}{N}
            "loss": "mse", "reduction": "sum"; L = \\sum_n \\ell_n, ; g
            "loss": "mse", "reduction": "none"; L_n = \\ell_n, ; g
            "loss": "kl_div", "reduction": "batchmean"; L = \\frac{1}{B} \\sum_n \\ell_n, ; \\frac{g}{B}
            "loss": "mse", "sample_weight": [2]; L = \\frac{1}{N} \\sum_n w_n\\,\\ell_n, ; \\frac{g\\,w_n}{N}
            "loss": "mse", "reduction": "weighted_mean"; L = \\frac{1}{N} \\sum_n \\ell_n, ; \\frac{g}{N}
            "loss": "mse", "reduction": "sample_mean"; L = \\frac{1}{N} \\sum_n \\ell_n, ; \\frac{g}{N}
            "loss": "mse", "reduction": "weighted_mean", "sample_weight": [2]; L = \\frac{1}{\\sum_n w_n} \\sum_n w_n\\,\\ell_n, ; \\frac{g\\,w_n}{\\sum_n w_n}
            """)
    void backpropagateWhenTracedShouldSayHowLossesArePutTogether(String fields, String formula, String factor) {
        JsonNode loss = backpropagate(
                "{\"trace\": true, \"layers\": [], \"input\": [1], \"targets\": [1], " + fields + "}")
                .json().get("trace").get(0);
        assertThat(loss.get("formula").asString()).startsWith(formula + " \\quad \\ell = ");
        assertThat(loss.get("rules").get(0).asString())
                .isEqualTo("\\frac{\\partial L}{\\partial x} = " + factor + "\\,\\frac{\\partial \\ell}{\\partial x}");
        // losses with several differentiable inputs write their derivatives with subscripts
        assertThat(List.of("\\frac{\\partial \\ell}{\\partial x} = ", "\\partial_x = "))
                .anySatisfy(start -> assertThat(loss.get("rules").get(1).asString()).startsWith(start));
    }

    // By hand: losses 1, 4 and 9, of which the second sample has only the last: ((1 + 4)/2 + 9)/2, and 2·1/(2·2) and so on.
    @Test
    void backpropagateWhenReducedToMeansOfSamplesShouldSayHow() {
        JsonNode answer = backpropagate("""
                {"trace": true, "layers": [], "input": [[1, 2], [7, 3]], "targets": [[0, 0], [0, 0]], "loss": "mse",
                 "mask": [[true, true], [false, true]], "reduction": "sample_mean"}""").json();
        assertThat(answer.get("loss").asDouble()).isEqualTo(5.75);
        assertThat(answer.get("input_gradient").toString()).isEqualTo("[[0.5,1.0],[0.0,3.0]]");
        JsonNode loss = answer.get("trace").get(0);
        assertThat(loss.get("formula").asString())
                .startsWith("L = \\frac{1}{S} \\sum_s \\frac{1}{N_s} \\sum_{n \\in s} \\ell_n, ");
        assertThat(loss.get("rules").get(0).asString()).isEqualTo(
                "\\frac{\\partial L}{\\partial x} = \\frac{g}{S\\,N_s}\\,\\frac{\\partial \\ell}{\\partial x}");
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
            "layers": [{"type": "linear"}], "input": [[1, 2]]; #/layers/0; linear needs weight, whose shape is (out, in): weight of each input feature for each output
            "layers": [7], "input": [1]; #/layers/0; must be an object
            "layers": {}, "input": [1]; #/layers; must be an array of objects
            "input": [1]; #; layers is missing
            "layers": []; #; input is missing
            "layers": [], "input": [1], "wrt": ["targets"]; #/wrt; has no field wrt
            "layers": [], "input": [1], "trace": 1; #/trace; true or false
            "layers": [], "input": [1], "predictions": [1]; #/predictions; the network's output is the predictions
            "layers": [], "input": [1, 2]; #/targets; must have the shape [2]
            """)
    void backpropagateWhenRequestIsInvalidShouldSayWhereAndWhatWouldBeRight(String fields, String pointer,
            String detail) {
        ServiceClient.Answer answer = backpropagate("{" + fields + ", \"loss\": \"mse\", \"targets\": [1]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"errors\":[{\"pointer\":\"" + pointer + "\"").contains(detail);
    }

    // by hand
    @Test
    void layerThatIsAFormulaShouldHaveGradientsForItsParameters() {
        assertThat(backpropagate("""
                {"layers": [{"type": "expression", "formula": "b * x^2", "parameters": {"b": 2}}], "input": [1, -1],
                 "loss": "half_squared_error", "targets": [0, 0], "reduction": "sum"}""").text())
                // y = [2, 2], dL/dy = y; dL/dx = y·2bx, dL/db = Σ y·x²
                .isEqualTo("{\"loss\":4.0,\"output\":[2.0,2.0],\"gradients\":[{\"b\":4.0}],"
                        + "\"input_gradient\":[8.0,-8.0]}");
        assertThat(backpropagate("""
                {"layers": [{"type": "expression", "formula": "b * x", "parameters": {"b": [1, 2, 3]}}],
                 "input": [1, -1], "loss": "mse", "targets": [0, 0]}""").text()).contains(
                "\"pointer\":\"#/layers/0/formula\"", "line 1, column 3: shapes [3] and [2] differ at axis 0");
        assertThat(backpropagate("""
                {"layers": [{"type": "expression", "formula": "x", "parameters": {"b": 1}}],
                 "input": [1, -1], "loss": "mse", "targets": [0, 0]}""").text())
                .contains("\"pointer\":\"#/layers/0/parameters\"", "the formula does not use b");
    }

    // PyTorch's signatures: Conv2d(..., stride=1, ...), MaxPool2d(kernel_size, stride=None, ...)
    @Test
    void layersShouldSayWhatTheirOptionsTake() {
        assertThat(options("conv2d").get(0)).hasToString("""
                {"name":"stride","meaning":"step between windows","type":"integer_pair","required":false,"default":1,\
                "range":"[1, 65535]","nullable":false}""");
        assertThat(options("max_pool2d").get(0)).hasToString("""
                {"name":"kernel_size","meaning":"height and width of the window","type":"integer_pair","required":true,\
                "default":null,"range":"[1, 65535]","nullable":false}""");
        assertThat(options("max_pool2d").get(1).get("nullable").asBoolean()).isTrue();
    }

    private JsonNode options(String layer) {
        return service.get("/v1/layers").json().get("layers").valueStream()
                .filter(each -> each.get("type").asString().equals(layer)).findFirst().orElseThrow().get("options");
    }

    // shapes, channels, indices, parameters and options of the layers for images, text and training
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"type": "conv2d"}; [[[1]]]; #/layers/0; conv2d needs weight, whose shape is (out, C / groups, kernel height, kernel width)
            {"type": "conv2d", "weight": [[1]]}; [[[1]]]; #/layers/0/weight; must have shape (out, C / groups, kernel height, kernel width), got [1, 1]
            {"type": "conv2d", "weight": [[[[]]]]}; [[[1]]]; #/layers/0/weight; must have shape (out, C / groups, kernel height, kernel width), got [1, 1, 1, 0]
            {"type": "conv2d", "weight": [[[[1]], [[1]]]]}; [[[1]]]; #/layers/0/weight; has 2 channels for each of 1 groups, but the layer's input has 1
            {"type": "conv2d", "weight": [[[[1]]]]}; [[1]]; #/input; must have shape (N, C, H, W) or (C, H, W), got [1, 1]
            {"type": "relu"}, {"type": "conv2d", "weight": [[[[1]]]]}; [1]; #/layers/1; must have shape (N, C, H, W) or (C, H, W), got [1]
            {"type": "conv2d", "weight": [[[[1, 1, 1]]]]}; [[[1, 2]]]; #/layers/0/weight; windows of 1x3, which are larger than the padded 1x2
            {"type": "conv2d", "weight": [[[[1, 1]]]], "dilation": 2}; [[[1, 2]]]; #/layers/0/weight; windows of 1x3, which are larger than the padded 1x2
            {"type": "conv2d", "weight": [[[[1]]]]}; [[[]]]; #/layers/0/weight; which are larger than the padded 1x0
            {"type": "conv2d", "weight": [[[[1]]]], "bias": [1, 2]}; [[[1]]]; #/layers/0/bias; must have shape [1], one value per output channel, got [2]
            {"type": "conv2d", "weight": [[[[1]]]], "groups": 2}; [[[1]], [[2]]]; #/layers/0/groups; must divide the 1 output channels
            {"type": "conv2d", "weight": [[[[1]]]], "stride": 0}; [[[1]]]; #/layers/0/stride; in [1, 65535]
            {"type": "conv2d", "weight": [[[[1]]]], "padding": "reflect"}; [[[1]]]; #/layers/0/padding; in [0, 65535]
            {"type": "conv2d", "weight": [[[[1]]]], "kernel_size": 1}; [[[1]]]; #/layers/0/kernel_size; Its fields are type, weight, bias, stride
            {"type": "max_pool2d", "kernel_size": 3}; [[[1, 2], [3, 4]]]; #/layers/0/kernel_size; windows of 3x3, which are larger than the padded 2x2
            {"type": "max_pool2d", "kernel_size": 2, "padding": 2}; [[[1, 2], [3, 4]]]; #/layers/0/padding; at most half of kernel_size
            {"type": "max_pool2d", "kernel_size": [2, 3]}; [[[1, 2], [3, 4]]]; #/layers/0/kernel_size; windows of 2x3, which are larger than the padded 2x2
            {"type": "max_pool2d", "kernel_size": [2, 4], "padding": 2}; [[[1, 2], [3, 4]]]; #/layers/0/padding; at most half of kernel_size [2, 4], got 2
            {"type": "avg_pool2d"}; [[[1]]]; #/layers/0; kernel_size is missing: height and width of the window, an integer in [1, 65535], or two of them, [height, width]
            {"type": "conv2d", "weight": [[[[1]]]], "stride": [1, 0]}; [[[1]]]; #/layers/0/stride; an integer in [1, 65535], or two of them, [height, width]
            {"type": "conv2d", "weight": [[[[1]]]], "stride": [1, 2, 3]}; [[[1]]]; #/layers/0/stride; an integer in [1, 65535], or two of them, [height, width]
            {"type": "conv2d", "weight": [[[[1]]]], "dilation": [1, 1.5]}; [[[1]]]; #/layers/0/dilation; or two of them, [height, width], got an array
            {"type": "conv2d", "weight": [[[[1]]]], "padding": "some"}; [[[1]]]; #/layers/0/padding; or two of them, [height, width], "same" or "valid", got "some"
            {"type": "conv2d", "weight": [[[[1]]]], "padding": "same", "stride": 2}; [[[1]]]; #/layers/0/padding; padding "same" needs a stride of 1, got a stride of 2
            {"type": "conv1d", "weight": [[1]]}; [[1]]; #/layers/0/weight; must have shape (out, C / groups, kernel size), got [1, 1]
            {"type": "conv1d", "weight": [[[1]]], "padding": [1, 1]}; [[1]]; #/layers/0/padding; "same" or "valid", got an array
            {"type": "conv1d", "weight": [[[1, 2]]]}; [[1]]; #/layers/0/weight; gives windows of 2, which are larger than the padded 1 positions
            {"type": "max_pool2d", "kernel_size": 3, "stride": 1, "ceil_mode": true}; [[[1]]]; #/layers/0/kernel_size; gives windows of 3x3, which are larger than the padded 1x1
            {"type": "avg_pool2d", "kernel_size": 0}; [[[1]]]; #/layers/0/kernel_size; in [1, 65535]
            {"type": "flatten"}, {"type": "avg_pool2d", "kernel_size": 1}; [[[1]]]; #/layers/1; must have shape (N, C, H, W) or (C, H, W), got [1, 1]
            {"type": "embedding"}; [0]; #/layers/0; embedding needs weight, whose shape is (rows, features)
            {"type": "embedding", "weight": [1, 2]}; [0]; #/layers/0/weight; must have shape (rows, features), got [2]
            {"type": "embedding", "weight": [[1], [2]]}; [0, 2]; #/input/1; an index into the 2 rows of weight must be an integer in [0, 1], got 2
            {"type": "embedding", "weight": [[1], [2]]}; [-1]; #/input/0; an index into the 2 rows of weight must be an integer in [0, 1], got -1
            {"type": "embedding", "weight": [[1], [2]]}; [0.5]; #/input/0; an index into the 2 rows of weight must be an integer in [0, 1], got 0.5
            {"type": "embedding", "weight": [[1], [2]]}; ["NaN"]; #/input/0; an index into the 2 rows of weight must be an integer in [0, 1], got NaN
            {"type": "relu"}, {"type": "embedding", "weight": [[1], [2]]}; [[0, 2]]; #/layers/1; in [0, 1], got 2 (at [0, 1])
            {"type": "embedding", "weight": [[1], [2]], "padding_idx": 2}; [0]; #/layers/0/padding_idx; an integer in [-2, 1], got 2
            {"type": "embedding", "weight": [[1], [2]]}, {"type": "linear", "weight": [[1, 2]]}; [0]; #/layers/1/weight; has 2 columns, but the layer's input has 1 features
            {"type": "layer_norm", "weight": [1, 2, 3]}; [[1, 2]]; #/layers/0/weight; must have shape [2] of the last axes
            {"type": "layer_norm", "weight": [1, 2], "bias": [[1, 2]]}; [[1, 2]]; #/layers/0/bias; must have shape [2] of the last axes
            {"type": "layer_norm"}; 1; #/input; must have a feature axis, got a scalar
            {"type": "layer_norm", "normalized_axes": 3}; [[1, 2]]; #/layers/0/normalized_axes; at most 2
            {"type": "layer_norm", "eps": -1}; [[1, 2]]; #/layers/0/eps; >= 0, got -1
            {"type": "rms_norm", "weight": [1, 2, 3]}; [[1, 2]]; #/layers/0/weight; must have shape [2] of the last axes
            {"type": "rms_norm", "bias": [1, 2]}; [[1, 2]]; #/layers/0/bias; rms_norm has no such field
            {"type": "group_norm"}; [[1, 2]]; #/layers/0; num_groups is missing
            {"type": "group_norm", "num_groups": 3}; [[1, 2]]; #/layers/0/num_groups; must divide the 2 channels of the layer's input, which has shape [1, 2]; got 3
            {"type": "group_norm", "num_groups": 2, "bias": [1]}; [[1, 2]]; #/layers/0/bias; must have shape [2], one value per channel of the layer's input [1, 2], got [1]
            {"type": "group_norm", "num_groups": 1}; [1]; #/input; must have shape (N, C, …), got [1]
            {"type": "multihead_attention", "num_heads": 1}; [[1]]; #/layers/0; multihead_attention needs in_proj_weight, whose shape is (3 E, E)
            {"type": "multihead_attention", "num_heads": 2, "in_proj_weight": [[1], [2], [3]], "out_proj_weight": [[1]]}; [[1]]; #/layers/0/num_heads; must divide the 1 features of the layer's input, which has shape [1, 1]; got 2
            {"type": "multihead_attention", "num_heads": 1, "in_proj_weight": [[1]], "out_proj_weight": [[1]]}; [[1]]; #/layers/0/in_proj_weight; must have shape [3, 1] for the layer's input [1, 1], got [1, 1]
            {"type": "multihead_attention", "num_heads": 1, "in_proj_weight": [[1]], "out_proj": {"weight": [[1]]}}; [[1]]; #/layers/0/out_proj; Its fields are type, in_proj_weight, in_proj_bias, out_proj_weight
            {"type": "residual"}; [1]; #/layers/0; layers is missing: an array of objects, each with the type of a layer
            {"type": "residual", "layers": [{"type": "rulu"}]}; [1]; #/layers/0/layers/0/type; did you mean relu?
            {"type": "residual", "layers": [{"type": "linear", "weight": [[1, "x"]]}]}; [1]; #/layers/0/layers/0/weight/0/1; number
            {"type": "residual", "layers": [{"type": "linear", "weight": [[1, 2]]}]}; [[1]]; #/layers/0/layers/0/weight; has 2 columns, but the layer's input has 1 features
            {"type": "relu"}, {"type": "residual", "layers": [{"type": "relu"}, {"type": "flatten"}]}; [1]; #/layers/1/layers/1; start_dim must be an axis
            {"type": "residual", "layers": [{"type": "linear", "weight": [[1], [2]]}]}; [[1]]; #/layers/0/layers; must have the shape of their input [1, 1], got [1, 2]
            {"type": "batch_norm"}; [[1, 2]]; #/input; needs more than one value per channel to train, but its input has shape [1, 2]
            {"type": "batch_norm", "training": false}; [[1, 2]]; #/layers/0/training; needs running_mean and running_var
            {"type": "batch_norm", "running_mean": [1]}; [[1, 2], [3, 4]]; #/layers/0/running_mean; must have shape [2], one value per channel
            {"type": "batch_norm", "running_var": [1, -1]}; [[1, 2], [3, 4]]; #/layers/0/running_var/1; a variance must be a number >= 0, got -1
            {"type": "dropout"}; [1]; #/layers/0; dropout needs a seed, from which a mask is drawn, or a mask
            {"type": "dropout", "mask": [true, false]}; [[1, 2]]; #/layers/0/mask; must have shape [1, 2] of the layer's input, got [2]
            {"type": "dropout", "mask": [true], "seed": 1}; [1]; #/layers/0/seed; takes a mask or a seed, not both
            {"type": "dropout", "seed": 0.5}; [1]; #/layers/0/seed; an integer
            {"type": "dropout", "mask": [1, 0]}; [1, 2]; #/layers/0/mask/0; expected true or false, found a number
            {"type": "dropout", "mask": [true], "p": 1.5}; [1]; #/layers/0/p; in [0, 1], got 1.5
            {"type": "flatten"}; [1, 2]; #/layers/0; start_dim must be an axis of the layer's input, which has shape [2]: an integer in [-1, 0], got 1
            {"type": "flatten", "end_dim": 0}; [[1, 2]]; #/layers/0/end_dim; must not come before start_dim
            {"type": "flatten"}, {"type": "linear", "weight": [[1, 2, 3]]}; [[[1, 2], [3, 4]]]; #/layers/1/weight; has 3 columns, but the layer's input has 4 features
            {"type": "softmax", "dim": 2}; [[1, 2]]; #/layers/0/dim; an integer in [-2, 1], got 2
            """)
    void backpropagateWhenALayerDoesNotFitShouldSayWhereAndWhatWouldBeRight(String layers, String input, String pointer,
            String detail) {
        ServiceClient.Answer answer = backpropagate("{\"layers\": [" + layers + "], \"input\": " + input
                + ", \"loss\": \"mse\", \"targets\": [1]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().get("errors").get(0).get("detail").asString()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "loss": "msx", "targets": [1]; #/loss; did you mean mse?
            "loss": "triplet_margin", "anchor": [1]; #/loss; has no predictions input
            "targets": [1]; #; loss is missing
            "loss": "bce", "targets": [1]; #/layers; must be a number in [0, 1], got 7
            "loss": "huber", "targets": [1], "delta": -1; #/delta; a finite number > 0
            """)
    void backpropagateWhenLossCannotBeTakenShouldSayWhy(String fields, String pointer, String detail) {
        ServiceClient.Answer answer = backpropagate("{\"layers\": [], \"input\": [7], " + fields + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"errors\":[{\"pointer\":\"" + pointer + "\"");
        assertThat(answer.json().get("errors").get(0).get("detail").asString()).contains(detail);
    }

    // the limit of the reference, one more
    @Test
    void backpropagateWhenLayersAreNestedTooDeepShouldSayWhere() {
        String nested = "{\"type\": \"relu\"}";
        for (int i = 0; i < 9; i++) {
            assertThat(nestedIn(nested).status()).isEqualTo(200);
            nested = "{\"type\": \"residual\", \"layers\": [" + nested + "]}";
        }
        assertThat(nestedIn(nested).text()).contains("\"pointer\":\"#" + "/layers/0".repeat(9) + "/layers\"",
                "layers must be nested at most 8 deep");
    }

    private ServiceClient.Answer nestedIn(String layer) {
        return backpropagate(
                "{\"layers\": [" + layer + "], \"input\": [1], \"loss\": \"mse\", \"targets\": [1]}");
    }
}
