package dev.nabla.service.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.SentFields;
import dev.nabla.service.Services;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GradientCheckBinderTests {

    private static final LossCatalog CATALOG = new LossCatalog();

    private static GradientReport compare(SentFields sent) {
        return compare("mse", sent);
    }

    private static GradientReport compare(String name, SentFields sent) {
        LossEntry loss = CATALOG.find(name).orElseThrow();
        return new GradientCheckBinder(loss, new EvaluationFields(loss).forGradientCheck(loss), sent.build())
                .compare(Services.admission());
    }

    private static List<Fault> faults(SentFields sent) {
        return faults("mse", sent);
    }

    private static List<Fault> faults(String name, SentFields sent) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidRequestException.class, () -> compare(name, sent)))
                .faults();
    }

    // The gradient of the sum of squares is twice the difference: 0 and -4.
    private static SentFields sum() {
        return new SentFields().vector("predictions", 2, 3).vector("targets", 2, 5).text("reduction", "sum");
    }

    @Test
    void compareWhenGradientIsExactShouldAgree() {
        GradientReport report = compare(sum().vector("gradient", 0, -4));
        assertThat(report.agrees()).isTrue();
        assertThat(report.isSingle()).isTrue();
        assertThat(report.loss()).isNull();
    }

    @Test
    void compareWhenGradientsAreNamedShouldCompareEach() {
        GradientReport report = compare(
                sum().object("gradients", new SentFields().vector("targets", 0, 4).vector("predictions", 0, 4)));
        assertThat(report.isSingle()).isFalse();
        assertThat(Objects.requireNonNull(report.gradients().get("targets")).agrees()).isTrue();
        assertThat(Objects.requireNonNull(report.gradients().get("predictions")).agrees()).isFalse();
    }

    // A relative error of 1e-3 is beyond 1e-12, the default, and within the tolerance of 1e-2.
    @Test
    void compareWhenToleranceIsSentShouldUseIt() {
        assertThat(compare(sum().vector("gradient", 0, -4.004)).agrees()).isFalse();
        assertThat(compare(sum().vector("gradient", 0, -4.004).number("tolerance", 0.01)).agrees()).isTrue();
    }

    @Test
    void compareWhenShapeIsTransposedShouldSaySo() {
        SentFields sent = new SentFields().tensor("predictions", Shape.of(1, 2), 2, 3)
                .tensor("targets", Shape.of(1, 2), 2, 5).tensor("gradient", Shape.of(2, 1), 0, -4);
        assertThat(faults(sent)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("gradient");
            assertThat(fault.detail()).contains("[1, 2]").contains("transposed");
        });
    }

    @Test
    void compareWhenNoGradientIsSentShouldReportItAsMissing() {
        assertThat(faults(sum())).singleElement()
                .satisfies(fault -> assertThat(fault.detail()).startsWith("gradient is missing"));
    }

    @Test
    void compareWhenGradientOfClassIndicesIsSentShouldRefuseItThere() {
        SentFields sent = new SentFields().tensor("predictions", Shape.of(1, 2), 0, 1).vector("targets", 1)
                .object("gradients", new SentFields().vector("targets", 1));
        assertThat(faults("cross_entropy", sent)).singleElement().satisfies(fault -> {
            assertThat(fault.outer()).containsExactly("gradients");
            assertThat(fault.field()).isEqualTo("targets");
            assertThat(fault.detail()).contains("class indices");
        });
    }

    @Test
    void compareWhenBothAreSentShouldRefuse() {
        SentFields sent = sum().vector("gradient", 0, -4).object("gradients", new SentFields());
        assertThat(faults(sent)).extracting(Fault::field).containsExactly("gradients");
    }
}
