package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Binds an object that chooses an optimizer: its type, its options, and clipping, named as in a request for a step. The paths
 * of faults are relative to that object.
 */
public final class ChoiceBinder extends OptimizerBinder {

    /** The field that holds the id of the optimizer. */
    public static final String TYPE = "type";

    private final OptimizerService optimizers;

    public ChoiceBinder(OptimizerService optimizers, Fields fields, DType dtype, Faults faults) {
        super(fields, dtype, faults);
        this.optimizers = optimizers;
    }

    /**
     * Binds the optimizer.
     *
     * @throws InvalidRequestException if the fields are not valid
     */
    public ChosenOptimizer bind() {
        OptimizerEntry entry = entry();
        List<String> known = new ArrayList<>(List.of(TYPE, StepFields.CLIP_VALUE, StepFields.MAX_NORM));
        Map<String, Literal> options = new HashMap<>();
        for (BindableOption option : entry.options()) {
            known.add(option.name());
            fields.option(option.name()).ifPresent(value -> options.put(option.name(), value));
        }
        fields.forEach((name, field) -> rejectUnknown(entry.id(), name, field, known));
        Optimizer optimizer = build(entry.options(), entry::build);
        Clipping clipping = clipping();
        throwIfFaulty();
        return new ChosenOptimizer(entry, options, optimizer, clipping);
    }

    private OptimizerEntry entry() {
        Field type = fields.get(TYPE);
        if (type == null) {
            throw failure(TYPE, () -> Fault.whole("type is missing: one of " + String.join(", ", optimizers.names())));
        }
        String name = type instanceof Field.Option(Literal.Text(String text)) ? text : "";
        return optimizers.lookUp(name).orElseThrow(() -> failure(TYPE, () -> Fault.of(TYPE, "unknown optimizer; "
                + optimizers.question(name)
                        .orElseGet(() -> "the optimizers are " + String.join(", ", optimizers.names())))));
    }
}
