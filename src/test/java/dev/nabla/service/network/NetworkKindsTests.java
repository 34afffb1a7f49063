package dev.nabla.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.ShapeRules;
import dev.nabla.network.LayerEntry;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Fault;
import dev.nabla.service.Services;
import dev.nabla.service.WrongKinds;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON of the wrong kind in every field of a network, of each layer and of each loss is reported in its place. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkKindsTests {

    private static final LossCatalog LOSSES = new LossCatalog();
    private static final LossService LOSS_SERVICE = new LossService(LOSSES, Services.admission(),
            Telemetry.of(new SimpleMeterRegistry()));
    private static final NetworkService SERVICE = Services.networks();
    private static final WrongKinds KINDS = new WrongKinds(SERVICE::backpropagate);

    private static final String NETWORK = """
            {"layers": [], "input": [[1, 2]], "loss": "mse", "targets": [[1, 2]], "trace": false}""";

    private static final String IMAGE = "[[[[0, 0], [0, 0]]]]";
    private static final String SEQUENCE = "[[[0, 0], [0, 0]]]";

    /** Layers whose input is a sequence. */
    private static final Set<String> OF_SEQUENCES = Set.of("conv1d", "multihead_attention");

    /** A valid value of each parameter and option, for an input of zeros. */
    private static final Map<String, String> LAYERS = Map.ofEntries(
            Map.entry("avg_pool2d", "\"kernel_size\": 1"), Map.entry("max_pool2d", "\"kernel_size\": 1"),
            Map.entry("batch_norm", "\"weight\": [1], \"bias\": [1], \"running_mean\": [1], \"running_var\": [1]"),
            Map.entry("conv1d", "\"weight\": [[[1], [1]]], \"bias\": [1]"),
            Map.entry("conv2d", "\"weight\": [[[[1]]]], \"bias\": [1]"),
            Map.entry("dropout", "\"mask\": [[[[true, true], [true, true]]]]"),
            Map.entry("embedding", "\"weight\": [[1], [2]]"),
            Map.entry("expression", "\"formula\": \"x\", \"parameters\": {}"),
            Map.entry("group_norm", "\"num_groups\": 1, \"weight\": [1], \"bias\": [1]"),
            Map.entry("multihead_attention",
                    """
                    "num_heads": 1, "in_proj_weight": [[1, 2], [3, 4], [1, 2], [3, 4], [1, 2], [3, 4]],
                    "in_proj_bias": [1, 2, 3, 4, 5, 6], "out_proj_weight": [[1, 2], [3, 4]], "out_proj_bias": [1, 2]"""),
            Map.entry("residual", "\"layers\": []"),
            Map.entry("rms_norm", "\"weight\": [1, 2]"),
            Map.entry("linear", "\"weight\": [[1, 2]], \"bias\": [1]"),
            Map.entry("layer_norm", "\"weight\": [1, 2], \"bias\": [1, 2]"));

    static Stream<String> losses() {
        return LOSSES.entries().stream().filter(LossEntry::hasPredictions).map(LossEntry::id);
    }

    static Stream<LayerEntry> layers() {
        return SERVICE.layers().stream();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            layers; []
            loss;
            trace; true
            """)
    void fieldOfTheNetworkWhenOfAnotherKindShouldBeReported(String field, String valid) {
        KINDS.assertReported(NETWORK, List.of(field), value -> value.equals(valid));
    }

    @Test
    void inputWhenOfAnotherKindShouldBeReported() {
        Set<String> tensors = Set.of("[]", "[[[[[[1]]]]]]");
        KINDS.assertReported(NETWORK, List.of("input"), tensors::contains);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void fieldOfALayerWhenOfAnotherKindShouldBeReported(LayerEntry layer) {
        String fields = LAYERS.getOrDefault(layer.id(), "");
        String body = """
                {"layers": [{"type": "%s"%s}], "input": %s, "loss": "mse", "reduction": "sum"}"""
                .formatted(layer.id(), fields.isEmpty() ? "" : ", " + fields,
                        OF_SEQUENCES.contains(layer.id()) ? SEQUENCE : IMAGE);
        String valid = withTargetsOfTheOutput(body);
        assertThat(KINDS.faults(valid)).as(valid).isEmpty();
        for (String name : layer.names()) {
            boolean takesNone = name.equals("parameters");
            boolean takesNoLayers = name.equals("layers");
            boolean isFlag = layer.options().stream().anyMatch(option -> option.name().equals(name) && isFlag(option));
            KINDS.assertReported(valid, List.of("layers", "0", name),
                    value -> (takesNone && value.equals("{}")) || (takesNoLayers && value.equals("[]"))
                            || (isFlag && value.equals("true")));
        }
        KINDS.assertReported(valid, List.of("layers", "0", "type"), _ -> false);
    }

    /** The loss says which shape the targets must have. */
    private static String withTargetsOfTheOutput(String body) {
        for (String zeros : List.of(IMAGE, SEQUENCE, "[[[0, 0]]]", "[[[[0], [0]]]]", "[[0, 0, 0, 0]]",
                "[[[[[0], [0]], [[0], [0]]]]]")) {
            String whole = WrongKinds.with(body, List.of("targets"), zeros);
            if (KINDS.faults(whole).isEmpty()) {
                return whole;
            }
        }
        throw new AssertionError("no targets for " + body);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void fieldOfTheLossWhenOfAnotherKindShouldBeReported(String id) {
        LossEntry loss = LOSSES.find(id).orElseThrow();
        String body = network(loss);
        assertThat(KINDS.faults(body)).as(body).isEmpty();
        for (String name : LOSS_SERVICE.fieldsOf(loss).names()) {
            KINDS.assertReported(body, List.of(name), valid(loss, name));
        }
    }

    /** The first example of the loss, its predictions as the output of no layers. */
    private static String network(LossEntry loss) {
        ObjectNode body = (ObjectNode) new JsonMapper().readTree(loss.definition().examples().getFirst().body());
        body.set("input", Objects.requireNonNull(body.remove("predictions")));
        body.remove(List.of("wrt", "hessian"));
        body.putArray("layers");
        body.put("loss", loss.id());
        return body.toString();
    }

    private static Predicate<String> valid(LossEntry loss, String name) {
        return value -> loss.options().stream().filter(option -> option.name().equals(name))
                .anyMatch(option -> isFlag(option) && value.equals("true"))
                || (value.equals("[]") && isPacked(loss, name));
    }

    /** Whether no element at all has a shape that the input may have; what is missing is then said of the lengths. */
    private static boolean isPacked(LossEntry loss, String name) {
        return loss.defaults().inputs().stream().anyMatch(input -> input.name().equals(name)
                && input.shape().equals(ShapeRules.paddedOrPacked("N, S", "L")));
    }

    private static boolean isFlag(BindableOption option) {
        return option.defaultValue() instanceof Boolean;
    }

    // misspelt names of fields
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "layer": [{"type": "relu"}]; layer; did you mean layers?
            "inputs": [[1, 2]]; inputs; did you mean input?
            "output": true; output; has no such field
            "": 1; ; has no such field
            """)
    void fieldWhenThereIsNoneOfThatNameShouldBeReportedAsSuch(String member, String name, String detail) {
        assertThat(KINDS.faults(NETWORK.replace("}", ", " + member + "}"))).singleElement().satisfies(fault -> {
            assertThat(fault.path()).containsExactly(name == null ? "" : name);
            assertThat(fault.detail()).contains(detail).doesNotContain("predictions");
        });
    }

    // flatten begins with axis 1 unless start_dim says otherwise, which was not sent
    @Test
    void faultOfADefaultShouldBeReportedAtTheLayerThatHasIt() {
        assertThat(KINDS.faults("""
                {"layers": [{"type": "flatten"}], "input": [1, 2], "loss": "mse", "targets": [1, 2]}"""))
                .singleElement().satisfies(fault -> {
                    assertThat(fault.path()).containsExactly("layers", "0");
                    assertThat(fault.detail()).startsWith("start_dim must be an axis");
                });
    }

    @Test
    void parameterWhenItIsNotFiniteShouldBeTheOnlyFault() {
        assertThat(KINDS.faults("""
                {"layers": [{"type": "linear", "weight": [["NaN", 1]], "bias": [1]}], "input": [[1, 2]], "loss": "mse",
                 "targets": [[1]]}""")).extracting(Fault::path).containsExactly(List.of("layers", "0", "weight"));
    }
}
