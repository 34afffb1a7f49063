package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.Mse;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementLoopsTests {

    private record Keyed(Object key) implements ElementwiseLoss {

        @Override
        public List<Input> inputs() {
            return List.of();
        }

        @Override
        public Object loopKey() {
            return key;
        }

        @Override
        public double value(double[] inputs) {
            return 0;
        }

        @Override
        public void gradient(double[] inputs, double[] gradient) {}
    }

    @Test
    void recordsShouldHaveALoopPerClassWhateverTheirOptions() {
        assertThat(ElementLoops.of(new Huber(2))).isSameAs(ElementLoops.of(new Huber(3)));
        assertThat(ElementLoops.of(new Mse()).getClass()).isNotSameAs(ElementLoops.of(new Huber(2)).getClass());
    }

    @Test
    void lossesOfOneClassShouldHaveALoopPerKey() {
        assertThat(ElementLoops.of(new Keyed("x"))).isSameAs(ElementLoops.of(new Keyed("x")));
        assertThat(ElementLoops.of(new Keyed("x")).getClass())
                .isNotSameAs(ElementLoops.of(new Keyed("y")).getClass());
    }

    @Test
    void loopsOfKeysShouldBeBoundedAndTheOneNotUsedForLongestGoFirst() {
        ElementLoop kept = ElementLoops.of(new Keyed("kept"));
        ElementLoop dropped = ElementLoops.of(new Keyed("dropped"));
        for (int i = 1; i < ElementLoops.CAPACITY; i++) {
            ElementLoops.of(new Keyed("kept"));
            ElementLoops.of(new Keyed(i));
        }
        assertThat(ElementLoops.of(new Keyed("kept"))).isSameAs(kept);
        assertThat(ElementLoops.of(new Keyed("dropped"))).isNotSameAs(dropped);
    }
}
