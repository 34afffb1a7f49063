package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Losses that callers write as formulas, over HTTP. */
@ServiceTest
class ExpressionTests {

    private static final String PATH = "/v1/expressions";

    @Autowired
    ServiceClient service;

    private String answer(String path, String body) {
        return service.post(path, body).text();
    }

    private String answer(String body) {
        return answer(PATH, body);
    }

    // worked by hand: d = [0, 0, -2], Huber 1·(2 - ½)/3, gradient -δ/3; the derivative by δ is |d| - δ = 1 where |d| ≥ δ
    @Test
    void evaluateWhenFormulaIsHuberShouldAnswerLossGradientAndHessian() {
        assertThat(answer(
                """
                        {"formula": "d = predictions - targets\\n a = abs(d)\\n where(a < delta, 0.5*d^2, delta*(a - 0.5*delta))",
                         "inputs": {"predictions": [1, 2, 3], "targets": [1, 2, 5]}, "parameters": {"delta": 1}, "hessian": "diagonal"}"""))
                .isEqualTo("{\"loss\":0.5,\"gradient\":[0.0,0.0,-0.3333333333333333],"
                        + "\"hessian_diagonal\":[0.3333333333333333,0.3333333333333333,0.0]}");
        assertThat(answer(
                """
                        {"formula": "a = abs(predictions - targets); where(a < delta, 0.5*a^2, delta*(a - 0.5*delta))",
                         "inputs": {"predictions": [1, 2, 3], "targets": [1, 2, 5]}, "parameters": {"delta": 1}, "wrt": ["delta"]}"""))
                .isEqualTo("{\"loss\":0.5,\"gradients\":{\"delta\":0.3333333333333333}}");
    }

    // the loss itself: 4·2/(1 + 2), 2·d·w/(1 + 2)
    @Test
    void evaluateWhenMaskedAndWeightedShouldReduceAsEveryLoss() {
        String shared = """
                "reduction": "weighted_mean", "sample_weight": [1, 5, 2], "mask": [true, false, true]}""";
        assertThat(answer("""
                {"formula": "(predictions - targets)^2", "inputs": {"predictions": [1, 2, 3], "targets": [1, 7, 5]},"""
                + shared)).isEqualTo(service.post("/v1/losses/mse", """
                        {"predictions": [1, 2, 3], "targets": [1, 7, 5],""" + shared).text())
                .isEqualTo("{\"loss\":2.6666666666666665,\"gradient\":[0.0,0.0,-2.6666666666666665]}");
    }

    // matrices are not elementwise: the mask and the weights reach the gradient through the product
    @Test
    void evaluateWhenFormulaIsNotElementwiseShouldStopGradientsOfMaskedValues() {
        assertThat(answer("""
                {"formula": "log(x @ w)", "inputs": {"x": [[1, 1], [0, 0]], "w": [1, 3]}, "mask": [true, false],
                 "reduction": "sum"}""")).isEqualTo(
                // log 4; dx = w/4 for the first row; dw = x/4
                "{\"loss\":1.3862943611198906,\"gradients\":{\"x\":[[0.25,0.75],[0.0,0.0]],\"w\":[0.25,0.25]}}");
    }

    @Test
    void evaluateWhenFormulaCallsCatalogShouldAnswerAsItsLosses() {
        assertThat(answer("""
                {"formula": "loss.huber(predictions, targets, delta=2, reduction=\\"none\\")",
                 "inputs": {"predictions": [1, 2, 9], "targets": [1, 3, 5]}}""")).isEqualTo(
                service.post("/v1/losses/huber", """
                        {"predictions": [1, 2, 9], "targets": [1, 3, 5], "delta": 2}""").text());
        assertThat(answer("""
                {"formula": "loss.cross_entropy(predictions, targets)",
                 "inputs": {"predictions": [[1, 2, 3], [0, 0, 1]], "targets": [2, 0]}}""")).isEqualTo(
                service.post("/v1/losses/cross_entropy", """
                        {"predictions": [[1, 2, 3], [0, 0, 1]], "targets": [2, 0]}""").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "weighted_mean", "sum"})
    void evaluateWhenCatalogCallHasWeightAndMaskShouldAnswerAsItsLoss(String reduction) {
        assertThat(answer("""
                {"formula": "loss.huber(predictions, targets, sample_weight=w, mask=m != 0, reduction=\\"%s\\")",
                 "inputs": {"predictions": [1, 2.5, 9, 4], "targets": [1, 3, 5, 0], "w": [1, 0.5, 3, 7],
                 "m": [1, 1, 1, 0]}, "wrt": ["predictions"]}""".formatted(reduction))).isEqualTo(
                service.post("/v1/losses/huber", """
                        {"predictions": [1, 2.5, 9, 4], "targets": [1, 3, 5, 0], "sample_weight": [1, 0.5, 3, 7],
                         "mask": [true, true, true, false], "wrt": ["predictions"], "reduction": "%s"}"""
                        .formatted(reduction)).text());
    }

    // by hand: weights 1, 0.5 and 3, the last point left out; |d| = 0, 0.5 and 4 with delta 1
    @Test
    void evaluateWhenCatalogCallWithWeightIsNotReducedShouldAnswerHessianDiagonal() {
        assertThat(answer("""
                {"formula": "loss.huber(x, t, sample_weight=w, mask=m != 0, reduction=\\"none\\")", "wrt": ["x"],
                 "inputs": {"x": [1, 2.5, 9, 4], "t": [1, 3, 5, 0], "w": [1, 0.5, 3, 7], "m": [1, 1, 1, 0]},
                 "reduction": "none", "hessian": "diagonal"}""")).isEqualTo(
                "{\"loss\":[0.0,0.0625,10.5,0.0],\"gradients\":{\"x\":[0.0,-0.25,3.0,0.0]},"
                        + "\"hessian_diagonal\":{\"x\":[1.0,0.5,0.0,0.0]}}");
    }

    // by hand: squares are 4 and 9; /2, less the mean 22/3 over a sum of weights of 3, or on their own; d(sum(w))/dw is 1
    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {"mean; [3.0,5.5]", "sum; [5.0,10.0]", "sample_mean; [3.0,5.5]",
                "weighted_mean; [-0.11111111111111116,1.5555555555555556]"})
    void evaluateWhenWeightOfCatalogCallIsDifferentiatedShouldAnswerItsGradient(String reduction, String gradient) {
        assertThat(answer("""
                {"formula": "loss.mse(x, t, sample_weight=w, reduction=\\"%s\\") + sum(w)", "wrt": ["w"],
                 "inputs": {"x": [1, 2], "t": [3, 5], "w": [1, 2]}}""".formatted(reduction)))
                .contains("\"gradients\":{\"w\":" + gradient + "}");
    }

    // by hand: 4·e¹/2 and 9·e²/2 by the chain rule; a mask is a condition: its gradient is 0, the second value is left out
    @Test
    void evaluateWhenWeightOfCatalogCallIsComputedShouldDifferentiateWhatItIsComputedFrom() {
        assertThat(answer("""
                {"formula": "loss.mse(x, t, sample_weight=exp(a))", "wrt": ["a"],
                 "inputs": {"x": [1, 2], "t": [3, 5], "a": [1, 2]}}""")).isEqualTo(
                "{\"loss\":38.68731610210602,\"gradients\":{\"a\":[5.43656365691809,33.25075244518793]}}");
        assertThat(answer("""
                {"formula": "loss.mse(x, t, mask=m > 0, sample_weight=m)", "wrt": ["m"],
                 "inputs": {"x": [1, 2], "t": [3, 5], "m": [1, 0]}}""")).isEqualTo(
                "{\"loss\":4.0,\"gradients\":{\"m\":[4.0,0.0]}}");
    }

    // by hand: the second row, whose label is none of the classes, is left out of the mean, log 2
    @Test
    void evaluateWhenMaskLeavesOutLabelsShouldNotReadThem() {
        assertThat(answer("""
                {"formula": "loss.cross_entropy(x, t, mask=t >= 0)", "wrt": ["x"],
                 "inputs": {"x": [[0, 0], [0, 1]], "t": [1, -7]}}""")).isEqualTo(
                "{\"loss\":0.6931471805599453,\"gradients\":{\"x\":[[0.5,-0.5],[0.0,0.0]]}}");
    }

    // d²/dx² of 3·huber(x/2) is 3/4 of that of huber
    @Test
    void evaluateWhenCatalogCallIsElementwiseShouldAnswerHessianDiagonal() {
        assertThat(answer("""
                {"formula": "3*loss.huber(x/2, targets, delta=2, reduction=\\"none\\")", "hessian": "diagonal",
                 "inputs": {"x": [2, 4, 18], "targets": [1, 3, 5]}, "wrt": ["x"], "reduction": "sum"}""")).isEqualTo(
                "{\"loss\":19.5,\"gradients\":{\"x\":[0.0,-1.5,3.0]},\"hessian_diagonal\":{\"x\":[0.75,0.75,0.0]}}");
        assertThat(answer("""
                {"formula": "loss.log_cosh(predictions, targets, reduction=\\"none\\")", "hessian": "diagonal",
                 "inputs": {"predictions": [1, 2, 9], "targets": [1, 3, 5]}}""")).isEqualTo(
                service.post("/v1/losses/log_cosh", """
                        {"predictions": [1, 2, 9], "targets": [1, 3, 5], "hessian": "diagonal"}""").text());
    }

    // the mixed second derivatives of both inputs are unknown; a mean is not elementwise
    @Test
    void evaluateWhenCatalogCallIsNotElementwiseShouldRefuseHessian() {
        for (String call : List.of("loss.mse(x, x^2, reduction=\\\"none\\\")", "loss.mse(x, 0*x)")) {
            assertThat(service.post(PATH, """
                    {"formula": "%s", "inputs": {"x": [1, 2]}, "hessian": "diagonal"}""".formatted(call)).status())
                    .isEqualTo(422);
        }
    }

    // the gradient of the indicator is 0; straight through it is that of (x - t)²
    @Test
    void checkWhenGradientIsGivenShouldSayWhetherItIsTheDerivative() {
        String request = """
                {"formula": "x^2", "inputs": {"x": [3]}, "gradients": {"x": "%s * upstream"}, "check": true}""";
        assertThat(answer(request.formatted("2 * x"))).contains("\"gradients\":{\"x\":[6.0]}",
                "\"derivatives\":{\"x\":{\"agrees\":true");
        assertThat(answer(request.formatted("3 * x"))).contains("\"gradients\":{\"x\":[9.0]}",
                "\"derivatives\":{\"x\":{\"agrees\":false,\"index\":[0],\"given\":9.0,\"derivative\":6.0}}");
    }

    @Test
    void checkWhenFormOverflowsShouldNameTheOneThatDoesNot() {
        assertThat(answer("""
                {"formula": "y = 2*x\\nlog(1 + exp(y))", "inputs": {"x": [-1, 500]}, "check": true}""")).contains(
                "\"part\":\"log(1 + exp(y))\",\"instead\":\"softplus(y)\",\"line\":2,\"column\":1,\"ulps\":\"Infinity\","
                        + "\"index\":[1],\"computed\":\"Infinity\",\"exact\":1000.0");
    }

    // nothing is lost at ordinary numbers
    @Test
    void checkWhenFormulaIsGoodOnTheseNumbersShouldHaveNoAdvice() {
        assertThat(answer("""
                {"formula": "log(1 + exp(x))", "inputs": {"x": [0, 1, 2]}, "check": true}"""))
                .contains("\"advice\":[]");
    }

    @Test
    void gradcheckWhenDivisionIsMissingShouldSaySo() {
        assertThat(answer(PATH + "/gradcheck", """
                {"formula": "(predictions - targets)^2", "inputs": {"predictions": [1, 2, 3], "targets": [1, 2, 5]},
                 "gradient": [0, 0, -4]}""")).contains("\"agrees\":false", "\"verdict\":\"wrong_factor\"");
        assertThat(answer(PATH + "/gradcheck", """
                {"formula": "a * b", "inputs": {"a": [1, 2], "b": [3, 4]}, "reduction": "sum",
                 "gradients": {"a": [3, 4], "b": [1, 2]}}""")).contains("\"agrees\":true");
    }

    // x²: 2x and 2; with a tensor beside it the mean over its elements, without a curvature of its own
    @Test
    void curveShouldSampleFormulaOverOneInput() {
        assertThat(answer(PATH + "/curve", """
                {"formula": "x^2", "variable": "x", "from": 0, "to": 2, "points": 3}""")).contains(
                "\"prediction\":[0.0,1.0,2.0],\"loss\":[0.0,1.0,4.0],\"gradient\":[0.0,2.0,4.0],\"curvature\":[2.0,2.0,2.0]");
        assertThat(answer(PATH + "/curve", """
                {"formula": "(x - t)^2", "inputs": {"t": [0, 2]}, "variable": "x", "from": 0, "to": 2, "points": 2}"""))
                .contains("\"loss\":[2.0,2.0],\"gradient\":[-2.0,2.0]").doesNotContain("curvature");
    }

    // By hand: by the number of values that count; or as the only value, to which all elements belong.
    @Test
    void evaluateWhenHessianIsConstantShouldAnswerOneScaledAsTheGradient() {
        assertThat(service.post(PATH, """
                {"formula": "abs(x - 2)", "inputs": {"x": [1, 5]}, "mask": [true, false], "hessian": "constant"}""")
                .text())
                .contains("\"hessian_diagonal\":{\"x\":[1.0,0.0]}");
        assertThat(service.post(PATH, """
                {"formula": "max(x)", "inputs": {"x": [1, 5]}, "grad_output": 3, "hessian": "constant"}""").text())
                .contains("\"hessian_diagonal\":{\"x\":[3.0,3.0]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            "formula": "x + y"; #/formula; line 1, column 5: there is no y
            "formula": "x +"; #/formula; line 1, column 4: the formula ends too early
            "formula": "y = 1\\nx"; #/formula; line 1, column 1: y is defined but not used
            "formula": "y = x\\ny = 2*x\\ny"; #/formula; line 2, column 1: y is defined twice
            "formula": "x = 2\\nx"; #/formula; x is an input; give the definition another name
            "formula": "2"; #/inputs/x; the formula does not use x
            "formula": "jnp.abs(x)"; #/formula; there is no function jnp.abs; write abs
            "formula": "torch.where(x > 0, x, 0)"; #/formula; write where
            "formula": "where(x, x, 0)"; #/formula; condition must be true or false
            "formula": "a < b < c"; #/formula; comparisons are not chained
            "formula": "x[5]"; #/formula; line 1, column 3: axis 0 of shape [2] has 2 elements; there is no element 5
            "formula": "x[x]"; #/formula; a subscript must be an integer that is written in the formula
            "formula": "x @ [1, 2, 3]"; #/formula; this must be a tensor or a number
            "formula": "abs(x, 1)"; #/formula; too many arguments: abs(x)
            "formula": "abs(y=x)"; #/formula; abs has no parameter y
            "formula": "x", "hessian": "full"; #/hessian; hessian must be "diagonal" or "constant"
            "formula": "x @ x", "hessian": "diagonal"; #/hessian; expression has no Hessian diagonal with respect to x
            "formula": "concatenate([x, x])", "hessian": "constant"; #/hessian; its elements do not belong to one value each
            "formula": "x", "wrt": ["z"]; #/wrt/0; must be one of x
            "formula": "x", "mask": [true]; #/mask; mask must have the shape [2] of the unreduced loss
            "formula": "x", "parameters": {"pi": 3}; #/parameters/pi; pi is a constant of the language
            "formula": "x", "parameters": {"x": 3}; #/parameters/x; x is an input already
            "formula": "x", "gradients": {"x": "q"}; #/gradients/x; line 1, column 1: there is no q
            "formula": "x", "gradients": {"x": "upstream[5]"}; #/gradients/x; there is no element 5
            "formula": "loss.hubr(x, x)"; #/formula; there is no loss hubr; did you mean huber?
            "formula": "loss.huber(x, x, mask=x)"; #/formula; mask must be true or false, such as m > 0, not a number
            "formula": "loss.huber(x, x, mask=x[:1] > 0)"; #/formula; huber: mask must have the shape [2], has [1]
            "formula": "loss.huber(x, x, sample_weight=2)"; #/formula; huber: sample_weight must have the shape [2], has []
            "formula": "loss.huber(x, x, sample_wait=x)"; #/formula; huber has no sample_wait; did you mean sample_weight?
            "formula": "loss.huber(x, x, mask=x > 0, mask=x > 1)"; #/formula; mask is given twice
            "formula": "loss.cosent(x, x, sample_weight=x)"; #/formula; cosent has no sample_weight
            "formula": "loss.poisson_nll(x, x, sample_weight=x/0)"; #/formula; in loss.poisson_nll, sample_weight
            "formula": "x", "dtyp": "float32"; #/dtyp; did you mean dtype?
            "formula": 3; #/formula; formula must be a string
            """)
    void evaluateWhenRequestIsWrongShouldSayWhatWhereAndWhatWouldBeRight(String fields, String pointer, String detail) {
        var reply = service.post(PATH, "{" + fields + ", \"inputs\": {\"x\": [1, 2]}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("\"pointer\":\"" + pointer + "\"")
                .contains(detail == null ? "" : detail.replace("\"", "\\\""));
    }
}
