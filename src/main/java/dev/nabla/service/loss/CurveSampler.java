package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.loss.Curve.Samples;
import dev.nabla.service.loss.CurveParameters.Asked;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Samples the curve of a loss, and finds where it jumps. */
public final class CurveSampler {

    /** Halvings after which what still differs has jumped, for the eye: a billionth of the way between two points. */
    private static final int HALVINGS = 30;

    /** How large a jump is at least, beside the range of what jumps, poles apart. */
    private static final double JUMP = 1e-3;

    private final LossEntry entry;
    private final EvaluationFields known;
    private final CurveInputs inputs;
    private final Asked asked;

    private CurveSampler(LossEntry entry, EvaluationFields known, CurveInputs inputs, Asked asked) {
        this.entry = entry;
        this.known = known;
        this.inputs = inputs;
        this.asked = asked;
    }

    /**
     * The curve that a query asks for.
     *
     * @throws NoCurveException if the loss has none
     * @throws InvalidRequestException if the query is not valid
     */
    public static Curve curve(LossEntry entry, EvaluationFields known, Map<String, List<String>> query) {
        CurveInputs inputs = new CurveInputs(entry);
        if (!inputs.exist()) {
            throw new NoCurveException(entry.id() + " has no curve: it depends on more than one number at a time. "
                    + "Losses that are computed element by element, or from logits and a class, have one.");
        }
        Asked asked = CurveParameters.read(entry, inputs, query);
        return new CurveSampler(entry, known, inputs, asked).curve();
    }

    private Curve curve() {
        Samples samples = at(asked.points());
        Map<String, String> options = new LinkedHashMap<>();
        asked.options().forEach((name, field) -> options.put(name, written(field)));
        return new Curve(entry, inputs.variable().name(), asked.fixed(), options, samples,
                () -> pieces(samples));
    }

    private static String written(Field field) {
        return field instanceof Field.Option(Literal.Text(String text))
                ? text
                : field instanceof Field.Option(Literal value) ? value.excerpt() : "";
    }

    private Samples at(double[] points) {
        SequencedMap<String, Field> fields = inputs.at(points, asked.fixed());
        fields.putAll(asked.options());
        Evaluation evaluation = evaluate(fields);
        Tensor curvature = evaluation.hessianDiagonals().get(inputs.variable().name());
        return new Samples(points, all(evaluation.loss()),
                inputs.first(Objects.requireNonNull(evaluation.gradients().get(inputs.variable().name()))),
                curvature == null ? null : inputs.first(curvature));
    }

    private Evaluation evaluate(SequencedMap<String, Field> fields) {
        try {
            return Evaluator.evaluate(new EvaluationBinder(entry, known, Fields.of(fields)).bind());
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(e.faults().stream().map(this::inQuery).toList());
        }
    }

    /** A fault of an input is one of the parameter that all its elements come from. */
    private Fault inQuery(Fault fault) {
        String name = fault.field().equals(inputs.variable().name())
                ? CurveParameters.FROM
                : CurveParameters.parameter(fault.field());
        return Fault.of(name, fault.detail());
    }

    private static double[] all(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }

    private List<Samples> pieces(Samples samples) {
        List<double[]> jumps = new ArrayList<>(jumps(samples, Samples::gradient));
        if (samples.curvature() != null) {
            jumps.addAll(jumps(samples, piece -> Objects.requireNonNull(piece.curvature())));
        }
        double[] around = jumps.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] points = DoubleStream.concat(Arrays.stream(samples.at()), Arrays.stream(around)).sorted().distinct()
                .toArray();
        Samples fine = at(points);
        List<Samples> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= points.length; i++) {
            int end = i;
            if (i == points.length || jumps.stream().anyMatch(jump -> jump[0] == points[end - 1])) {
                pieces.add(part(fine, start, end));
                start = end;
            }
        }
        return pieces;
    }

    private static Samples part(Samples all, int from, int to) {
        double[] curvature = all.curvature();
        return new Samples(Arrays.copyOfRange(all.at(), from, to), Arrays.copyOfRange(all.loss(), from, to),
                Arrays.copyOfRange(all.gradient(), from, to),
                curvature == null ? null : Arrays.copyOfRange(curvature, from, to));
    }

    /** The last number before and the first after each jump of a function of the points. */
    private List<double[]> jumps(Samples samples, Function<Samples, double[]> function) {
        int count = samples.at().length - 1;
        double[] low = Arrays.copyOf(samples.at(), count);
        double[] high = Arrays.copyOfRange(samples.at(), 1, count + 1);
        double[] values = function.apply(samples);
        double[] atLow = Arrays.copyOf(values, count);
        double[] atHigh = Arrays.copyOfRange(values, 1, count + 1);
        for (int halving = 0; halving < HALVINGS; halving++) {
            double[] middle = new double[count];
            Arrays.setAll(middle, i -> low[i] + (high[i] - low[i]) / 2);
            double[] atMiddle = function.apply(at(middle));
            for (int i = 0; i < count; i++) {
                boolean isBelow = Math.abs(atMiddle[i] - atLow[i]) > Math.abs(atHigh[i] - atMiddle[i]);
                if (middle[i] > low[i] && middle[i] < high[i]) {
                    (isBelow ? high : low)[i] = middle[i];
                    (isBelow ? atHigh : atLow)[i] = atMiddle[i];
                }
            }
        }
        double least = JUMP * range(values);
        List<double[]> jumps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (Math.abs(atHigh[i] - atLow[i]) > least) {
                jumps.add(new double[]{low[i], high[i]});
            }
        }
        return jumps;
    }

    private static double range(double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return 0;
        }
        int twentieth = finite.length / 20;
        double most = finite[finite.length - 1 - twentieth] - finite[twentieth];
        return most > 0 ? most : finite[finite.length - 1] - finite[0];
    }
}
