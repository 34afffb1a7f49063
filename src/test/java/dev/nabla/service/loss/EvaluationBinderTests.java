package dev.nabla.service.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.regression.Huber;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.SentFields;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluationBinderTests {

    private static final LossCatalog CATALOG = new LossCatalog();

    private static Task bind(String loss, SentFields sent) {
        LossEntry entry = CATALOG.find(loss).orElseThrow();
        return new EvaluationBinder(entry, new EvaluationFields(entry), sent.build()).bind();
    }

    private static List<Fault> faults(String loss, SentFields sent) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidRequestException.class, () -> bind(loss, sent)))
                .faults();
    }

    private static SentFields pair() {
        return new SentFields().vector("predictions", 1, 2, 3).vector("targets", 1, 2, 5);
    }

    @Test
    void bindWhenNothingElseIsSentShouldMeanTheGradientOfTheMean() {
        Task task = bind("huber", pair());
        assertThat(task.loss()).isEqualTo(new Huber());
        assertThat(task.reduction()).isEqualTo(Reduction.MEAN);
        assertThat(task.wrt()).containsExactly("predictions");
        assertThat(task.hessian()).isEqualTo(Hessian.NONE);
        assertThat(task.dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void bindShouldTakeOptionsAndSharedFields() {
        Task task = bind("huber", pair().number("delta", 2).text("reduction", "sum").texts("wrt", "predictions")
                .text("hessian", "diagonal").text("dtype", "float32").nothing("sample_weight"));
        assertThat(task.loss()).isEqualTo(new Huber(2));
        assertThat(task.reduction()).isEqualTo(Reduction.SUM);
        assertThat(task.hessian()).isEqualTo(Hessian.DIAGONAL);
        assertThat(task.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(task.sampleWeight()).isNull();
    }

    @Test
    void bindWhenSeveralFieldsAreWrongShouldReportAllInTheOrderOfTheFields() {
        List<Fault> faults = faults("huber", new SentFields().text("reduction", "avg").number("delta", -1)
                .vector("predictions", 1, 2).number("detla", 3));
        assertThat(faults).extracting(Fault::field).containsExactly("reduction", "delta", "detla", "");
        assertThat(faults.get(0).detail()).startsWith("reduction must be one of ").contains("\"avg\"");
        assertThat(faults.get(2).detail()).contains("did you mean delta?");
        assertThat(faults.get(3).detail()).startsWith("targets is missing");
    }

    @Test
    void bindWhenAnInputHasNoGradientShouldRefuseToDifferentiateByIt() {
        List<Fault> faults = faults("cross_entropy", new SentFields()
                .tensor("predictions", Shape.of(1, 2), 0, 1).vector("targets", 1).texts("wrt", "weight"));
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("wrt");
            assertThat(fault.index()).containsExactly(0);
        });
    }

    @Test
    void bindWhenTargetsAreClassIndicesShouldSayThatTheyHaveNoGradient() {
        SentFields sent = new SentFields().tensor("predictions", Shape.of(1, 2), 0, 1).vector("targets", 1)
                .texts("wrt", "targets");
        assertThat(faults("cross_entropy", sent)).singleElement().satisfies(
                fault -> assertThat(fault.detail())
                        .isEqualTo("targets has no gradient: its elements are class indices"));
        Task task = bind("cross_entropy", new SentFields().tensor("predictions", Shape.of(1, 2), 0, 1)
                .tensor("targets", Shape.of(1, 2), 0.5, 0.5).texts("wrt", "targets"));
        assertThat(task.wrt()).containsExactly("targets");
    }

    @Test
    void bindWhenIgnoreIndexIsSentWithProbabilitiesShouldSayThatItAppliesToIndices() {
        for (String loss : List.of("cross_entropy", "categorical_cross_entropy")) {
            SentFields sent = new SentFields().tensor("predictions", Shape.of(1, 2), 0.5, 0.5)
                    .tensor("targets", Shape.of(1, 2), 0.5, 0.5);
            assertThat(bind(loss, sent).loss()).isNotNull();
            assertThat(faults(loss, sent.number("ignore_index", -100))).singleElement().satisfies(fault -> {
                assertThat(fault.field()).isEqualTo("ignore_index");
                assertThat(fault.detail()).startsWith("ignore_index applies to class indices, but targets has");
            });
        }
    }

    // 2⁵³ + 1 is rounded to 2⁵³, so that 2⁵³ may have been another integer.
    @Test
    void bindWhenAnIntegerMayHaveBeenRoundedShouldRefuseIt() {
        SentFields sent = new SentFields().tensor("predictions", Shape.of(1, 2), 0, 1).vector("targets", 0x1p53)
                .number("ignore_index", 0x1p53);
        assertThat(faults("cross_entropy", sent)).extracting(Fault::detail).containsExactly(
                "must be a class index, an integer from 0 to 1 or the ignored index -100, got 9007199254740992",
                "ignore_index must be an integer from -9007199254740991 to 9007199254740991, got 9007199254740992");
        Task task = bind("cross_entropy", new SentFields().tensor("predictions", Shape.of(1, 2), 0, 1)
                .vector("targets", 0x1p53 - 1).number("ignore_index", 0x1p53 - 1));
        assertThat(task.inputs()).containsKey("targets");
    }

    @Test
    void bindWhenWordIsUnknownShouldNameThoseAllowed() {
        assertThat(faults("mse", pair().text("hessian", "full"))).singleElement()
                .satisfies(fault -> assertThat(fault.detail())
                        .startsWith("hessian must be \"diagonal\" or \"constant\", "));
        assertThat(faults("mse", pair().text("dtype", "float16"))).singleElement().satisfies(
                fault -> assertThat(fault.detail()).startsWith("dtype must be \"float64\" or \"float32\", "));
    }

    @Test
    void bindWhenAFieldCouldNotBeReadShouldReportItsFault() {
        Fault ragged = Fault.of("targets", "ragged nesting");
        SentFields sent = new SentFields().vector("predictions", 1, 2).field("targets", new Field.Faulty(ragged));
        assertThat(faults("mse", sent)).containsExactly(ragged);
    }

    @Test
    void bindAsPartOfARequestShouldHaveTheDTypeOfTheWhole() {
        LossEntry entry = CATALOG.find("mse").orElseThrow();
        var binder = new EvaluationBinder(entry, new EvaluationFields(entry), pair().build(), DType.FLOAT32);
        assertThat(binder.bind().dtype()).isEqualTo(DType.FLOAT32);
    }
}
