package dev.nabla.service.optimizer;

import dev.nabla.network.OptimizerEntry;
import dev.nabla.option.BindableOption;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.service.loss.SharedField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request for a step of an optimizer: tensors by name, the optimizer's options, and clipping. */
final class StepFields implements FieldKinds {

    static final String PARAMETERS = "parameters";
    static final String GRADIENTS = "gradients";
    static final String STATE = "state";
    static final String CLIP_VALUE = "clip_value";
    static final String MAX_NORM = "max_norm";

    private static final FieldKind TENSORS = new FieldKind.Members(_ -> FieldKind.Value.REAL);

    private final Map<String, FieldKind> kinds = new LinkedHashMap<>();

    StepFields(OptimizerEntry optimizer) {
        kinds.put(PARAMETERS, TENSORS);
        kinds.put(GRADIENTS, TENSORS);
        kinds.put(STATE, new FieldKind.Members(_ -> TENSORS));
        for (BindableOption option : optimizer.options()) {
            kinds.put(option.name(), FieldKind.Value.OPTION);
        }
        kinds.put(CLIP_VALUE, FieldKind.Value.OPTION);
        kinds.put(MAX_NORM, FieldKind.Value.OPTION);
        kinds.put(SharedField.DTYPE.label(), SharedField.DTYPE.kind());
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }

    @Override
    public List<String> names() {
        return List.copyOf(kinds.keySet());
    }
}
