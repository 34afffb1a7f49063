package dev.nabla.curve;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of a loss that has a curve: the first is the variable, the others are fixed.
 *
 * <p>For an elementwise loss, the variable is an element of its first input. For a rowwise loss of logits and a class index,
 * it is the first logit of a row, while the other logits are 0.
 */
public final class CurveInputs {

    /** How far a curve extends by default from its center, or from the finite end of a domain. */
    private static final double REACH = 5;

    /** The distance to an open end of the domain, where the loss may be infinite, relative to the domain's width. */
    private static final double INSET = 0.01;

    /** Defaults of a fixed input, which gets the first that is in its domain. */
    private static final List<Double> DEFAULTS = List.of(1.0, 0.0, 0.5, 2.0);

    private final Loss loss;

    private CurveInputs(Loss loss) {
        this.loss = loss;
    }

    /** The inputs for the curve of a loss; empty if the loss is not a function of one number when all else is fixed. */
    public static Optional<CurveInputs> of(Loss loss) {
        Input first = loss.inputs().getFirst();
        boolean hasCurve = first.isDifferentiable() && switch (loss) {
            case ElementwiseLoss _ -> true;
            case RowwiseLoss _ -> first.domain() == null && otherInputs(loss).stream().filter(Input::isRequired)
                    .allMatch(input -> input.elements().isClass());
            case BatchLoss _,ComposedLoss _ -> false;
        };
        return hasCurve ? Optional.of(new CurveInputs(loss)) : Optional.empty();
    }

    private static List<Input> otherInputs(Loss loss) {
        return loss.inputs().subList(1, loss.inputs().size());
    }

    /** The input that varies. */
    public Input variable() {
        return loss.inputs().getFirst();
    }

    /** The inputs that can be fixed at a number; optional ones may be omitted. */
    public List<Input> fixed() {
        return otherInputs(loss).stream().filter(input -> input.shape().ofOneNumber(Shape.SCALAR).isPresent()).toList();
    }

    /** The default value of a fixed input. */
    public double defaultOf(Input input) {
        Domain domain = input.domain();
        if (ResidualLoss.isOfResidual(loss) || input.elements().isClass()) {
            return 0;
        }
        return DEFAULTS.stream().filter(number -> domain == null || domain.contains(number)).findFirst()
                .orElseGet(() -> domain == null ? 0 : memberOf(domain.hull()));
    }

    private static double memberOf(Interval range) {
        return Double.isFinite(range.lower())
                ? range.lower() + (range.lowerOpen() ? 1 : 0)
                : range.upper() - (range.upperOpen() ? 1 : 0);
    }

    /**
     * The default range of the curve: the variable's domain, or its end if it has only one, else ±5 around 0, or around the
     * target if the loss is a function of the residual.
     *
     * @param fixed the values of the fixed inputs, by name
     */
    public Interval defaultRange(Map<String, Double> fixed) {
        Domain domain = variable().domain();
        if (domain == null || !(Double.isFinite(domain.hull().lower()) || Double.isFinite(domain.hull().upper()))) {
            double center = ResidualLoss.isOfResidual(loss) ? fixed.values().stream().findFirst().orElse(0.0) : 0;
            return closed(center - REACH, center + REACH);
        }
        Interval range = domain.hull();
        double lower = Double.isFinite(range.lower()) ? range.lower() : range.upper() - REACH;
        double upper = Double.isFinite(range.upper()) ? range.upper() : range.lower() + REACH;
        double inset = INSET * (upper - lower);
        return closed(lower + (range.lowerOpen() && lower == range.lower() ? inset : 0),
                upper - (range.upperOpen() && upper == range.upper() ? inset : 0));
    }

    private static Interval closed(double lower, double upper) {
        return new Interval(lower, false, upper, false);
    }
}
