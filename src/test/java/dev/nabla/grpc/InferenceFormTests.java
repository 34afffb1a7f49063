package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same request gets the same tensors in every form of the Open Inference Protocol as in version 1, to the bit. */
@GrpcTest
class InferenceFormTests {

    /** What an answer may hold beside the loss and the gradient. */
    private static final List<String> VARIANTS = List.of("{}", "{\"reduction\": \"none\"}", "{\"wrt\": []}",
            "{\"hessian\": \"diagonal\"}", "{\"reduction\": \"sum\", \"hessian\": \"diagonal\"}");

    @Autowired
    ServiceClient service;

    @Autowired
    GrpcClient client;

    static Stream<LossEntry> losses() {
        return new LossCatalog().entries().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void answersShouldBeBitIdenticalToThoseOfVersion1(LossEntry loss) {
        int compared = 0;
        for (Example example : loss.definition().examples()) {
            for (String variant : VARIANTS) {
                ObjectNode request = JsonMapper.shared().readTree(example.body()).asObject();
                JsonMapper.shared().readTree(variant).properties()
                        .forEach(member -> request.set(member.getKey(), member.getValue()));
                request.put("dtype", "float64");
                if (service.evaluate(loss.id(), request.toString()).status() == 200) {
                    assertSame(loss, request);
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private void assertSame(LossEntry loss, ObjectNode request) {
        for (InferenceForms form : InferenceForms.values()) {
            assertThat(form.infer(service, client.channel(), loss.id(), request))
                    .as("%s of %s: %s", form, loss.id(), request)
                    .isEqualTo(InferenceForms.answer(service, loss.id(), request));
        }
    }
}
