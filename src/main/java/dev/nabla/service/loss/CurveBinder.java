package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.Curve;
import dev.nabla.curve.CurveInputs;
import dev.nabla.curve.UnivariateLoss;
import dev.nabla.loss.Loss;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.admission.Admission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binds query parameters to the curve of a loss. */
final class CurveBinder {

    private final LossEntry entry;
    private final Map<String, List<String>> query;

    CurveBinder(LossEntry entry, Map<String, List<String>> query) {
        this.entry = entry;
        this.query = query;
    }

    /**
     * Computes the curve.
     *
     * @param admission admits the computation
     * @throws NoCurveException if the loss has none
     * @throws InvalidRequestException if the query is not valid
     */
    LossCurve curve(Admission admission) {
        Map<String, Literal> options = CurveParameters.options(entry, query);
        Faults ofOptions = new Faults();
        Loss loss = entry.build(options, ofOptions);
        CurveInputs inputs = CurveInputs.of(loss).orElseThrow(this::noCurve);
        CurveParameters parameters = new CurveParameters(entry, inputs, query);
        Faults faults = new Faults(parameters.names());
        ofOptions.listed().forEach(faults::add);
        CurveParameters.Values values = parameters.read();
        UnivariateLoss function = new UnivariateLoss(loss, values.fixed());
        function.check(values.points()).forEach(fault -> faults.add(ofParameter(fault, inputs)));
        faults.throwIfAny();
        Map<String, String> texts = new LinkedHashMap<>();
        options.forEach((name, value) -> texts.put(name, text(value)));
        Curve curve = admission.compute(Curve.cost(values.points()), () -> Curve.of(function, values.points()));
        return new LossCurve(entry, inputs.variable().name(), function.fixed(), texts, curve);
    }

    private NoCurveException noCurve() {
        return new NoCurveException(entry.id() + " has no curve: it depends on more than one number at a time. "
                + "Losses that are computed element by element, or from logits and a class, have one.");
    }

    /** Translates the fault of an input to that of the query parameter that sets it. */
    private static Fault ofParameter(Fault fault, CurveInputs inputs) {
        boolean isVariable = fault.field().equals(inputs.variable().name());
        return Fault.of(isVariable ? CurveParameters.FROM : CurveParameters.nameOf(fault.field()), fault.detail());
    }

    private static String text(Literal value) {
        return value instanceof Literal.Text(String text) ? text : value.excerpt();
    }
}
