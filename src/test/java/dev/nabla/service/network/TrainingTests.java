package dev.nabla.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.OptimizerCatalog;
import dev.nabla.option.BindableOption;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.SentFields;
import dev.nabla.service.Services;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.optimizer.ChosenOptimizer;
import dev.nabla.service.telemetry.Telemetry;
import dev.nabla.tensor.Shape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingTests {

    private static final LossCatalog LOSSES = new LossCatalog();
    private static final Catalogs CATALOGS = new Catalogs(LOSSES, new LossService(LOSSES, Services.admission(),
            Telemetry.of(new SimpleMeterRegistry())), new LayerCatalog(), Services.admission());

    private static SentFields request() {
        return new SentFields().objects("layers", new SentFields().text("type", "linear").tensor("weight",
                Shape.of(1, 1), 0)).tensor("input", Shape.of(1, 1), 1).text("loss", "l1")
                .tensor("targets", Shape.of(1, 1), 8).number("steps", 3)
                .object("optimizer", new SentFields().text("type", "sgd").number("lr", 0.5));
    }

    private static Training training(SentFields sent) {
        return new TrainingBinder(CATALOGS, Services.optimizers(), sent.build()).training();
    }

    private static double weight(Training training) {
        return Objects.requireNonNull(training.run(_ -> {}).parameters().get("layers.0.weight")).get(0);
    }

    // The gradient of |w - 8| is -1: the weight grows by the learning rates, 3 · 0.5, and 10, 11 and 12 hundredths.
    @Test
    void runWithScheduleShouldTakeTheLearningRateOfEachStep() {
        assertThat(weight(training(request()))).isEqualTo(1.5);
        assertThat(weight(withSchedule(training(request().number("first_step", 10)), step -> step * 0.0078125)))
                .isEqualTo((10 + 11 + 12) * 0.0078125);
    }

    @Test
    void runWhenTheScheduleAnswersNoLearningRateShouldReportIt() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> weight(withSchedule(training(request()), _ -> -1)))
                .withMessageContaining("lr must be a finite number >= 0, got -1");
    }

    private static Training withSchedule(Training training, LearningRateSchedule schedule) {
        return new Training(training.network(), training.parameters(), training.data(), training.order(),
                training.optimizer(), schedule, training.validation(), training.firstStep(), training.steps(),
                training.dtype());
    }

    @Test
    void everyOptimizerShouldHaveALearningRate() {
        assertThat(new OptimizerCatalog().entries()).allSatisfy(entry -> assertThat(entry.options())
                .extracting(BindableOption::name).contains(ChosenOptimizer.LEARNING_RATE));
    }

    @Test
    void costShouldGrowWithTheStepsInWorkButNotInMemoryOfTheNetwork() {
        long few = training(request().number("steps", 1000)).cost().operations();
        assertThat(training(request().number("steps", 1_000_000)).cost().operations()).isBetween(999 * few, 1001 * few);
    }

    @Test
    void runShouldNotChangeTheRequest() {
        SentFields sent = request();
        assertThat(weight(training(sent))).isEqualTo(weight(training(sent)));
    }

    @Test
    void runShouldMeasureValidationBeforeEveryIntervalAndAtTheEnd() {
        List<Long> validated = new ArrayList<>();
        TrainingResult result = training(request().number("steps", 5).object("validation",
                new SentFields().tensor("input", Shape.of(1, 1), 1).tensor("targets", Shape.of(1, 1), 0)
                        .number("interval", 2)))
                .run(step -> {
                    if (step.validation() != null) {
                        validated.add(step.validation().step());
                    }
                });
        assertThat(validated).containsExactly(0L, 2L, 4L);
        // the weight is 5 · 0.5
        assertThat(Objects.requireNonNull(result.validation()).loss()).isEqualTo(2.5);
    }
}
