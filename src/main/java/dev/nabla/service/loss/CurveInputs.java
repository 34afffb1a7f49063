package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Input.Content;
import dev.nabla.loss.Input.Extent;
import dev.nabla.loss.Loss;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.request.Field;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The inputs of the curve of a loss: one number that varies, and others that do not. */
public final class CurveInputs {

    /** Classes in the row in which the first one's number varies. */
    private static final int CLASSES = 3;

    private static final double REACH = 5;

    /** How far inside an open end a curve starts, where the loss may be infinite. */
    private static final double INSET = 0.05;

    private static final List<Double> USUAL = List.of(1.0, 0.0, 0.5, 2.0);

    private final Loss loss;
    private final List<Input> inputs;

    public CurveInputs(LossEntry entry) {
        this.loss = entry.defaults();
        this.inputs = loss.inputs();
    }

    /** Whether the loss is a function of one number once all else is fixed. */
    public boolean exist() {
        return switch (loss) {
            case ElementwiseLoss _ -> variable().isDifferentiable();
            case RowwiseLoss _ -> variable().domain() == null && variable().isDifferentiable()
                    && fixed().stream().allMatch(CurveInputs::isClass);
            case BatchLoss _ -> false;
        };
    }

    private static boolean isClass(Input input) {
        return input.content() == Content.CLASSES || input.content() == Content.CLASSES_OR_PROBABILITIES;
    }

    /** The input that varies. */
    public Input variable() {
        return inputs.getFirst();
    }

    /** The inputs that are fixed and must be something. */
    List<Input> fixed() {
        return inputs.stream().skip(1).filter(Input::isRequired).toList();
    }

    /** Those that are fixed or may be. */
    public List<Input> settable() {
        return inputs.stream().skip(1).filter(input -> input.extent() != Extent.CLASS_AXIS).toList();
    }

    /** What a fixed input is unless the caller says otherwise. */
    public double usual(Input input) {
        Domain domain = input.domain();
        if (loss instanceof ResidualLoss || isClass(input)) {
            return 0;
        }
        return USUAL.stream().filter(number -> domain == null || domain.contains(number)).findFirst()
                .orElseGet(() -> domain == null ? 0 : inside(domain.hull()));
    }

    private static double inside(Interval range) {
        return Double.isFinite(range.lower()) ? range.lower() + (range.lowerOpen() ? 1 : 0) : range.upper();
    }

    /** Where the curve starts and ends unless the caller says otherwise. */
    public double[] usualRange(Map<String, Double> fixed) {
        Domain domain = variable().domain();
        if (domain == null || !Double.isFinite(domain.hull().lower())) {
            double center = loss instanceof ResidualLoss ? fixed.values().stream().findFirst().orElse(0.0) : 0;
            return new double[]{center - REACH, center + REACH};
        }
        Interval range = domain.hull();
        boolean isBounded = Double.isFinite(range.upper());
        double width = isBounded ? range.upper() - range.lower() : REACH;
        double inset = INSET * width / REACH;
        return new double[]{range.lower() + (range.lowerOpen() ? inset : 0),
                range.lower() + width - (isBounded && range.upperOpen() ? inset : 0)};
    }

    /** The fields of a request at some points. */
    SequencedMap<String, Field> at(double[] points, Map<String, Double> fixed) {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        boolean isRow = loss instanceof RowwiseLoss;
        Tensor varying = Tensor.zeros(isRow ? Shape.of(points.length, CLASSES) : Shape.of(points.length),
                DType.FLOAT64);
        for (int i = 0; i < points.length; i++) {
            varying.set(isRow ? i * CLASSES : i, points[i]);
        }
        fields.put(variable().name(), numbers(varying));
        fixed.forEach((name, number) -> fields.put(name, numbers(constant(name, number, points.length))));
        fields.put(SharedField.REDUCTION.label(), text("none"));
        if (variable().hasHessian()) {
            fields.put(SharedField.HESSIAN.label(), text("diagonal"));
        }
        fields.put(SharedField.WRT.label(), new Field.Option(
                new Literal.Many(List.of(new Literal.Text(variable().name())))));
        return fields;
    }

    private Tensor constant(String name, double number, int count) {
        boolean isShared = inputs.stream()
                .anyMatch(input -> input.name().equals(name) && input.extent() == Extent.NUMBER_OR_LAST_AXIS);
        Tensor constant = Tensor.zeros(isShared ? Shape.SCALAR : Shape.of(count), DType.FLOAT64);
        for (int i = 0; i < constant.shape().elements(); i++) {
            constant.set(i, number);
        }
        return constant;
    }

    /** The first number of each row, or each number. */
    double[] first(Tensor derivatives) {
        int stride = loss instanceof RowwiseLoss ? CLASSES : 1;
        double[] first = new double[derivatives.shape().elements() / stride];
        for (int i = 0; i < first.length; i++) {
            first[i] = derivatives.get(i * stride);
        }
        return first;
    }

    private static Field numbers(Tensor tensor) {
        return new Field.Computed(tensor);
    }

    private static Field text(String text) {
        return new Field.Option(new Literal.Text(text));
    }
}
