package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.web.ServiceTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same request gets the same tensors in every form, to the bit. A new form is one more {@link Wire}. */
@ServiceTest
class WireTests {

    private static final Wire JSON = new JsonWire();
    private static final List<Wire> OTHERS = List.of(new SafetensorsWire(), new NdjsonWire(), new BatchWire());

    /** What an answer may hold beside the loss and the gradient. */
    private static final List<String> VARIANTS = List.of("{}", "{\"reduction\": \"none\"}", "{\"wrt\": []}",
            "{\"hessian\": \"diagonal\"}", "{\"reduction\": \"sum\", \"hessian\": \"diagonal\"}");

    @Autowired
    ServiceClient service;

    static Stream<Arguments> losses() {
        return new LossCatalog().entries().stream()
                .flatMap(loss -> OTHERS.stream().map(wire -> Arguments.of(wire, loss)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void answersShouldBeBitIdenticalToThoseInJson(Wire wire, LossEntry loss) {
        int compared = 0;
        for (Example example : loss.definition().examples()) {
            for (String variant : VARIANTS) {
                ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(example.body());
                ((ObjectNode) JsonMapper.shared().readTree(variant)).properties()
                        .forEach(member -> request.set(member.getKey(), member.getValue()));
                if (service.evaluate(loss.id(), request.toString()).status() == 200) {
                    assertSame(wire, loss, request);
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private void assertSame(Wire wire, LossEntry loss, ObjectNode request) {
        for (String dtype : List.of("float64", "float32")) {
            assertThat(wire.evaluate(service, loss.id(), request, dtype)).as("%s: %s", loss.id(), request)
                    .isEqualTo(JSON.evaluate(service, loss.id(), request, dtype));
        }
    }
}
