package dev.nabla.service.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Services;
import dev.nabla.service.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A loss made at run time is bound, evaluated and measured as those of the catalog are. */
class RuntimeLossTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LossService service = new LossService(new LossCatalog(), Services.admission(),
            Telemetry.of(registry));

    /** scale · x^power, as a formula would be once it is compiled: one class for all formulas. */
    private record Power(int power, double scale) implements ElementwiseLoss {

        @Override
        public List<Input> inputs() {
            return List.of(Input.numbers("predictions", "base").within("(-inf, inf)").differentiable(),
                    Input.numbers("offset", "added to the base").or(0));
        }

        @Override
        public Object loopKey() {
            return List.of("power", power);
        }

        @Override
        public double value(double[] inputs) {
            return scale * Math.pow(inputs[0] + inputs[1], power);
        }

        @Override
        public void gradient(double[] inputs, double[] gradient) {
            gradient[0] = scale * power * Math.pow(inputs[0] + inputs[1], power - 1);
        }
    }

    /** The entry of a formula that somebody has sent. */
    private record Formula(int power) implements LossEntry {

        private static final BindableOption SCALE = BindableOption.number("scale", "factor", Domain.parse("(0, inf)"),
                1);

        @Override
        public String id() {
            return "formula";
        }

        @Override
        public String family() {
            return "formula";
        }

        @Override
        public LossDefinition definition() {
            return new LossDefinition(List.of(), "A power.", "x^" + power, power + "x^" + (power - 1), "", List.of(),
                    List.of(), List.of());
        }

        @Override
        public List<BindableOption> options() {
            return List.of(SCALE);
        }

        @Override
        public Loss defaults() {
            return new Power(power, 1);
        }

        @Override
        public Loss build(Map<String, Literal> given, Faults faults) {
            Object scale = Objects.requireNonNull(SCALE.bind(given.get(SCALE.name()), faults));
            return new Power(power, (double) scale);
        }
    }

    private LossAnswer evaluate(int power, Fields fields) throws IOException {
        return service.evaluate(new Formula(power), _ -> fields);
    }

    private static Fields predictions(double... numbers) {
        return Fields.empty().with("predictions", numbers(numbers));
    }

    private static Field numbers(double... numbers) {
        return new Field.Computed(TaskBuilder.vector(numbers));
    }

    private static Field option(Literal value) {
        return new Field.Option(value);
    }

    private static double gradient(LossAnswer answer, int position) {
        return Objects.requireNonNull(answer.evaluation().gradients().get("predictions")).get(position);
    }

    // By hand: the mean of 2·1² and 2·3² is 10, its gradient at 3 is 2·2·3/2.
    @Test
    void evaluateShouldBindInputsOptionsAndSharedFields() throws IOException {
        LossAnswer answer = evaluate(2, predictions(1, 3).with("scale", option(new Literal.Numeral(2))));
        assertThat(answer.evaluation().loss().get(0)).isEqualTo(10);
        assertThat(answer.isSingle()).isTrue();
        assertThat(gradient(answer, 1)).isEqualTo(6);
    }

    // By hand: (1 + 1)² + (3 - 1)² = 8.
    @Test
    void evaluateWhenAnInputWithAFallbackIsSentShouldUseIt() throws IOException {
        LossAnswer answer = evaluate(2, predictions(1, 3).with("offset", numbers(1, -1)).with("reduction",
                option(new Literal.Text("sum"))));
        assertThat(answer.evaluation().loss().get(0)).isEqualTo(8);
    }

    @Test
    void evaluateShouldRefuseWhatTheEntryDoesNotKnow() {
        Fields sent = predictions(1).with("skale", option(new Literal.Numeral(2))).with("scale",
                option(new Literal.Numeral(-1)));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> evaluate(2, sent))
                .satisfies(refusal -> assertThat(refusal.faults()).extracting(Fault::field).containsExactly("skale",
                        "scale"));
    }

    @Test
    void lossesOfOneIdShouldShareTheirMeters() throws IOException {
        evaluate(2, predictions(1, 3));
        evaluate(3, predictions(1, 3, 5));
        assertThat(registry.get("nabla.evaluations").tag("loss", "formula").timers()).singleElement()
                .satisfies(timer -> assertThat(timer.count()).isEqualTo(2));
        assertThat(registry.get("nabla.elements").tag("loss", "formula").counter().count()).isEqualTo(5);
    }
}
