package dev.nabla.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.network.LayerCatalog;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.SentFields;
import dev.nabla.service.Services;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.telemetry.Telemetry;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NetworkBinderTests {

    private static final LossCatalog LOSSES = new LossCatalog();
    private static final LossService SERVICE = new LossService(LOSSES, Services.admission(),
            Telemetry.of(new SimpleMeterRegistry()));
    private static final LayerCatalog LAYERS = new LayerCatalog();

    private static BoundNetwork bind(SentFields sent) {
        return new NetworkBinder(new Catalogs(LOSSES, SERVICE, LAYERS, Services.admission()), sent.build()).bind();
    }

    private static List<Fault> faults(SentFields sent) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidRequestException.class, () -> bind(sent))).faults();
    }

    private static SentFields linear() {
        return new SentFields().text("type", "linear").tensor("weight", Shape.of(1, 2), 1, -1);
    }

    private static SentFields request(SentFields... layers) {
        return new SentFields().objects("layers", layers).tensor("input", Shape.of(1, 2), 5, 2).text("loss", "mse");
    }

    // 1 * 5 - 1 * 2 = 3.
    @Test
    void bindShouldFeedTheInputForward() {
        BoundNetwork network = bind(request(linear()).tensor("targets", Shape.of(1, 1), 4));
        assertThat(network.forward().output().get(0)).isEqualTo(3);
        assertThat(network.trace()).isFalse();
        assertThat(network.dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void bindWhenALayerIsWrongShouldReportItsPlace() {
        List<Fault> faults = faults(
                request(linear(), new SentFields().text("type", "liner")).tensor("targets", Shape.of(1, 1), 4));
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.outer()).containsExactly("layers", "1");
            assertThat(fault.field()).isEqualTo("type");
            assertThat(fault.detail()).contains("did you mean linear?");
        });
    }

    // What targets hold is known only once the loss is, which may stand behind them.
    @Test
    void bindWhenTargetsAreNoTensorShouldReportThem() {
        assertThat(faults(request(linear()).flag("targets", true))).anySatisfy(fault -> {
            assertThat(fault.field()).isEqualTo("targets");
            assertThat(fault.detail()).startsWith("targets must be a tensor");
        });
    }

    @Test
    void bindWhenTheLossIsNotOfferedShouldSayWhatIsMissing() {
        assertThat(faults(request(linear()).text("loss", "triplet_margin"))).extracting(Fault::field)
                .containsExactly("loss");
        assertThat(faults(request(linear()).text("loss", "msee").tensor("targets", Shape.of(1, 1), 4))).singleElement()
                .satisfies(fault -> assertThat(fault.detail()).contains("did you mean mse?"));
    }

    @Test
    void bindWhenTheLossRefusesTheOutputShouldNameTheLastLayer() {
        SentFields sent = request(linear()).text("loss", "binary_cross_entropy").tensor("targets", Shape.of(1, 1), 1);
        assertThat(faults(sent)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("layers");
            assertThat(fault.detail()).startsWith("the output of the last layer");
        });
    }
}
