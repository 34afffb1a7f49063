package dev.nabla.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.loss.Input;
import dev.nabla.option.BindableOption;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.Services;
import dev.nabla.service.WrongKinds;
import dev.nabla.service.loss.SharedField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every loss trains; JSON of the wrong kind in every field of a training is reported in its place. */
@Execution(ExecutionMode.CONCURRENT)
class TrainingKindsTests {

    private static final LossCatalog LOSSES = new LossCatalog();
    private static final TrainingService SERVICE = Services.trainings();
    private static final WrongKinds KINDS = new WrongKinds(SERVICE::train);

    private static final String TRAINING = """
            {"layers": [{"type": "linear", "weight": [[1, 1]]}], "input": [[1, 2], [3, 4]], "loss": "mse",
             "targets": [[3], [5]], "steps": 1, "batch_size": 1, "seed": 1, "first_step": 0, "metrics": ["mae"],
             "optimizer": {"type": "adam", "lr": 0.1, "clip_value": 1},
             "state": {"layers.0.weight": {"step": 1, "exp_avg": [[0, 0]], "exp_avg_sq": [[0, 0]]}},
             "validation": {"input": [[1, 2]], "targets": [[3]], "sample_weight": [[1]], "mask": [[true]], "interval": 1}}""";

    static Stream<LossEntry> losses() {
        return LOSSES.entries().stream().filter(LossEntry::hasPredictions);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            steps;
            batch_size;
            seed;
            first_step;
            metrics; []
            optimizer;
            optimizer/type;
            optimizer/lr;
            optimizer/clip_value;
            state; {}
            state/layers.0.weight; {}
            state/layers.0.weight/step;
            state/layers.0.weight/exp_avg;
            validation;
            validation/input;
            validation/targets;
            validation/sample_weight;
            validation/mask;
            validation/interval;
            loss;
            targets;
            """)
    void fieldWhenOfAnotherKindShouldBeReported(String path, String valid) {
        KINDS.assertReported(TRAINING, List.of(path.split("/")), value -> value.equals(valid));
    }

    /** The first example of the loss, its predictions as what the identity makes of the input. */
    private static ObjectNode training(LossEntry loss) {
        ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(loss.definition().examples().getFirst().body());
        JsonNode predictions = Objects.requireNonNull(body.remove("predictions"));
        JsonNode row = predictions;
        while (row.get(0) != null && row.get(0).isArray()) {
            row = row.get(0);
        }
        body.remove(List.of("wrt", "hessian", "grad_output"));
        ArrayNode weight = body.putArray("layers").addObject().put("type", "linear").putArray("weight");
        for (int i = 0; i < row.size(); i++) {
            ArrayNode unit = weight.addArray();
            for (int j = 0; j < row.size(); j++) {
                unit.add(i == j ? 1 : 0);
            }
        }
        if (body.path("reduction").asString("").equals("none")) {
            body.put("reduction", "sum");
        }
        body.set("input", predictions);
        body.putObject("optimizer").put("type", "sgd").put("lr", 0);
        return body.put("loss", loss.id()).put("steps", 2);
    }

    // With a learning rate of 0 each step has the loss of backpropagation.
    @ParameterizedTest
    @MethodSource("losses")
    void everyLossShouldTrain(LossEntry loss) throws IOException {
        ObjectNode body = training(loss);
        TrainingAnswer answer = SERVICE.train(request(body.toString()));
        ObjectNode passes = body.deepCopy();
        passes.remove(List.of("optimizer", "steps"));
        NetworkAnswer expected = Services.networks().backpropagate(request(passes.toString()));
        assertThat(answer.steps()).hasSize(2).allSatisfy(
                step -> assertThat(step.batch().loss()).isEqualTo(expected.loss().get(0)));
    }

    /** Those whose first example has a row for each sample. */
    static Stream<LossEntry> lossesOfRows() {
        return losses().filter(loss -> training(loss).get("input").get(0).isArray());
    }

    @ParameterizedTest
    @MethodSource("lossesOfRows")
    void everyLossInBatchesShouldTrainOrSayWhyNot(LossEntry loss) {
        assertThat(KINDS.faults(training(loss).put("batch_size", 1).toString())).allSatisfy(
                fault -> assertThat(fault.detail()).containsAnyOf("batch", "the output of the last layer"));
    }

    private static IncomingRequest request(String body) {
        return kinds -> new JsonRequestReader(kinds, JsonLimits.DEFAULT, null)
                .read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fieldsOfTrainingShouldNotBeFieldsOfALoss() {
        Set<String> own = Set.copyOf(TrainingFields.OWN);
        assertThat(losses()).allSatisfy(loss -> assertThat(Stream.of(
                loss.defaults().inputs().stream().map(Input::name), loss.options().stream().map(BindableOption::name),
                Stream.of(SharedField.values()).map(SharedField::label)).flatMap(names -> names))
                .doesNotContainAnyElementsOf(own));
    }
}
