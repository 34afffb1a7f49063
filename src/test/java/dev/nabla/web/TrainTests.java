package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request for training is answered with. */
@ServiceTest
class TrainTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Two samples of a linear layer without a bias. */
    private static final String LINEAR = """
            "layers": [{"type": "linear", "weight": [[1, 1]]}], "input": [[1, 2], [3, 4]], "loss": "mse",
            "targets": [[3], [5]], "reduction": "sum", "optimizer": {"type": "sgd", "lr": 0.125}, "steps": 2""";

    @Autowired
    ServiceClient service;

    private Answer train(String fields) {
        return service.post("/v1/networks/train", "{" + fields + "}");
    }

    private List<JsonNode> lines(String fields) {
        Answer answer = service.send(service.request("/v1/networks/train").header("Content-Type", "application/json")
                .header("Accept", "application/x-ndjson").POST(BodyPublishers.ofString("{" + fields + "}")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
        return answer.text().lines().map(JSON::readTree).toList();
    }

    private static String replaced(String fields, String from, String to) {
        assertThat(fields).contains(from);
        return fields.replace(from, to);
    }

    // By hand: outputs 3 and 7, d = [0, 2], the sum of squares 4; the gradient 2(0·[1, 2] + 2·[3, 4]) = [12, 16], and
    // w = [1, 1] - [1.5, 2] = [-0.5, -1]. Then outputs -2.5 and -5.5, d = [-5.5, -10.5], the loss 30.25 + 110.25; the gradient
    // 2(-5.5·[1, 2] - 10.5·[3, 4]) = [-74, -106], and w = [-0.5, -1] + [9.25, 13.25].
    @Test
    void trainShouldAnswerTheLossesBeforeTheUpdatesAndTheParametersAfterThem() {
        assertThat(train(LINEAR).text()).isEqualTo(
                "{\"losses\":[4.0,140.5],\"next_step\":2,\"parameters\":{\"layers.0.weight\":[[8.75,12.25]]},"
                        + "\"state\":{\"layers.0.weight\":{}}}");
    }

    // The same numbers.
    @Test
    void trainWhenLinesAreAcceptedShouldAnswerALineForEachStep() {
        assertThat(lines(LINEAR)).extracting(JsonNode::toString).containsExactly("{\"step\":0,\"loss\":4.0}",
                "{\"step\":1,\"loss\":140.5}",
                "{\"next_step\":2,\"parameters\":{\"layers.0.weight\":[[8.75,12.25]]},\"state\":{\"layers.0.weight\":{}}}");
    }

    // The same loss, with a variance for each sample or one for all, of which every batch takes the whole.
    @Test
    void trainWhenVarianceIsANumberShouldShareItAmongBatches() {
        String fields = replaced(LINEAR, "\"mse\"", "\"gaussian_nll\"") + ", \"batch_size\": 1, \"var\": ";
        assertThat(train(fields + "0.5").text()).isEqualTo(train(fields + "[[0.5], [0.5]]").text())
                .contains("\"losses\":[");
    }

    /** A network of 5, 4 and 3 units for 7 samples of 3 classes, with drawn numbers. */
    private static ObjectNode classifier() {
        Random random = new Random(1);
        ObjectNode body = JSON.createObjectNode();
        ArrayNode layers = body.putArray("layers");
        layers.add(linear(random, 4, 5));
        layers.addObject().put("type", "gelu");
        layers.add(linear(random, 3, 4));
        body.set("input", drawn(random, 7, 5));
        body.put("loss", "cross_entropy").putPOJO("targets", List.of(2, 0, 1, 1, 0, 2, 2));
        return body;
    }

    private static ObjectNode linear(Random random, int outputs, int inputs) {
        ObjectNode layer = JSON.createObjectNode().put("type", "linear");
        layer.set("weight", drawn(random, outputs, inputs));
        layer.set("bias", drawn(random, 1, outputs).get(0));
        return layer;
    }

    private static ArrayNode drawn(Random random, int rows, int columns) {
        ArrayNode tensor = JSON.createArrayNode();
        for (int i = 0; i < rows; i++) {
            ArrayNode row = tensor.addArray();
            for (int j = 0; j < columns; j++) {
                row.add(random.nextGaussian());
            }
        }
        return tensor;
    }

    /** Takes the same steps by backpropagation and steps of the optimizer, for batches of 3 in order. */
    private List<String> oneByOne(ObjectNode network, String optimizer, ObjectNode options, int steps) {
        ArrayNode layers = (ArrayNode) network.get("layers");
        JsonNode state = JSON.createObjectNode();
        List<String> seen = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int from = step % 3 * 3;
            ObjectNode batch = network.deepCopy();
            for (String field : List.of("input", "targets")) {
                List<JsonNode> all = new ArrayList<>();
                JSON.readTree(network.get(field).toString()).forEach(all::add);
                batch.putPOJO(field, all.subList(from, Math.min(from + 3, all.size())));
            }
            batch.set("layers", layers);
            Answer passes = service.post("/v1/networks/backpropagate", batch.toString());
            assertThat(passes.status()).as(passes.text()).isEqualTo(200);
            seen.add(passes.json().get("loss").toString());
            ObjectNode request = options.deepCopy();
            request.set("dtype", network.get("dtype"));
            request.set("state", state);
            ObjectNode parameters = request.putObject("parameters");
            ObjectNode gradients = request.putObject("gradients");
            for (int i : new int[]{0, 2}) {
                for (String name : List.of("weight", "bias")) {
                    parameters.set("layers." + i + "." + name, layers.get(i).get(name));
                    gradients.set("layers." + i + "." + name, passes.json().get("gradients").get(i).get(name));
                }
            }
            Answer moved = service.post("/v1/optimizers/" + optimizer + "/step", request.toString());
            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
            state = moved.json().get("state");
            for (int i : new int[]{0, 2}) {
                for (String name : List.of("weight", "bias")) {
                    ((ObjectNode) layers.get(i)).set(name,
                            moved.json().get("parameters").get("layers." + i + "." + name));
                }
            }
            seen.set(step, seen.get(step) + moved.json().get("parameters") + state);
        }
        return seen;
    }

    // Bit for bit: shortest digits that read back to the same number are the same for the same bits only.
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            adam; {"lr": 0.05}; float64
            adam; {"lr": 0.05}; float32
            sgd; {"lr": 0.1, "momentum": 0.9, "max_norm": 0.5}; float64
            sgd; {"lr": 0.1, "momentum": 0.9, "max_norm": 0.5}; float32
            nadam; {"clip_value": 0.01}; float32
            rmsprop; {"centered": true, "momentum": 0.5}; float64
            """)
    void trainShouldAnswerTheBytesOfTheSameStepsOneByOne(String optimizer, String options, String dtype) {
        ObjectNode network = classifier().put("dtype", dtype);
        ObjectNode settings = (ObjectNode) JSON.readTree(options);
        int steps = 7; // two epochs of batches of 3, 3 and 1, and the first of the next
        ObjectNode body = network.deepCopy().put("steps", steps).put("batch_size", 3);
        body.set("optimizer", settings.deepCopy().put("type", optimizer));
        Answer trained = service.post("/v1/networks/train", body.toString());
        assertThat(trained.status()).as(trained.text()).isEqualTo(200);
        List<String> expected = oneByOne(network, optimizer, settings, steps);
        JsonNode answer = trained.json();
        assertThat(answer.get("losses").get(steps - 1).toString() + answer.get("parameters") + answer.get("state"))
                .isEqualTo(expected.getLast());
        assertThat(IntStream.range(0, steps).mapToObj(step -> answer.get("losses").get(step).toString()))
                .zipSatisfy(expected, (loss, step) -> assertThat(step).startsWith(loss));
    }

    @Test
    void trainWhenContinuedShouldAnswerTheBytesOfOneTraining() {
        ObjectNode body = classifier().put("batch_size", 3).put("seed", 5);
        body.putObject("optimizer").put("type", "adam").put("lr", 0.05);
        JsonNode whole = service.post("/v1/networks/train", body.put("steps", 8).toString()).json();
        JsonNode half = service.post("/v1/networks/train", body.put("steps", 4).toString()).json();
        for (int i : new int[]{0, 2}) {
            for (String name : List.of("weight", "bias")) {
                ((ObjectNode) body.get("layers").get(i)).set(name,
                        half.get("parameters").get("layers." + i + "." + name));
            }
        }
        body.set("state", half.get("state"));
        body.set("first_step", half.get("next_step"));
        JsonNode rest = service.post("/v1/networks/train", body.toString()).json();
        assertThat(rest.get("parameters")).isEqualTo(whole.get("parameters"));
        assertThat(rest.get("state")).isEqualTo(whole.get("state"));
        assertThat(rest.get("losses").get(3)).isEqualTo(whole.get("losses").get(7));
        assertThat(rest.get("next_step").asInt()).isEqualTo(8);
    }

    @Test
    void trainShouldAnswerTheSameNumbersInLinesAndInOne() {
        ObjectNode body = classifier().put("batch_size", 3).put("seed", 5).put("steps", 6).put("dtype", "float32");
        body.putObject("optimizer").put("type", "adam");
        body.putPOJO("metrics", List.of("accuracy"));
        body.putObject("validation").put("interval", 4).putPOJO("targets", List.of(1, 2)).set("input",
                drawn(new Random(2), 2, 5));
        JsonNode whole = service.post("/v1/networks/train", body.toString()).json();
        String text = body.toString();
        List<JsonNode> lines = lines(text.substring(1, text.length() - 1));
        assertThat(lines).hasSize(7);
        for (int step = 0; step < 6; step++) {
            assertThat(lines.get(step).get("loss")).isEqualTo(whole.get("losses").get(step));
            assertThat(lines.get(step).get("metrics").get("accuracy"))
                    .isEqualTo(whole.get("metrics").get("accuracy").get(step));
        }
        assertThat(whole.get("validation").valueStream().map(each -> each.get("step").asInt())).containsExactly(0, 4,
                6);
        assertThat(lines.get(4).get("validation")).isEqualTo(whole.get("validation").get(1));
        assertThat(lines.getLast().get("validation")).isEqualTo(whole.get("validation").get(2));
        assertThat(lines.getLast().get("parameters")).isEqualTo(whole.get("parameters"));
    }

    // By hand, with the numbers of the first test: the outputs of w = [1, 1] are 3 and 7 and those of w = [-0.5, -1] are -2.5 and
    // -5.5, whose absolute errors average (0 + 2)/2 and (5.5 + 10.5)/2; the targets 3 and 5 vary by 1 + 1 about their mean, and
    // R² is 1 - 4/2 and 1 - 140.5/2. The validation sample has the outputs 2, -1.5 and 21, and the targets 2.
    @Test
    void trainShouldAnswerMetricsOfTheBatchAndTheValidation() {
        assertThat(train(LINEAR + """
                , "metrics": ["mae", "r2"], "validation": {"input": [[1, 1]], "targets": [[2]]}""").text())
                .contains("\"metrics\":{\"mae\":[1.0,8.0],\"r2\":[-1.0,-69.25]}",
                        "\"validation\":[{\"step\":0,\"loss\":0.0,\"metrics\":{\"mae\":0.0,\"r2\":\"NaN\"}},"
                                + "{\"step\":1,\"loss\":12.25,\"metrics\":{\"mae\":3.5,\"r2\":\"NaN\"}},"
                                + "{\"step\":2,\"loss\":361.0,\"metrics\":{\"mae\":19.0,\"r2\":\"NaN\"}}]");
    }

    // The logits are the input: the largest are of class 1, 0 and, as the first of two, 0; the targets 1, 2 and the ignored -100.
    @Test
    void accuracyShouldLeaveIgnoredAndMaskedRowsOut() {
        String body = """
                "layers": [{"type": "linear", "weight": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}],
                "input": [[1, 3, 2], [5, 1, 2], [4, 4, 0]], "loss": "cross_entropy", "targets": [1, 2, %s], "steps": 1,
                "metrics": ["accuracy"], "optimizer": {"type": "sgd"}%s""";
        assertThat(train(body.formatted("-100", "")).text()).contains("\"accuracy\":[0.5]");
        assertThat(train(body.formatted("0", ", \"mask\": [true, false, true]")).text())
                .contains("\"accuracy\":[1.0]");
        assertThat(train(body.formatted("0", ", \"mask\": [false, false, false]")).text())
                .contains("\"accuracy\":[\"NaN\"]");
    }

    // Two of the weights of classes belong to the loss and are not divided; each sample has its own weight.
    @Test
    void trainInBatchesShouldDivideWhatBelongsToSamplesOnly() {
        String fields = """
                "layers": [{"type": "linear", "weight": [[1, 0], [0, 1]]}], "input": [[1, 2], [3, 0], [0, 1]],
                "loss": "cross_entropy", "targets": [0, 1, 1], "weight": [1, 2], "sample_weight": [1, 0.5, 3],
                "mask": [true, true, false], "optimizer": {"type": "sgd", "lr": 0}, "steps": 3, "batch_size": 1""";
        JsonNode losses = train(fields).json().get("losses");
        String one = """
                {"predictions": [[%s]], "targets": [%d], "weight": [1, 2], "sample_weight": [%s], "mask": [%b]}""";
        assertThat(losses.get(0)).isEqualTo(
                service.evaluate("cross_entropy", one.formatted("1, 2", 0, "1", true)).json().get("loss"));
        assertThat(losses.get(1)).isEqualTo(
                service.evaluate("cross_entropy", one.formatted("3, 0", 1, "0.5", true)).json().get("loss"));
        assertThat(losses.get(2).asString()).isEqualTo("NaN");
    }

    // The weight grows from 1 by 2·10³⁰⁸·1, beyond float64, at the first step.
    @Test
    void trainWhenItDivergesShouldStopAndSayWhy() {
        String fields = """
                "layers": [{"type": "linear", "weight": [[1]]}], "input": [[1]], "loss": "l1", "targets": [[0]],
                "steps": 5, "optimizer": {"type": "sgd", "lr": 1.7e308, "weight_decay": 3}""";
        JsonNode answer = train(fields).json();
        assertThat(answer.get("stopped").asString()).contains("step 1: layers.0.weight is not finite");
        assertThat(answer.get("next_step").asInt()).isOne();
        assertThat(answer.get("losses")).hasSize(1);
        assertThat(answer.get("parameters").toString()).isEqualTo("{\"layers.0.weight\":[[\"-Infinity\"]]}");
        assertThat(lines(fields)).hasSize(2).last().isEqualTo(JSON.readTree(
                """
                {"next_step": 1, "stopped": "step 1: layers.0.weight is not finite any longer; a lower learning rate or \
                clipping may help", "parameters": {"layers.0.weight": [["-Infinity"]]}, "state": {"layers.0.weight": {}}}"""));
    }

    // by hand: y = x + w·x for x = 1 and w = 0, (1 - 2)² = 1, ∂/∂w = -2; then w = 0.5, (1.5 - 2)² = 0.25
    @Test
    void trainWhenLayersAreNestedShouldNameTheirParametersAsASequentialDoes() {
        JsonNode answer = train(
                """
                "layers": [{"type": "relu"}, {"type": "residual", "layers": [{"type": "linear", "weight": [[0]]}]}],
                "input": [[1]], "loss": "mse", "targets": [[2]], "steps": 2, "optimizer": {"type": "sgd", "lr": 0.25}""")
                .json();
        assertThat(answer.get("losses").toString()).isEqualTo("[1.0,0.25]");
        assertThat(answer.get("parameters").toString()).isEqualTo("{\"layers.1.layers.0.weight\":[[0.75]]}");
        assertThat(train("""
                "layers": [{"type": "residual", "layers": [{"type": "dropout", "mask": [[true]]}]}],
                "input": [[1]], "loss": "mse", "targets": [[2]], "steps": 2, "optimizer": {"type": "sgd"}""").text())
                .contains("\"pointer\":\"#/layers/0/layers/0/mask\"", "dropout draws another mask at each step");
    }

    // a learning rate of 0 changes nothing, so that the losses of the steps differ by their masks alone
    @Test
    void trainWithDropoutShouldDrawTheMaskOfEachStepAndValidateWithout() {
        String input = "\"input\": [[1, 2, 4, 8], [16, 32, 64, 128]], \"targets\": [[0], [0]]";
        String layers = "\"layers\": [{\"type\": \"residual\", \"layers\": [{\"type\": \"dropout\", %s}]}, "
                + "{\"type\": \"linear\", \"weight\": [[1, 1, 1, 1]]}], \"loss\": \"mse\", \"reduction\": \"sum\", "
                + input;
        List<String> expected = new ArrayList<>();
        for (int step = 3; step < 6; step++) {
            SplittableRandom random = new SplittableRandom(9 + (step * (1L << 32)) * 0x9E3779B97F4A7C15L);
            String mask = IntStream.range(0, 2).mapToObj(_ -> IntStream.range(0, 4)
                    .mapToObj(_ -> Boolean.toString(random.nextDouble() >= 0.5))
                    .collect(Collectors.joining(",", "[", "]")))
                    .collect(Collectors.joining(",", "[", "]"));
            Answer passes = service.post("/v1/networks/backpropagate",
                    "{" + layers.formatted("\"mask\": " + mask) + "}");
            expected.add(passes.json().get("loss").toString());
        }
        JsonNode answer = train(layers.formatted("\"seed\": 9") + ", \"steps\": 3, \"first_step\": 3, "
                + "\"optimizer\": {\"type\": \"sgd\", \"lr\": 0}, \"validation\": {" + input + "}").json();
        assertThat(answer.get("losses").valueStream().map(JsonNode::toString)).containsExactlyElementsOf(expected)
                .doesNotHaveDuplicates();
        assertThat(answer.get("validation").toString()).contains(Double.toString(30 * 30 + 480 * 480));
    }

    // PyTorch 2.13.0: Sequential(Linear, BatchNorm1d, ReLU, Linear), SGD, validated with net.eval()
    @Test
    void trainWithBatchNormShouldUpdateTheRunningStatisticsAsPyTorchDoes() {
        String fields = """
                "layers": [{"type": "linear", "weight": [[1, -1], [0.5, 2]], "bias": [0, 0]},
                 {"type": "batch_norm", "weight": [1, 1], "bias": [0, 0]}, {"type": "relu"},
                 {"type": "linear", "weight": [[1, -0.5]], "bias": [0]}],
                "input": [[1, 2], [3, -1], [0.5, 0], [2, 2]], "targets": [[1], [0], [2], [-1]], "loss": "mse",
                "validation": {"input": [[1, 1]], "targets": [[0.5]]},
                "steps": 3, "optimizer": {"type": "sgd", "lr": 0.125}""";
        JsonNode answer = train(fields).json();
        assertThat(answer.has("losses")).as(answer.toString()).isTrue();
        assertClose(answer.get("losses"), 2.2616665879666638, 1.752434969075776, 1.5370753535770787);
        assertThat(answer.get("buffers").propertyNames()).containsExactly("layers.1.running_mean",
                "layers.1.running_var");
        assertClose(answer.get("buffers").get("layers.1.running_mean"), 0.23245273715743944, 0.6314050266118448);
        assertClose(answer.get("buffers").get("layers.1.running_var"), 2.0146334357405618, 2.9015221474764608);
        assertClose(answer.get("parameters").get("layers.1.weight"), 0.6581496369921997, 0.9564709968410241);
        double[] validated = {3.0624781252031235, 1.366958873851861, 0.7343222580832987, 0.4319011858679521};
        for (int i = 0; i < validated.length; i++) {
            assertThat(answer.get("validation").get(i).get("loss").doubleValue()).isCloseTo(validated[i],
                    within(1e-14));
        }
        assertThat(lines(fields).getLast().get("buffers")).isEqualTo(answer.get("buffers"));
        assertThat(answer.get("state").propertyNames()).isEqualTo(answer.get("parameters").propertyNames())
                .doesNotContain("layers.1.running_mean");
    }

    private static void assertClose(JsonNode tensor, double... expected) {
        assertThat(tensor).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(tensor.get(i).doubleValue()).isCloseTo(expected[i], within(1e-14));
        }
    }

    // a batch of one sample has no variance, as in PyTorch; running statistics go on within residual, too
    @Test
    void trainWithBatchNormInAResidualShouldReturnItsBuffersByTheirNames() {
        String layers = """
                "layers": [{"type": "residual", "layers": [{"type": "batch_norm", "weight": [1]}]}], "loss": "mse",
                "input": [[1], [3]], "targets": [[0], [0]], "optimizer": {"type": "sgd", "lr": 0}, "steps": 1""";
        assertThat(train(layers).json().get("buffers").toString()).isEqualTo(
                "{\"layers.0.layers.0.running_mean\":[0.2],\"layers.0.layers.0.running_var\":[1.1]}");
        assertThat(train(layers + ", \"dtype\": \"float32\"").json().get("buffers").toString()).isEqualTo(
                "{\"layers.0.layers.0.running_mean\":[0.2],\"layers.0.layers.0.running_var\":[1.1]}");
        assertThat(train(layers + ", \"batch_size\": 1").text()).contains("\"pointer\":\"#/input\"",
                "batch_norm needs more than one value per channel to train");
    }

    // A weight of 0.5 gives the probability 0.5; the gradient of -log is -2, and a learning rate of 1 makes it 2.5.
    @Test
    void trainWhenTheOutputLeavesTheDomainOfTheLossShouldStopAndSayWhy() {
        JsonNode answer = train("""
                "layers": [{"type": "linear", "weight": [[0.5]]}], "input": [[1]], "loss": "binary_cross_entropy",
                "targets": [[1]], "steps": 5, "optimizer": {"type": "sgd", "lr": 1}""").json();
        assertThat(answer.get("stopped").asString()).contains("step 1", "the output of the last layer",
                "binary_cross_entropy", "2.5");
        assertThat(answer.get("losses")).hasSize(1);
        assertThat(answer.get("parameters").toString()).isEqualTo("{\"layers.0.weight\":[[2.5]]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "steps": 2; "step": 2; #/step; did you mean steps?
            "steps": 2; "seed": 1; #; steps is missing: an integer from 1 to 2147483647
            "steps": 2; "steps": 0; #/steps; must be an integer from 1 to 2147483647, got 0
            "steps": 2; "steps": 1.5; #/steps; got 1.5
            "steps": 2; "steps": 2, "seed": 1; #/seed; send batch_size too
            "steps": 2; "steps": 2, "batch_size": 0; #/batch_size; an integer from 1
            "steps": 2; "steps": 2, "first_step": -1; #/first_step; an integer from 0
            "steps": 2; "steps": 2, "wrt": []; #/wrt; training has no field wrt
            "steps": 2; "steps": 2, "trace": true; #/trace; training has no trace
            "steps": 2; "steps": 2, "grad_output": 1; #/grad_output; training has no field grad_output
            "steps": 2; "steps": 2, "metrics": "mae"; #/metrics; an array of names
            "steps": 2; "steps": 2, "metrics": ["mae", "auc"]; #/metrics/1; one of "accuracy", "mae", "r2", got "auc"
            "steps": 2; "steps": 2, "metrics": ["mae", "mae"]; #/metrics/1; repeated
            "steps": 2; "steps": 2, "metrics": ["accuracy"]; #/metrics/0; targets are classes
            "steps": 2; "steps": 2, "state": {"layers.1.weight": {}}; #/state/layers.1.weight; the parameters are layers.0.weight
            "steps": 2; "steps": 2, "state": {"layers.0.weight": {"step": 1}}; #/state/layers.0.weight/step; keeps no step
            "steps": 2; "steps": 2, "state": 1; #/state; must be an object
            "steps": 2; "steps": 2, "validation": 1; #/validation; must be an object
            "steps": 2; "steps": 2, "validation": {"targets": [[1]]}; #/validation; input is missing
            "steps": 2; "steps": 2, "validation": {"input": [[1, 2]]}; #/validation; targets is missing
            "steps": 2; "steps": 2, "validation": {"input": [[1, 2, 3]], "targets": [[1]]}; #/validation/input; layers[0].weight: weight has 2 columns
            "steps": 2; "steps": 2, "validation": {"input": [[1, 2]], "targets": [1]}; #/validation/targets; must have the shape [1, 1]
            "steps": 2; "steps": 2, "validation": {"input": [[1, 2]], "targets": [[1]], "interval": 0}; #/validation/interval; an integer from 1
            "steps": 2; "steps": 2, "validation": {"input": [[1, 2]], "targets": [[1]], "reduction": "sum"}; #/validation/reduction; validation has no such field
            "reduction": "sum"; "reduction": "none"; #/reduction; must not be "none"
            "optimizer": {"type": "sgd", "lr": 0.125}; "optimizer": {"type": "adm"}; #/optimizer/type; did you mean adam?
            "optimizer": {"type": "sgd", "lr": 0.125}; "optimizer": {"lr": 1}; #/optimizer; type is missing: one of adadelta
            "optimizer": {"type": "sgd", "lr": 0.125}; "optimizer": {"type": "sgd", "lr": -1}; #/optimizer/lr; must be a finite number >= 0
            "optimizer": {"type": "sgd", "lr": 0.125}; "optimizer": {"type": "sgd", "beta1": 0}; #/optimizer/beta1; sgd has no such field
            "optimizer": {"type": "sgd", "lr": 0.125}; "optimizer": {"type": "sgd", "max_norm": 1, "clip_value": 1}; #/optimizer/max_norm; not both
            "optimizer": {"type": "sgd", "lr": 0.125}; "optimizer": "sgd"; #/optimizer; must be an object, got a string
            "optimizer": {"type": "sgd", "lr": 0.125}; "seed": null; #; optimizer is missing
            {"type": "linear", "weight": [[1, 1]]}; {"type": "relu"}; #/layers; there is nothing to train
            {"type": "linear", "weight": [[1, 1]]}; {"type": "linear", "weight": [[1, 1]]}, {"type": "dropout"}; #/layers/1; needs a seed, from which a mask is drawn
            "layers": [{"type": "linear", "weight": [[1, 1]]}]; "batch_size": 2, "layers": [{"type": "linear", "weight": [[1, 1], [2, 2]]}, {"type": "flatten", "start_dim": 0}]; #/layers; one row for each sample
            "input": [[1, 2], [3, 4]]; "input": 1, "batch_size": 1; #/input; samples along its first axis
            "input": [[1, 2], [3, 4]]; "input": [[1, 2], ["NaN", "x"]]; #/input/1/1; expected a number
            "loss": "mse"; "loss": "mse", "learning_rate_schedule": 0.1; #/learning_rate_schedule; must be a formula in step
            """)
    void trainWhenRequestIsInvalidShouldSayWhereAndWhatWouldBeRight(String valid, String invalid, String pointer,
            String detail) {
        Answer answer = train(replaced(LINEAR, valid, invalid));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("errors").valueStream()
                .filter(error -> error.get("pointer").asString().equals(pointer))
                .map(error -> error.get("detail").asString())).as(answer.text())
                .anySatisfy(each -> assertThat(each).contains(detail));
    }

    // Index 3 of a table of 2 rows is in the second batch.
    @Test
    void trainWhenASampleIsInvalidShouldPointAtItAmongAllSamples() {
        String fields = """
                "layers": [{"type": "embedding", "weight": [[1], [2]]}], "input": [0, 1, 3], "loss": "mse",
                "targets": [[1], [1], [1]], "optimizer": {"type": "sgd"}, "steps": 2, "batch_size": 2""";
        Answer answer = train(fields);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("\"pointer\":\"#/input/2\"", "must be an integer in [0, 1], got 3");
    }

    // 10⁹ steps of thousands of operations each, at 10⁹ a second, are more than 30 s.
    @Test
    void trainWhenItWouldTakeTooLongShouldNameNeedAndLimit() {
        Answer answer = train(replaced(LINEAR, "\"steps\": 2", "\"steps\": 1000000000"));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("The computation takes about", "nabla.limits.time");
    }

    /** Half a million steps, which take a second or more. */
    private static final String LONG = "{" + replaced(replaced(LINEAR, "\"steps\": 2", "\"steps\": 500000"), "0.125",
            "0.001") + "}";

    private double metric(String name) {
        return service.get("/actuator/prometheus").text().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).sum();
    }

    @Test
    void trainWhenTheClientIsGoneShouldEnd() throws IOException {
        String abandoned = "nabla_work_refusals_total{application=\"nabla\",reason=\"abandoned\"}";
        String trained = "nabla_trainings_seconds_count{application=\"nabla\"}";
        double abandonedBefore = metric(abandoned);
        double trainedBefore = metric(trained);
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("POST /v1/networks/train HTTP/1.1", "Host: localhost",
                    "Content-Type: application/json", "Accept: application/x-ndjson",
                    "Content-Length: " + LONG.length(), "", LONG);
            String line;
            do {
                line = connection.line();
            } while (!line.startsWith("{\"step\":"));
            // the first lines are here before the last is computed
            assertThat(line).startsWith("{\"step\":0,\"loss\":4.0}");
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> metric(abandoned) > abandonedBefore);
        assertThat(metric(trained)).isEqualTo(trainedBefore);
    }

    @Test
    void trainWhenLinesAreAcceptedShouldRefuseAnInvalidRequestAsUsual() {
        Answer answer = service.send(service.request("/v1/networks/train").header("Content-Type", "application/json")
                .header("Accept", "application/x-ndjson").POST(BodyPublishers.ofString("{\"steps\": 1}")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json | application/json
            */* | application/json
            application/json, application/x-ndjson | application/json
            application/x-ndjson, application/json;q=0.5 | application/x-ndjson
            application/x-ndjson;q=0.5, application/json | application/json
            application/x-ndjson, */* | application/x-ndjson
            text/csv | application/problem+json
            """)
    void trainShouldAnswerInAFormThatIsAccepted(String accepted, String form) {
        assertThat(service.send(service.request("/v1/networks/train").header("Content-Type", "application/json")
                .header("Accept", accepted).POST(BodyPublishers.ofString("{" + LINEAR + "}"))).header("Content-Type"))
                .isEqualTo(form);
    }
}
