package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import java.util.HashMap;
import java.util.Map;

/**
 * The optimizer of a training.
 *
 * @param entry its catalog entry
 * @param options the options that were sent, by name
 * @param optimizer the optimizer with these options
 * @param clipping how gradients are clipped before each step
 */
public record ChosenOptimizer(
    OptimizerEntry entry,
    Map<String, Literal> options,
    Optimizer optimizer,
    Clipping clipping) {

    /** The option that a schedule replaces. */
    public static final String LEARNING_RATE = "lr";

    /** The learning rate that was sent, or its default. */
    public double learningRate() {
        if (options.get(LEARNING_RATE) instanceof Literal.Numeral(double rate)) {
            return rate;
        }
        return entry.options().stream().filter(option -> option.name().equals(LEARNING_RATE))
                .map(BindableOption::defaultValue).filter(Double.class::isInstance).map(Double.class::cast).findFirst()
                .orElse(0.0);
    }

    /**
     * The optimizer with another learning rate.
     *
     * @throws InvalidRequestException if it is none, for instance negative
     */
    public Optimizer withLearningRate(double rate) {
        Map<String, Literal> changed = new HashMap<>(options);
        changed.put(LEARNING_RATE, new Literal.Numeral(rate));
        Faults faults = new Faults();
        Optimizer other = entry.build(changed, faults);
        faults.throwIfAny();
        return other;
    }
}
