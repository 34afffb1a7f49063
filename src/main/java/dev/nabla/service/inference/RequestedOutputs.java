package dev.nabla.service.inference;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import dev.nabla.service.loss.LossAnswer;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** The outputs that a request asks for, which decide what is computed. None means those of a loss by default. */
record RequestedOutputs(List<ModelOutput> outputs) {

    private static final String OUTPUTS = "outputs";
    private static final String WRT = SharedField.WRT.label();
    private static final String HESSIAN = SharedField.HESSIAN.label();

    /**
     * The outputs with some names.
     *
     * @throws InvalidRequestException if the model has no such output
     */
    static RequestedOutputs of(Model model, List<String> names) {
        List<String> known = model.outputs().stream().map(Model.TensorDescription::name).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!known.contains(name)) {
                throw new InvalidRequestException(new Fault(OUTPUTS, new int[]{i}, model.name() + " has no output "
                        + Excerpt.of(name)
                        + Suggestions.question(name, known).map(question -> "; " + question).orElse(".")
                        + " Its outputs are " + String.join(", ", known)));
            }
        }
        return new RequestedOutputs(names.stream().map(ModelOutput::named).toList());
    }

    /**
     * The fields of a request, with those that make a loss compute these outputs, and no more.
     *
     * @throws InvalidRequestException if the request names the inputs to differentiate with respect to as well
     */
    Fields within(Fields sent) {
        if (outputs.isEmpty()) {
            return sent;
        }
        if (sent.hasValue(WRT)) {
            throw new InvalidRequestException(Fault.of(WRT,
                    "wrt conflicts with outputs; ask for outputs such as gradient.predictions instead"));
        }
        List<Literal> inputs = outputs.stream().filter(output -> !output.equals(ModelOutput.LOSS))
                .map(ModelOutput::input).distinct().<Literal>map(Literal.Text::new).toList();
        Fields fields = sent.with(WRT, new Field.Option(new Literal.Array(inputs)));
        return hasHessians() && !sent.hasValue(HESSIAN)
                ? fields.with(HESSIAN, new Field.Option(new Literal.Text("diagonal")))
                : fields;
    }

    private boolean hasHessians() {
        return outputs.stream().anyMatch(output -> output.kind().equals(ModelOutput.HESSIAN_DIAGONAL));
    }

    /** A fault of a request with {@link #within}: what it adds was sent as outputs. */
    Fault placed(Fault fault) {
        return !outputs.isEmpty() && (fault.topField().equals(WRT) || fault.topField().equals(HESSIAN))
                ? Fault.of(OUTPUTS, fault.detail())
                : fault;
    }

    /** The tensors of an answer, by their names. */
    SequencedMap<String, Tensor> tensors(LossAnswer answer) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (ModelOutput output : outputs.isEmpty() ? ofAnswer(answer) : outputs) {
            tensors.put(output.name(), Objects.requireNonNull(switch (output.kind()) {
                case ModelOutput.GRADIENT -> answer.evaluation().gradients().get(output.input());
                case ModelOutput.HESSIAN_DIAGONAL -> answer.evaluation().hessianDiagonals().get(output.input());
                default -> answer.evaluation().loss();
            }));
        }
        return tensors;
    }

    private static List<ModelOutput> ofAnswer(LossAnswer answer) {
        List<ModelOutput> all = new ArrayList<>(List.of(ModelOutput.LOSS));
        add(ModelOutput.GRADIENT, answer, answer.evaluation().gradients(), all);
        add(ModelOutput.HESSIAN_DIAGONAL, answer, answer.evaluation().hessianDiagonals(), all);
        return all;
    }

    private static void add(String kind, LossAnswer answer, Map<String, Tensor> byInput, List<ModelOutput> all) {
        byInput.keySet().forEach(input -> all.add(new ModelOutput(kind, answer.isSingle() ? "" : input)));
    }
}
