package dev.nabla.service.network;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.LayerEntry;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.loss.SharedField;
import dev.nabla.service.telemetry.ComputationTimer;
import dev.nabla.service.telemetry.Telemetry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Answers requests for backpropagation through networks, and times them. */
@Service
public class NetworkService implements FieldKinds {

    private static final Map<String, FieldKind> SHARED = Arrays.stream(SharedField.values())
            .collect(Collectors.toUnmodifiableMap(SharedField::label, SharedField::kind));

    private final Catalogs catalogs;
    private final LossFields ofLoss;
    private final ComputationTimer timer;

    public NetworkService(LossCatalog losses, LossService lossService, Admission admission, Telemetry telemetry) {
        this.catalogs = new Catalogs(losses, lossService, new LayerCatalog(), admission);
        this.ofLoss = new LossFields(losses);
        this.timer = telemetry.timer("nabla.backpropagations", "Time to backpropagate through a network",
                "backpropagate");
    }

    /** Where what a request names is found. */
    Catalogs catalogs() {
        return catalogs;
    }

    /** All layers, sorted by id. */
    public List<LayerEntry> layers() {
        return catalogs.layers().entries();
    }

    /** The kind of a field. Those of the loss can be of any kind, since its name may come after them. */
    @Override
    public FieldKind of(String name) {
        return switch (name) {
            case NetworkBinder.LAYERS -> catalogs.layers().layers();
            case NetworkBinder.INPUT -> FieldKind.Value.REAL;
            case NetworkBinder.LOSS -> new FieldKind.OptionOrMembers(ofLoss);
            case NetworkBinder.TRACE -> FieldKind.Value.OPTION;
            default -> SHARED.getOrDefault(name, FieldKind.Value.ANY);
        };
    }

    /**
     * Runs a network forward, computes the loss of its output, and backpropagates the gradient.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public NetworkAnswer backpropagate(IncomingRequest request) throws IOException {
        Fields sent = request.read(this);
        return timer.record(() -> new NetworkBinder(catalogs, sent).bind().answer(catalogs.admission()));
    }
}
