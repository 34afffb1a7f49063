package dev.nabla.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.option.OptionSpec;
import dev.nabla.request.Faults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No layer without its contract. */
class EveryLayerTests {

    // the list of the design
    @Test
    void catalogShouldHoldEveryLayerOfTheDesign() {
        assertThat(new LayerCatalog().names()).isEqualTo(List.of("avg_pool2d", "batch_norm", "conv1d", "conv2d",
                "dropout", "elu",
                "embedding",
                "expression", "flatten", "gelu", "group_norm", "layer_norm", "leaky_relu", "linear", "log_softmax",
                "max_pool2d", "multihead_attention", "relu", "residual", "rms_norm", "sigmoid", "silu", "softmax",
                "softplus", "tanh"));
    }

    @Test
    void everyLayerShouldHaveATestThatExtendsTheContract() throws ClassNotFoundException {
        for (LayerEntry entry : new LayerCatalog().entries()) {
            Class<?> type = entry.build(Map.of(), new Faults()).getClass();
            assertThat(OptionSpec.snakeCase(type.getSimpleName())).isEqualTo(entry.id());
            assertThat(Class.forName(type.getPackageName() + ".LayerContract"))
                    .isAssignableFrom(Class.forName(type.getName() + "Tests"));
        }
    }
}
