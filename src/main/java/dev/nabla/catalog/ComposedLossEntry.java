package dev.nabla.catalog;

import dev.nabla.loss.ComposedLoss;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** The entry of a loss that a caller composed, without options. All of a kind share an id, and with it their metrics. */
public interface ComposedLossEntry extends LossEntry {

    /** The loss. */
    ComposedLoss loss();

    /** What such a loss is, in a few words. */
    String summary();

    @Override
    default String family() {
        return id();
    }

    @Override
    default LossDefinition definition() {
        return new LossDefinition(List.of(), summary(), "", "", "", List.of(), List.of(), List.of());
    }

    @Override
    default List<BindableOption> options() {
        return List.of();
    }

    @Override
    default ComposedLoss defaults() {
        return loss();
    }

    @Override
    default ComposedLoss build(Map<String, Literal> given, Faults faults) {
        return loss();
    }
}
