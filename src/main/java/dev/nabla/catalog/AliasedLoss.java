package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A loss under an alias that presets options. All else is that of the loss: id, defaults, documentation and metrics. */
final class AliasedLoss implements LossEntry {

    private static final String REDUCTION = "reduction";
    private static final String AXIS = "axis";

    private final LossEntry loss;
    private final LossAlias alias;
    private final Map<String, Literal> presets;

    /**
     * Creates the entry.
     *
     * @throws IllegalStateException if the loss does not allow a preset
     */
    AliasedLoss(LossEntry loss, LossAlias alias) {
        this.loss = loss;
        this.alias = alias;
        this.presets = presets(alias);
        Faults faults = new Faults();
        loss.build(presets, faults);
        faults.listed().stream().map(Fault::detail).findFirst().ifPresent(this::reject);
        alias.presets().stream().filter(preset -> !isAllowed(preset))
                .forEach(preset -> reject("it has no " + preset));
    }

    private static Map<String, Literal> presets(LossAlias alias) {
        Map<String, Literal> presets = new LinkedHashMap<>();
        alias.presets().forEach(preset -> presets.put(preset.option(), preset.value()));
        return Collections.unmodifiableMap(presets);
    }

    private boolean isAllowed(LossAlias.Preset preset) {
        return switch (preset.option()) {
            case REDUCTION -> loss.defaults().reductions().stream()
                    .anyMatch(reduction -> reduction.label().equals(preset.text()));
            case AXIS -> loss.defaults() instanceof RowwiseLoss && preset.value() instanceof Literal.Numeral;
            default -> loss.options().stream().anyMatch(option -> option.name().equals(preset.option()));
        };
    }

    private void reject(String reason) {
        throw new IllegalStateException("alias " + alias.name() + " of " + loss.id() + ": " + reason);
    }

    @Override
    public Optional<LossAlias> alias() {
        return Optional.of(alias);
    }

    @Override
    public Map<String, Literal> presets() {
        return presets;
    }

    @Override
    public String id() {
        return loss.id();
    }

    @Override
    public String family() {
        return loss.family();
    }

    @Override
    public LossDefinition definition() {
        return loss.definition();
    }

    @Override
    public boolean hasPredictions() {
        return loss.hasPredictions();
    }

    @Override
    public List<BindableOption> options() {
        return loss.options();
    }

    @Override
    public Loss defaults() {
        return loss.defaults();
    }

    @Override
    public Loss build(Map<String, Literal> given, Faults faults) {
        return loss.build(given, faults);
    }
}
