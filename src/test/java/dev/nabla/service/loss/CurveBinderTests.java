package dev.nabla.service.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries for a curve. */
class CurveBinderTests {

    private static final LossCatalog CATALOG = new LossCatalog();

    /** The curve for parameters given as {@code name=text}. */
    private static LossCurve curve(String loss, String... parameters) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            query.put(parameter.substring(0, equals), List.of(parameter.substring(equals + 1)));
        }
        return new CurveBinder(CATALOG.find(loss).orElseThrow(), query).curve(Services.admission());
    }

    private static List<Fault> faults(String loss, String... parameters) {
        return catchThrowableOfType(InvalidRequestException.class, () -> curve(loss, parameters)).faults();
    }

    @Test
    void curveWhenQueryIsEmptyShouldHave201PointsAroundTheDefaultTarget() {
        LossCurve curve = curve("huber");
        assertThat(curve.variable()).isEqualTo("predictions");
        assertThat(curve.fixed()).containsExactly(Map.entry("targets", 0.0));
        assertThat(curve.options()).isEmpty();
        assertThat(curve.curve().samples().points()).hasSize(201).startsWith(-5).endsWith(5);
    }

    @Test
    void curveWhenParametersAreGivenShouldUseThem() {
        LossCurve curve = curve("huber", "from=10", "to=16", "points=3", "target=10", "delta=2");
        assertThat(curve.fixed()).containsExactly(Map.entry("targets", 10.0));
        assertThat(curve.options()).containsExactly(Map.entry("delta", "2"));
        // 2(3 − 1) and 2(6 − 1) beyond δ = 2
        assertThat(curve.curve().samples().loss()).containsExactly(0, 4, 10);
    }

    @Test
    void curveWhenAnInputIsOptionalShouldFixItOnlyIfGiven() {
        assertThat(curve("bce_with_logits").fixed()).containsOnlyKeys("targets");
        assertThat(curve("bce_with_logits", "pos_weight=2").fixed()).containsOnlyKeys("targets", "pos_weight");
    }

    @Test
    void curveOfLogitsAndAClassShouldNameTheLogitsThatAreFixed() {
        assertThat(curve("cross_entropy", "target=1").fixed()).containsExactly(Map.entry("targets", 1.0),
                Map.entry("predictions[1]", 0.0), Map.entry("predictions[2]", 0.0));
    }

    // with log_input = false predictions are rates, which are not negative
    @Test
    void curveWhenAPointIsOutsideTheDomainThatAnOptionSetsShouldBlameFrom() {
        assertThat(faults("poisson_nll", "log_input=false", "from=-1")).singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo("from"));
        assertThat(curve("poisson_nll", "log_input=false", "from=0").curve().samples().points()).startsWith(0);
    }

    @Test
    void curveWhenLossHasNoneShouldSaySo() {
        assertThatThrownBy(() -> curve("rmse")).isInstanceOf(NoCurveException.class).hasMessageContaining("rmse");
    }

    @Test
    void curveWhenAFixedInputIsOutsideItsDomainShouldBlameItsParameter() {
        assertThat(faults("cross_entropy", "target=3")).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("target");
            assertThat(fault.index()).isEmpty();
        });
    }

    @Test
    void curveWhenSeveralParametersAreWrongShouldListThemInOrder() {
        assertThat(faults("gaussian_nll", "eps=-1", "var=-2")).extracting(Fault::field).containsExactly("var", "eps");
    }

    @Test
    void curveWhenAParameterIsUnknownShouldNameTheNearest() {
        assertThat(faults("huber", "detla=1")).singleElement()
                .satisfies(fault -> assertThat(fault.detail()).contains("did you mean delta?"));
    }

    @Test
    void curveWhenAParameterIsGivenTwiceShouldRejectIt() {
        CurveBinder binder = new CurveBinder(CATALOG.find("huber").orElseThrow(), Map.of("to", List.of("1", "2")));
        assertThatThrownBy(() -> binder.curve(Services.admission())).isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("repeated");
    }
}
