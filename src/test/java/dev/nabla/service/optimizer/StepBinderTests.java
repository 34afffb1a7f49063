package dev.nabla.service.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.network.OptimizerCatalog;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.SentFields;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StepBinderTests {

    private static final OptimizerEntry SGD = new OptimizerCatalog().find("sgd").orElseThrow();

    private static BoundStep bind(SentFields sent) {
        return new StepBinder(SGD, sent.build()).bind();
    }

    private static List<Fault> faults(SentFields sent) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidRequestException.class, () -> bind(sent))).faults();
    }

    private static SentFields step() {
        return new SentFields().object("parameters", new SentFields().vector("w", 1, 2))
                .object("gradients", new SentFields().vector("w", 3, 4));
    }

    @Test
    void bindShouldTakeClipping() {
        assertThat(bind(step().number("max_norm", 1)).clipping().maxNorm()).hasValue(1);
        assertThat(bind(step().nothing("max_norm")).clipping().maxNorm()).isEmpty();
        assertThat(faults(step().number("clip_value", 1).number("max_norm", 1))).extracting(Fault::field)
                .containsExactly("max_norm");
    }

    @Test
    void bindWhenGradientHasNoParameterShouldListTheParameters() {
        SentFields sent = new SentFields().object("parameters", new SentFields().vector("w", 1, 2))
                .object("gradients", new SentFields().vector("v", 3, 4));
        assertThat(faults(sent).getFirst()).satisfies(fault -> {
            assertThat(fault.outer()).containsExactly("gradients");
            assertThat(fault.field()).isEqualTo("v");
            assertThat(fault.detail()).endsWith("the parameters are w");
        });
    }

    @Test
    void bindWhenStateIsNotKeptShouldReportItsPlace() {
        SentFields sent = step().object("state",
                new SentFields().object("w", new SentFields().vector("exp_avg", 0, 0)));
        assertThat(faults(sent)).singleElement().satisfies(fault -> {
            assertThat(fault.outer()).containsExactly("state", "w");
            assertThat(fault.field()).isEqualTo("exp_avg");
        });
    }

    @Test
    void bindWhenANumberIsNotFiniteShouldReportItsIndex() {
        SentFields sent = new SentFields().object("parameters", new SentFields().vector("w", 1, Double.NaN))
                .object("gradients", new SentFields().vector("w", 3, 4));
        assertThat(faults(sent).getFirst()).satisfies(fault -> {
            assertThat(fault.outer()).containsExactly("parameters");
            assertThat(fault.index()).containsExactly(1);
        });
    }
}
