package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.Curve;
import dev.nabla.curve.CurveInputs;
import dev.nabla.curve.UnivariateLoss;
import dev.nabla.loss.Loss;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a curve of the query for it, or says everything that is wrong with the query. */
final class CurveBinder {

    private final LossEntry entry;
    private final CurveInputs inputs;
    private final CurveParameters parameters;

    /**
     * A binder for the curve of a loss.
     *
     * @throws NoCurveException if the loss has none
     */
    CurveBinder(LossEntry entry, Map<String, List<String>> query) {
        this.entry = entry;
        this.inputs = CurveInputs.of(entry.defaults()).orElseThrow(() -> new NoCurveException(entry.id()
                + " has no curve: it depends on more than one number at a time. "
                + "Losses that are computed element by element, or from logits and a class, have one."));
        this.parameters = new CurveParameters(entry, inputs, query);
    }

    /**
     * The curve.
     *
     * @throws InvalidRequestException if the query is not valid
     */
    LossCurve curve() {
        CurveParameters.Values values = parameters.read();
        List<Fault> faults = new ArrayList<>();
        Loss loss = entry.build(values.options(), faults);
        UnivariateLoss function = new UnivariateLoss(loss, values.fixed());
        function.check(values.points()).forEach(fault -> faults.add(inQuery(fault)));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(this::place));
            throw new InvalidRequestException(faults);
        }
        Map<String, String> options = new LinkedHashMap<>();
        values.options().forEach((name, value) -> options.put(name, text(value)));
        return new LossCurve(entry, inputs.variable().name(), values.fixed(), options,
                Curve.of(function, values.points()));
    }

    /** The fault of an input as that of the parameter which all its elements come from. */
    private Fault inQuery(Fault fault) {
        boolean isVariable = fault.field().equals(inputs.variable().name());
        return Fault.of(isVariable ? CurveParameters.FROM : CurveParameters.nameOf(fault.field()), fault.detail());
    }

    /** Faults are told in the order of the parameters, those of the query as a whole last. */
    private int place(Fault fault) {
        List<String> names = parameters.names();
        return fault.field().isEmpty() ? names.size() : names.indexOf(fault.field());
    }

    private static String text(Literal value) {
        return value instanceof Literal.Text(String text) ? text : value.excerpt();
    }
}
