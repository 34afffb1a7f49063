package dev.nabla.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.option.OptionSpec;
import dev.nabla.request.Faults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EveryOptimizerTests {

    // the list of the design
    @Test
    void catalogShouldHoldEveryOptimizerOfTheDesign() {
        assertThat(new OptimizerCatalog().names()).isEqualTo(List.of("adadelta", "adagrad", "adam", "adamax", "adamw",
                "amsgrad", "lion", "nadam", "radam", "rmsprop", "sgd"));
    }

    @Test
    void everyOptimizerShouldHaveATest() throws ClassNotFoundException {
        for (OptimizerEntry entry : new OptimizerCatalog().entries()) {
            Class<?> type = entry.build(Map.of(), new Faults()).getClass();
            assertThat(Class.forName(type.getName() + "Tests").getSuperclass().getSimpleName())
                    .isEqualTo("OptimizerContract");
            assertThat(OptionSpec.snakeCase(type.getSimpleName())).isEqualTo(entry.id());
        }
    }
}
