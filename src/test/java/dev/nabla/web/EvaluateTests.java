package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a valid request is answered with, to the letter. */
@ServiceTest
class EvaluateTests {

    @Autowired
    ServiceClient service;

    // worked by hand: d = [0, 0, -2]; mse 4/3 and 2d/3, l1 2/3 and sign(d)/3, rmse sqrt(4/3) and d/(3 rmse)
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            mse; {"loss":1.3333333333333333,"gradient":[0.0,0.0,-1.3333333333333333]}
            l1; {"loss":0.6666666666666666,"gradient":[0.0,0.0,-0.3333333333333333]}
            mae; {"loss":0.6666666666666666,"gradient":[0.0,0.0,-0.3333333333333333]}
            rmse; {"loss":1.1547005383792515,"gradient":[0.0,0.0,-0.5773502691896257]}
            """)
    void evaluateWhenGivenTheClassicExampleShouldAnswerItsLossAndGradient(String loss, String answer) {
        assertThat(service.evaluate(loss, """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}""").text()).isEqualTo(answer);
    }

    @Test
    void evaluateWhenTensorsAreNestedShouldAnswerInTheirShape() {
        assertThat(service.evaluate("mse", """
                {"predictions": [[[[1, 2, 3]]]], "targets": [[[[1, 2, 5]]]]}""").text())
                .isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[[[[0.0,0.0,-1.3333333333333333]]]]}");
    }

    // losses.md 1.3: nothing is left, so the loss is NaN and the gradient 0
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void evaluateWhenMaskedPlaceIsOutsideTheDomainShouldAnswer() {
        assertThat(service.evaluate("negative_binomial_nll",
                """
                        {"predictions": [2.5], "targets": [2], "dispersion": ["-Infinity"], "mask": [false]}""")
                .text()).isEqualTo("{\"loss\":\"NaN\",\"gradient\":[0.0]}");
    }

    // a chunked answer would be two packets
    @Test
    void evaluateWhenAnswerIsShortShouldSayItsLength() {
        assertThat(service.evaluate("mse", """
                {"predictions": 3, "targets": 5}""").header("Content-Length")).isEqualTo("28");
    }

    @Test
    void evaluateWhenTensorIsABareNumberShouldAnswerBareNumbers() {
        assertThat(service.evaluate("mse", """
                {"predictions": 3, "targets": 5}""").text()).isEqualTo("{\"loss\":4.0,\"gradient\":-4.0}");
    }

    @Test
    void evaluateWhenFieldsComeInAnyOrderShouldAnswerTheSame() {
        assertThat(service.evaluate("huber", """
                {"delta": 1.5, "reduction": "sum", "targets": [0.0, 0.5, 1.5], "predictions": [0.25, -1.5, 4.0]}""")
                .text())
                .isEqualTo(service
                        .evaluate("huber",
                                """
                        {"predictions": [0.25, -1.5, 4.0], "targets": [0.0, 0.5, 1.5], "reduction": "sum", "delta": 1.5}""")
                        .text())
                // 0.25²/2 + 1.5(2 - 0.75) + 1.5(2.5 - 0.75)
                .isEqualTo("{\"loss\":4.53125,\"gradient\":[0.25,-1.5,1.5]}");
    }

    @Test
    void evaluateWhenNumbersAreNotFiniteShouldTakeAndGiveThemAsStrings() {
        assertThat(service.evaluate("mse", """
                {"predictions": [1, "NaN", "Infinity", "-Infinity"], "targets": [0.5, 0, 0, 0], "reduction": "none"}""")
                .text())
                .isEqualTo("""
                        {"loss":[0.25,"NaN","Infinity","Infinity"],"gradient":[1.0,"NaN","Infinity","-Infinity"]}""");
    }

    @Test
    void evaluateWhenMaskedShouldNotLookAtWhatIsMasked() {
        assertThat(service.evaluate("binary_cross_entropy", """
                {"predictions": [0.5, 7, "NaN"], "targets": [1, 1, 1], "mask": [true, false, false]}""").text())
                // -log ½ = log 2, (½ - 1)/(½ · ½)
                .isEqualTo("{\"loss\":0.6931471805599453,\"gradient\":[-2.0,0.0,0.0]}");
    }

    // Curvature 1 by weight 0.5 and 2, as LightGBM's regression_l1 has it; the true one is 0.
    @Test
    void evaluateWhenHessianIsConstantShouldAnswerOneScaledAsTheGradient() {
        assertThat(service
                .evaluate("l1",
                        """
                {"predictions": [3, 1], "targets": [1, 2], "sample_weight": [0.5, 2], "reduction": "sum", "hessian": "constant"}""")
                .text()).isEqualTo("{\"loss\":3.0,\"gradient\":[0.5,-2.0],\"hessian_diagonal\":[0.5,2.0]}");
    }

    @Test
    void evaluateWhenWrtNamesInputsShouldAnswerGradientsByName() {
        assertThat(service.evaluate("mse", """
                {"predictions": [3], "targets": [1], "wrt": ["targets", "predictions"], "hessian": "diagonal"}""")
                .text())
                .isEqualTo("{\"loss\":4.0,\"gradients\":{\"predictions\":[4.0],\"targets\":[-4.0]},"
                        + "\"hessian_diagonal\":{\"predictions\":[2.0],\"targets\":[2.0]}}");
    }

    @Test
    void evaluateWhenWrtIsEmptyShouldAnswerNoGradients() {
        assertThat(service.evaluate("mse", """
                {"predictions": [3], "targets": [1], "wrt": []}""").text())
                .isEqualTo("{\"loss\":4.0,\"gradients\":{}}");
    }

    @Test
    void evaluateWhenThereAreNoPredictionsShouldAnswerGradientsByName() {
        // |a - p| = 5, |a - n| = 5: z = 0, where the triplet is active
        assertThat(service.evaluate("triplet_margin", """
                {"anchor": [[0, 0]], "positive": [[3, 4]], "negative": [[0, 5]], "margin": 0, "eps": 0}""").text())
                .isEqualTo("{\"loss\":0.0,\"gradients\":{\"anchor\":[[-0.6,0.2]],\"positive\":[[0.6,0.8]],"
                        + "\"negative\":[[0.0,-1.0]]}}");
    }

    @Test
    void evaluateWhenDtypeIsFloat32ShouldPrintTheShortestDigitsOfFloats() {
        assertThat(service.evaluate("mse", """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5], "dtype": "float32"}""").text())
                .isEqualTo("{\"loss\":1.3333334,\"gradient\":[0.0,0.0,-1.3333334]}");
    }

    @Test
    void evaluateWhenDtypeStandsAnywhereShouldRoundInputsOnce() {
        // just above the middle between the floats 1 and 1 + 2⁻²³: rounded to float64 first it would be the middle, and 1
        String number = "1.00000005960464477539062500000000001";
        String inBody = "{\"predictions\": [" + number
                + "], \"targets\": [1], \"reduction\": \"sum\", \"dtype\": \"float32\"}";
        String inQuery = "{\"predictions\": [" + number + "], \"targets\": [1], \"reduction\": \"sum\"}";
        assertThat(service.evaluate("l1", inBody).text()).isEqualTo("{\"loss\":1.1920929E-7,\"gradient\":[1.0]}");
        assertThat(service.evaluate("l1?dtype=float32", inQuery).text())
                .isEqualTo("{\"loss\":1.1920929E-7,\"gradient\":[1.0]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            2; integer
            2.0; with a point
            2e0; with an exponent
            """)
    void evaluateWhenClassIndexIsIntegralShouldTakeAnyWayOfWritingIt(String index, String why) {
        assertThat(service.evaluate("nll", "{\"predictions\": [[-3, -2, -1]], \"targets\": [" + index + "]}").text())
                .as(why).isEqualTo("{\"loss\":1.0,\"gradient\":[[0.0,0.0,-1.0]]}");
    }

    @Test
    void evaluateWhenOptionIsNullShouldTakeItAsNone() {
        assertThat(service.evaluate("bce", """
                {"predictions": [0.5], "targets": [1], "clip": null}""").text())
                .isEqualTo("{\"loss\":0.6931471805599453,\"gradient\":[-2.0]}");
        assertThat(service.evaluate("nll", """
                {"predictions": [[-3, -2, -1]], "targets": [2], "weight": null}""").status()).isEqualTo(200);
    }

    @Test
    void evaluateWhenSharedFieldIsNullShouldTakeItAsAbsent() {
        assertThat(service.evaluate("mse", """
                {"predictions": [3], "targets": [1], "mask": null, "wrt": null, "hessian": null, "reduction": null,
                 "sample_weight": null, "grad_output": null, "dtype": null}""").text())
                .isEqualTo("{\"loss\":4.0,\"gradient\":[4.0]}");
    }

    // section "empty and 0-d" of the wire rules
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            []; mean; {"loss":"NaN","gradient":[]}
            []; sum; {"loss":0.0,"gradient":[]}
            []; none; {"loss":[],"gradient":[]}
            [[],[]]; sum; {"loss":0.0,"gradient":[[],[]]}
            """)
    void evaluateWhenTensorIsEmptyShouldAnswer(String tensor, String reduction, String answer) {
        assertThat(service.evaluate("mse",
                "{\"predictions\": " + tensor + ", \"targets\": " + tensor + ", \"reduction\": \"" + reduction + "\"}")
                .text()).isEqualTo(answer);
    }

    @Test
    void evaluateWhenClassAxisIsLastShouldAnswerAsWithTheAxisMoved() {
        // the same two pixels of three classes, channels first (N, C, d) and channels last (N, d, C)
        String first = service.evaluate("cross_entropy", """
                {"predictions": [[[1, 0], [2, -1], [3, 1]]], "targets": [[2, 0]], "wrt": []}""").text();
        String last = service.evaluate("cross_entropy", """
                {"predictions": [[[1, 2, 3], [0, -1, 1]]], "targets": [[2, 0]], "axis": -1, "wrt": []}""").text();
        assertThat(last).isEqualTo(first).isEqualTo("{\"loss\":0.9076059644443804,\"gradients\":{}}");
    }

    @Test
    void evaluateWhenSampleIsSingleShouldTakeABareClass() {
        // -log softmax([0, 0])₁ = log 2
        assertThat(service.evaluate("cross_entropy", """
                {"predictions": [0, 0], "targets": 1}""").text())
                .isEqualTo("{\"loss\":0.6931471805599453,\"gradient\":[0.5,-0.5]}");
    }

    @Test
    void evaluateWhenVarianceServesARowShouldSumItsGradient() {
        // d = [1, 0], v = 1: ½(1 - d²) = 0 and ½, their mean's sum is ¼
        assertThat(service.evaluate("gaussian_nll", """
                {"predictions": [[1, 0]], "targets": [[0, 0]], "var": [[1]], "wrt": ["var"]}""").text())
                .isEqualTo("{\"loss\":0.25,\"gradients\":{\"var\":[[0.25]]}}");
    }

    @Test
    void evaluateWhenGradOutputIsGivenShouldScaleTheGradientAndNotTheLoss() {
        assertThat(service.evaluate("mse", """
                {"predictions": [3], "targets": [1], "grad_output": -0.5}""").text())
                .isEqualTo("{\"loss\":4.0,\"gradient\":[-2.0]}");
    }
}
