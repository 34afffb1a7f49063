package dev.nabla.service.network;

import dev.nabla.catalog.LossDefinition;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.objective.Objective;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.BatchLoss;
import java.util.List;

/**
 * The loss as a step of the chain rule, in TeX: how its N values ℓ are reduced to the loss L of the batch, and how that scales
 * their derivatives. The index n runs over the batch, as in the rules of layers, and s over its samples; g is the upstream
 * gradient.
 */
record LossStep(Task task, LossDefinition definition) {

    String formula() {
        return isWhole()
                ? definition.formula()
                : "L" + reduced() + ", \\quad \\ell = " + definition.formula();
    }

    List<String> rules() {
        String gradient = definition.gradient();
        String elementRule = gradient.startsWith("\\partial")
                ? gradient
                : "\\frac{\\partial \\ell}{\\partial x} = " + gradient;
        return task.loss() instanceof BatchLoss || isWhole()
                ? List.of(gradient)
                : List.of("\\frac{\\partial L}{\\partial x} = " + factor() + "\\,\\frac{\\partial \\ell}{\\partial x}",
                        elementRule);
    }

    /** Whether the formula is that of the reduced loss. */
    private boolean isWhole() {
        return task.loss() instanceof AggregateLoss || task.loss() instanceof Objective;
    }

    private boolean isWeighted() {
        return task.sampleWeight() != null;
    }

    private String reduced() {
        String value = isWeighted() ? "w_n\\,\\ell_n" : "\\ell_n";
        if (task.isMeanOfSamples()) {
            return " = \\frac{1}{S} \\sum_s \\frac{1}{N_s} \\sum_{n \\in s} " + value;
        }
        return switch (task.reduction()) {
            case NONE -> "_n = " + value;
            case SUM -> " = \\sum_n " + value;
            case MEAN, WEIGHTED_MEAN, BATCHMEAN, SAMPLE_MEAN -> " = \\frac{1}{" + divisor() + "} \\sum_n " + value;
        };
    }

    private String factor() {
        String numerator = isWeighted() ? "g\\,w_n" : "g";
        return task.reduction().isMean() ? "\\frac{" + numerator + "}{" + divisor() + "}" : numerator;
    }

    private String divisor() {
        if (task.isMeanOfSamples()) {
            return "S\\,N_s";
        }
        return switch (task.reduction()) {
            case BATCHMEAN -> "B";
            case WEIGHTED_MEAN -> isWeighted() ? "\\sum_n w_n" : "N";
            default -> "N";
        };
    }
}
