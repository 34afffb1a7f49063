package dev.nabla.service.network;

import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.service.loss.SharedField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request for training, but for those of the loss. */
final class TrainingFields implements FieldKinds {

    static final String OPTIMIZER = "optimizer";
    static final String STATE = "state";
    static final String STEPS = "steps";
    static final String BATCH_SIZE = "batch_size";
    static final String SEED = "seed";
    static final String FIRST_STEP = "first_step";
    static final String SCHEDULE = "learning_rate_schedule";
    static final String METRICS = "metrics";
    static final String VALIDATION = "validation";
    static final String INTERVAL = "interval";

    /** The fields that are none of the loss. */
    static final List<String> OWN = List.of(NetworkBinder.LAYERS, NetworkBinder.INPUT, NetworkBinder.LOSS, OPTIMIZER,
            STATE, STEPS, BATCH_SIZE, SEED, FIRST_STEP, SCHEDULE, METRICS,
            VALIDATION);

    private static final FieldKind TENSORS = new FieldKind.Members(_ -> FieldKind.Value.REAL);

    private final Map<String, FieldKind> kinds;
    private final FieldKinds network;

    /** The fields of a network, and those of its training. */
    TrainingFields(FieldKinds network) {
        this.network = network;
        this.kinds = new LinkedHashMap<>();
        kinds.put(OPTIMIZER, new FieldKind.Members(_ -> FieldKind.Value.OPTION));
        kinds.put(STATE, new FieldKind.Members(_ -> TENSORS));
        kinds.put(VALIDATION, new FieldKind.Members(this::ofValidation));
        for (String option : List.of(STEPS, BATCH_SIZE, SEED, FIRST_STEP, SCHEDULE)) {
            kinds.put(option, FieldKind.Value.OPTION);
        }
        kinds.put(METRICS, FieldKind.Value.NAMES);
    }

    @Override
    public FieldKind of(String name) {
        FieldKind own = kinds.get(name);
        return own == null ? network.of(name) : own;
    }

    private FieldKind ofValidation(String name) {
        return switch (name) {
            case INTERVAL -> FieldKind.Value.OPTION;
            case NetworkBinder.LAYERS, NetworkBinder.LOSS -> FieldKind.Value.UNKNOWN;
            default -> name.equals(SharedField.DTYPE.label()) ? FieldKind.Value.UNKNOWN : network.of(name);
        };
    }
}
