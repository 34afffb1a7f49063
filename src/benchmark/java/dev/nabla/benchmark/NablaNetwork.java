package dev.nabla.benchmark;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.Literal;
import dev.nabla.service.Services;
import dev.nabla.service.network.NetworkAnswer;
import dev.nabla.service.network.NetworkService;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** This project, from the fields of a request to the answer's tensors: all but the reading and the writing. */
final class NablaNetwork implements NetworkCompetitor {

    private final NablaThreads workers = new NablaThreads();
    private final NetworkService service = Services.networks();

    private @Nullable Fields request;
    private @Nullable NetworkAnswer answer;

    @Override
    public String label() {
        return "Nabla (" + Evaluator.kernel() + ")";
    }

    @Override
    public void prepare(MultilayerPerceptron perceptron) {
        List<Field> layers = new ArrayList<>();
        for (MultilayerPerceptron.Dense dense : perceptron.layers()) {
            if (!layers.isEmpty()) {
                layers.add(layer("relu", Map.of()));
            }
            layers.add(layer("linear", Map.of("weight", numbers(dense.weight(), dense.out(), dense.in()), "bias",
                    numbers(dense.bias(), dense.out()))));
        }
        int batch = perceptron.targets().length;
        double[] classes = Arrays.stream(perceptron.targets()).asDoubleStream().toArray();
        Tensor targets = new Float64Tensor(Shape.of(batch), classes);
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        fields.put("dtype", text("float32"));
        fields.put("layers", new Field.Items(layers));
        fields.put("input", numbers(perceptron.input(), batch, perceptron.layers().getFirst().in()));
        fields.put("loss", text("cross_entropy"));
        fields.put("targets", new Field.Computed(targets));
        request = Fields.of(fields);
    }

    private static Field layer(String type, Map<String, Field> parameters) {
        SequencedMap<String, Field> fields = new LinkedHashMap<>(Map.of("type", text(type)));
        fields.putAll(parameters);
        return new Field.Members(Fields.of(fields));
    }

    private static Field text(String text) {
        return new Field.Option(new Literal.Text(text));
    }

    private static Field numbers(float[] numbers, int... sizes) {
        Tensor tensor = new Float32Tensor(Shape.of(sizes), numbers);
        return new Field.Computed(tensor);
    }

    @Override
    public double run(int threads) {
        Fields sent = Objects.requireNonNull(request);
        NetworkAnswer found = workers.run(threads, () -> backpropagate(sent));
        answer = found;
        return found.loss().get(0);
    }

    private NetworkAnswer backpropagate(Fields sent) {
        try {
            return service.backpropagate(_ -> sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<float[]> gradients() {
        NetworkAnswer found = Objects.requireNonNull(answer);
        List<float[]> gradients = new ArrayList<>(List.of(values(found.inputGradient())));
        found.gradients().forEach(layer -> layer.values().forEach(tensor -> gradients.add(values(tensor))));
        return gradients;
    }

    private static float[] values(Tensor tensor) {
        return ((Float32Tensor) tensor).values();
    }

    @Override
    public void close() {
        workers.close();
    }
}
