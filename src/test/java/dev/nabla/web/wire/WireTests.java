package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.grpc.GrpcClient;
import dev.nabla.grpc.GrpcTest;
import dev.nabla.trial.Trials;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same request gets the same tensors in every form, to the bit. A new form is one more {@link Wire}. */
@GrpcTest
class WireTests {

    /** What an answer may hold beside the loss and the gradient. */
    private static final List<String> VARIANTS = List.of("{}", "{\"reduction\": \"none\"}", "{\"wrt\": []}",
            "{\"hessian\": \"diagonal\"}", "{\"reduction\": \"sum\", \"hessian\": \"diagonal\"}",
            "{\"hessian\": \"constant\"}");

    @Autowired
    ServiceClient service;

    @Autowired
    GrpcClient grpc;

    private Wire json;
    private List<Wire> others;

    @BeforeEach
    void connect() {
        json = new JsonWire(service);
        others = List.of(new NdjsonWire(service), new BatchWire(service), new SafetensorsWire(service),
                new InferenceWire(service, false), new InferenceWire(service, true),
                new GrpcWire(grpc.channel(), false), new GrpcWire(grpc.channel(), true));
    }

    static Stream<LossEntry> losses() {
        return Trials.of(new LossCatalog().entries().stream());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void answersShouldBeBitIdenticalInAllForms(LossEntry loss) {
        int compared = 0;
        for (Example example : loss.definition().examples()) {
            for (String variant : VARIANTS) {
                ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(example.body());
                request.setAll((ObjectNode) JsonMapper.shared().readTree(variant));
                if (service.evaluate(loss.id(), request.toString()).status() == 200) {
                    assertSame(loss, request, "float64");
                    assertSame(loss, request, "float32");
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private void assertSame(LossEntry loss, ObjectNode request, String dtype) {
        SortedMap<String, TensorValue> expected = json.evaluate(loss.id(), request, dtype);
        for (Wire wire : others) {
            assertThat(wire.evaluate(loss.id(), request, dtype))
                    .as("%s of %s in %s: %s", dtype, loss.id(), wire, request)
                    .isEqualTo(expected);
        }
    }
}
