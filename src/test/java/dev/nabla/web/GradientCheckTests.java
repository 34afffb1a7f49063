package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.trial.Trials;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;

/** A caller's gradient compared with the exact one: right ones agree, and each mistake is recognized. */
@ServiceTest
class GradientCheckTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    ServiceClient service;

    /** An example of a loss, as a request. */
    record Case(String loss, ObjectNode request) {

        @Override
        public String toString() {
            return loss + " " + request;
        }
    }

    static Stream<Case> examples() {
        return Trials.of(new LossCatalog().entries().stream().flatMap(GradientCheckTests::examples));
    }

    private static Stream<Case> examples(LossEntry loss) {
        return loss.definition().examples().stream().map(Example::body)
                .map(body -> new Case(loss.id(), JSON.readValue(body, ObjectNode.class)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenGradientAndLossAreExactShouldAgree(Case example) {
        JsonNode exact = evaluate(example);
        ObjectNode request = example.request().deepCopy().setAll((ObjectNode) exact);
        JsonNode answer = check(example.loss(), request);
        assertThat(answer.get("agrees").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.get("verdict").asString()).isEqualTo("agrees");
        assertThat(answer.at("/loss/differing").asInt()).isZero();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenSignIsWrongShouldSaySo(Case example) {
        // where two gradients are opposite, wrong signs look as if they were swapped, and the explanation says both
        answerTo(example, slope -> -slope).ifPresent(answer -> {
            if (!answer.get("verdict").asString().equals("wrong_sign")) {
                assertThat(answer.get("verdict").asString()).as("%s %s", example, answer).isEqualTo("wrong_place");
                assertThat(explanations(answer)).isNotEmpty().allSatisfy(
                        explanation -> assertThat(explanation)
                                .endsWith("or the signs of both are wrong: they are opposite."));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenAFactorTwoIsMissingShouldSayAWrongFactor(Case example) {
        // where a kink has the slopes 0 and 1, a half is what some take for it
        assertVerdict(example, slope -> slope / 2, "wrong_factor", "kink");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenDivisionOfTheMeanIsMissingShouldSayAWrongFactor(Case example) {
        if (example.request().has("reduction")) {
            return;
        }
        JsonNode mean = gradients(evaluate(example));
        JsonNode sum = evaluate(new Case(example.loss(), example.request().deepCopy().put("reduction", "sum")), 200,
                422);
        if (!sum.has("loss") || gradients(sum).equals(mean)) {
            return; // it has no sum, or divides by 1
        }
        JsonNode answer = check(example.loss(), withGradient(example.request(), evaluate(example), gradients(sum)));
        boolean isOneFactor = quotients(gradients(sum), mean).mapToLong(Math::round).distinct().count() == 1;
        assertThat(answer.get("verdict").asString()).as("%s %s", example, answer)
                .isEqualTo(isOneFactor ? "wrong_factor" : "wrong_setting");
        assertThat(explanations(answer)).anySatisfy(
                explanation -> assertThat(explanation).contains(isOneFactor ? "missing" : "reduction sum"));
    }

    /** The elements of one tensor, or of several by name, by those of another where these are not 0. */
    private static DoubleStream quotients(JsonNode dividends, JsonNode divisors) {
        if (dividends.isNumber()) {
            return DoubleStream.of(dividends.doubleValue() / divisors.doubleValue()).filter(Double::isFinite);
        }
        List<JsonNode> others = List.copyOf(divisors.values());
        return IntStream.range(0, others.size()).boxed().flatMapToDouble(
                i -> quotients(List.copyOf(dividends.values()).get(i), others.get(i)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenRoundedToFloat32ShouldSaySo(Case example) {
        assertVerdict(example, slope -> (float) slope, "float32");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenAStepWasInFloat32ShouldSaySo(Case example) {
        // no float32 number, but as far from the exact one as a float32 factor would make it
        assertVerdict(example, slope -> slope * (1 + 0x1.8p-25 * Math.signum(slope)), "float32");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenNaNShouldSaySo(Case example) {
        assertVerdict(example, _ -> Double.NaN, "not_finite");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenZeroShouldSaySo(Case example) {
        assertVerdict(example, _ -> 0, "zero", "kink");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void checkWhenShapeIsWrongShouldPointAtIt(Case example) {
        JsonNode exact = evaluate(example);
        ObjectNode wrapped = JSON.createObjectNode();
        gradients(exact).forEachEntry((input, gradient) -> wrapped.set(input, JSON.createArrayNode().add(gradient)));
        Answer answer = post(example.loss(), withGradient(example.request(), exact, wrapped));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        String first = wrapped.propertyNames().iterator().next();
        assertThat(answer.json().at("/errors/0/pointer").asString())
                .isEqualTo(exact.has("gradient") ? "#/gradient" : "#/gradients/" + first);
    }

    /** Makes a mistake with every number of the gradients, and expects it to be recognized wherever it changes any. */
    private void assertVerdict(Case example, DoubleUnaryOperator mistake, String... verdicts) {
        answerTo(example, mistake).ifPresent(answer -> assertThat(answer.get("verdict").asString())
                .as("%s %s", example, answer).isIn((Object[]) verdicts));
    }

    /** The answer to a mistake with every number of the gradients, if it changes any; it never agrees. */
    private Optional<JsonNode> answerTo(Case example, DoubleUnaryOperator mistake) {
        JsonNode exact = evaluate(example);
        JsonNode wrong = map(gradients(exact), mistake);
        if (wrong.equals(gradients(exact))) {
            return Optional.empty();
        }
        JsonNode answer = check(example.loss(), withGradient(example.request(), exact, wrong));
        assertThat(answer.get("agrees").asBoolean()).as("%s %s", example, answer).isFalse();
        return Optional.of(answer);
    }

    private static JsonNode map(JsonNode node, DoubleUnaryOperator function) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode mapped = JSON.createObjectNode();
                object.forEachEntry((name, value) -> mapped.set(name, map(value, function)));
                yield mapped;
            }
            case ArrayNode array -> {
                ArrayNode mapped = JSON.createArrayNode();
                array.forEach(value -> mapped.add(map(value, function)));
                yield mapped;
            }
            default -> node.isNumber() ? mapped(node, function.applyAsDouble(node.asDouble())) : node;
        };
    }

    private static JsonNode mapped(JsonNode number, double value) {
        if (number.asDouble() == value) {
            return number; // 0 stays 0.0, and is not −0.0
        }
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : JSON.getNodeFactory().stringNode("NaN");
    }

    /** The gradients of an answer by name, whether it has one or several. */
    private static JsonNode gradients(JsonNode answer) {
        return answer.has("gradients")
                ? answer.get("gradients")
                : JSON.createObjectNode().set("predictions", answer.get("gradient"));
    }

    /** A request with gradients in the form that the answer had them in. */
    private static ObjectNode withGradient(ObjectNode request, JsonNode answer, JsonNode gradients) {
        ObjectNode sent = request.deepCopy();
        return answer.has("gradients")
                ? sent.set("gradients", gradients)
                : sent.set("gradient", gradients.get("predictions"));
    }

    private JsonNode evaluate(Case example) {
        return evaluate(example, 200);
    }

    private JsonNode evaluate(Case example, Integer... statuses) {
        Answer answer = service.evaluate(example.loss(), example.request().toString());
        assertThat(answer.status()).as(answer.text()).isIn((Object[]) statuses);
        return answer.json();
    }

    private JsonNode check(String loss, JsonNode request) {
        Answer answer = post(loss, request);
        assertThat(answer.status()).as("%s %s %s", loss, request, answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Answer post(String loss, JsonNode request) {
        return service.send(service.request("/v1/losses/" + loss + "/gradcheck")
                .header("content-type", "application/json").POST(BodyPublishers.ofString(request.toString())));
    }

    private JsonNode check(String loss, String request) {
        return check(loss, JSON.readTree(request));
    }

    /** A request whose gradient is wrong, the verdict, and words of the explanation. */
    record Wrong(String loss, String request, String verdict, String... words) {

        @Override
        public String toString() {
            return verdict + ": " + loss + " " + request;
        }
    }

    // mse of d = [0, 0, −2] has the gradient 2d/3 = [0, 0, −4/3]; of d = [1, −2, 3] it has [2/3, −4/3, 2]
    static Stream<Wrong> wrongGradients() {
        String mse = "{\"predictions\": [1, -2, 3], \"targets\": [0, 0, 0], ";
        return Stream.of(
                new Wrong("mse", mse + "\"gradient\": [-0.6666666666666666, 1.3333333333333333, -2]}", "wrong_sign",
                        "target minus prediction"),
                new Wrong("mse", mse + "\"gradient\": [2, -4, 6]}", "wrong_factor", "3 times", "division by 3",
                        "missing"),
                new Wrong("mse", mse + "\"gradient\": [-2, 4, -6]}", "wrong_factor", "-3 times", "sign is wrong too"),
                new Wrong("mse",
                        mse + "\"gradient\": [0.2222222222222222, -0.4444444444444444, 0.6666666666666666]}",
                        "wrong_factor", "1/3 times", "twice"),
                new Wrong("mse", mse + "\"gradient\": [0.3333333333333333, -0.6666666666666666, 1]}", "wrong_factor",
                        "1/2 times", "factor 2 is missing"),
                new Wrong("mse", mse + "\"gradient\": [0.5, -1, 1.5]}", "wrong_factor", "3/4 times", "constant factor"),
                new Wrong("mse", mse + "\"gradient\": [0.6666667, -1.3333334, 2]}", "float32", "7 digits", "float32"),
                new Wrong("mse", mse + "\"gradient\": [0.66670001234, -1.33330001234, 2.0001001234]}", "few_digits",
                        "digits"),
                new Wrong("mse", mse + "\"gradient\": [2, 0.6666666666666666, -1.3333333333333333]}", "wrong_place",
                        "shifted"),
                new Wrong("mse", mse + "\"gradient\": [2, -1.3333333333333333, 0.6666666666666666]}", "wrong_place",
                        "reverse"),
                new Wrong("mse", mse + "\"gradient\": [0.6666666666666666, 1.3333333333333333, 2]}", "wrong_sign",
                        "1 of 3", "[1]"),
                new Wrong("mse", mse + "\"gradient\": [0.6666666666666666, -1.3333333333333333, 7]}", "different",
                        "1 of 3"),
                new Wrong("mse",
                        mse + "\"reduction\": \"sum\", \"gradient\": [0.6666666666666666, -1.3333333333333333, 2]}",
                        "wrong_factor", "1/3 times", "does not divide"),
                new Wrong("mse", mse + "\"mask\": [true, true, false], \"gradient\": [1, -2, 3]}", "masked", "[2]"),
                new Wrong("mse", mse + "\"mask\": [true, true, false], \"gradient\": [0.6666666666666666, "
                        + "-1.3333333333333333, 0]}", "wrong_factor", "2/3 times", "number of all values, 3"),
                new Wrong("mse", mse + "\"sample_weight\": [1, 2, 4], \"gradient\": [0.6666666666666666, "
                        + "-1.3333333333333333, 2]}", "wrong_setting", "without sample_weight"),
                new Wrong("mse",
                        mse + "\"grad_output\": 5, \"gradient\": [0.6666666666666666, -1.3333333333333333, 2]}",
                        "wrong_factor", "1/5 times", "grad_output was left out"),
                new Wrong("mse", "{\"predictions\": [[1, 2], [3, 4]], \"targets\": [[0, 0], [0, 0]], "
                        + "\"gradient\": [[0.5, 1.5], [1, 2]]}", "wrong_place", "transposed"),
                // huber with δ = 2: the gradient is d clipped to ±2, over 2
                new Wrong("huber", "{\"predictions\": [1.5, 3], \"targets\": [0, 0], \"delta\": 2, "
                        + "\"gradient\": [0.5, 0.5]}", "wrong_setting", "without delta"),
                // at d = 0 the slope of |d| jumps from −1 to 1
                new Wrong("l1", "{\"predictions\": [1, 2], \"targets\": [1, 0], \"gradient\": [0.5, 0.5]}", "kink",
                        "between -0.5 and 0.5"),
                // softmax of [0, 0] is ½, ½
                new Wrong("cross_entropy", "{\"predictions\": [[0, 0], [0, 0]], \"targets\": [0, -100], "
                        + "\"gradient\": [[-0.5, 0.5], [0.5, 0.5]]}", "masked", "[1, 0]"),
                // a row has two elements: 2 rows, 4 elements
                new Wrong("cross_entropy", "{\"predictions\": [[0, 0], [0, 0]], \"targets\": [0, 1], "
                        + "\"gradient\": [[-0.125, 0.125], [0.125, -0.125]]}", "wrong_factor",
                        "number of all elements, 4"),
                // p − 1 is −e⁻³⁰ and −e⁻³¹; in float64, with p rounded first, −843/2⁵³ and −310/2⁵³
                new Wrong("bce_with_logits", "{\"predictions\": [30, 31], \"targets\": [1, 1], "
                        + "\"gradient\": [-4.679590048795035e-14, -1.7208456881689927e-14]}", "cancellation", "1 - p"),
                new Wrong("mse", "{\"predictions\": [1, 2], \"targets\": [0, 0], \"gradient\": [\"NaN\", 2]}",
                        "not_finite", "[0]", "NaN"),
                // softmax of [0, 0] is ½, ½; the target of the first row is the first class
                new Wrong("cross_entropy", "{\"predictions\": [[0, 0], [0, 1]], \"targets\": [0, 1], \"gradient\": "
                        + "[[0.25, 0.25], [0.13447071068499758, 0.36552928931500245]]}", "target_not_subtracted",
                        "softmax", "one-hot"),
                // σ(0) = ½ and σ(0) − 1 = −½, over 2
                new Wrong("bce_with_logits", "{\"predictions\": [0, 0], \"targets\": [1, 0], "
                        + "\"gradient\": [0.25, 0.25]}", "target_not_subtracted", "targets of 0"),
                new Wrong("mse", "{\"predictions\": [1, -2, 3], \"targets\": [1, 1, 0], \"gradient\": "
                        + "[0.6666666666666666, -1.3333333333333333, 2]}", "target_not_subtracted", "targets of 0"),
                new Wrong("mse", mse + "\"gradient\": [0.667, -1.33, 2.0]}", "rounded", "3 significant digits"),
                new Wrong("mse", mse + "\"gradient\": [0.6667, -1.3333, 2.0]}", "rounded", "4 decimal places"),
                new Wrong("mse", mse + "\"gradient\": [0.66666667, -1.33333333, 2.0]}", "rounded", "8 decimal places"),
                new Wrong("mse", mse + "\"gradient\": [0.666, -1.333, 2.0]}", "rounded", "cut off after 3"),
                // ((x + h)² − (x − h)²)/2h/3 in float64 with h = 10⁻⁵, by Python
                new Wrong("mse", mse + "\"gradient\": [0.6666666667154431, -1.3333333333420683, 2.0000000000131024]}",
                        "finite_differences", "central differences", "1e-5"),
                // (l(x + h) − l(x))/h is (2d + h)/3
                new Wrong("mse", mse + "\"gradient\": [0.66667, -1.33333, 2.0000033333333334]}", "finite_differences",
                        "forward differences", "1e-5"),
                // 2/3 for each element
                new Wrong("mse", mse + "\"hessian_diagonal\": [2, 2, 2]}", "wrong_factor", "3 times",
                        "division by 3"),
                new Wrong("mse", mse + "\"gradient\": [0.6666666666666666, -1.3333333333333333, 2], "
                        + "\"hessian_diagonal\": [0, 0, 0]}", "zero", "never computed"),
                new Wrong("mse", mse + "\"hessian_diagonal\": {\"targets\": [-0.6666666666666666, "
                        + "-0.6666666666666666, -0.6666666666666666]}}", "wrong_sign", "right magnitude"),
                // a loss of a difference has the opposite gradient with respect to its targets
                new Wrong("mse", "{\"predictions\": [1, 3], \"targets\": [0, 0], \"gradients\": "
                        + "{\"predictions\": [-1, -3], \"targets\": [1, 3]}}", "wrong_place", "swapped",
                        "signs of both are wrong"),
                new Wrong("mse", mse + "\"gradient\": [0.6666666666666666, -1.3333333333333333, 2], \"loss\": 14}",
                        "wrong_factor", "division by 3"));
    }

    @ParameterizedTest
    @MethodSource("wrongGradients")
    void checkWhenGradientIsWrongShouldSayWhichMistakeItLooksLike(Wrong wrong) {
        JsonNode answer = check(wrong.loss(), wrong.request());
        assertThat(answer.get("verdict").asString()).as(answer.toString()).isEqualTo(wrong.verdict());
        assertThat(explanations(answer)).anySatisfy(explanation -> assertThat(explanation).contains(wrong.words()));
        assertThat(answer.get("agrees").asBoolean()).isFalse();
    }

    /** The explanations of all that was compared. */
    private static List<String> explanations(JsonNode answer) {
        return answer.findValuesAsString("explanation");
    }

    @Test
    void checkWhenGradientIsWrongShouldExplainOnce() {
        JsonNode answer = check("mse", "{\"predictions\": [1, 2], \"targets\": [0, 0], \"gradient\": [2, 4]}");
        assertThat(explanations(answer)).hasSize(1);
    }

    @Test
    void checkWhenGradientIsWrongShouldSayWhereAndByHowMuch() {
        JsonNode part = check("mse", """
                {"predictions": [[1, 2, 3]], "targets": [[1, 2, 5]], "gradient": [[0, 0, -1]]}""").get("gradient");
        assertThat(part.get("compared").asInt()).isEqualTo(3);
        assertThat(part.get("differing").asInt()).isEqualTo(1);
        JsonNode worst = part.get("worst");
        assertThat(worst.get("index")).isEqualTo(JSON.readTree("[0, 2]"));
        assertThat(worst.get("given").asDouble()).isEqualTo(-1);
        assertThat(worst.get("exact").asDouble()).isEqualTo(-4 / 3.0);
        // (4/3 − 1)/(4/3) = 1/4, and an ulp of 4/3 is 2⁻⁵²
        assertThat(worst.get("relative_error").asDouble()).isEqualTo((4 / 3.0 - 1) / (4 / 3.0));
        assertThat(worst.get("ulps").asDouble()).isEqualTo((4 / 3.0 - 1) * 0x1p52);
        assertThat(part.at("/tolerance/relative").asDouble()).isEqualTo(1e-12);
    }

    // Two lists of one item each, so 1/2 of 1; the loss has no Hessian of its own.
    @Test
    void checkWhenHessianIsConstantShouldCompareWithIt() {
        String request = """
                {"predictions": [[1], [2]], "targets": [[1], [1]], "hessian": "constant", "hessian_diagonal": %s}""";
        assertThat(check("approx_ndcg", request.formatted("[[0.5], [0.5]]")).get("agrees").asBoolean()).isTrue();
        assertThat(check("approx_ndcg", request.formatted("[[1], [1]]")).get("verdict").asString())
                .isEqualTo("wrong_factor");
    }

    @Test
    void checkWhenToleranceIsWiderShouldAgree() {
        String request = "{\"predictions\": [1, 2], \"targets\": [0, 0], \"gradient\": [1.000001, 2], \"tolerance\": %s}";
        assertThat(check("mse", request.formatted("1e-5")).get("agrees").asBoolean()).isTrue();
        assertThat(check("mse", request.formatted("1e-7")).get("agrees").asBoolean()).isFalse();
    }

    @Test
    void checkWhenGradientIsImpreciseShouldSuggestAToleranceThatAccepts() {
        String request = "{\"predictions\": [1, -2, 3], \"targets\": [0, 0, 0], \"gradient\": [0.667, -1.33, 2.0]%s}";
        JsonNode suggested = check("mse", request.formatted("")).at("/gradient/suggested_tolerance");
        // 1.33 is off by 1/400
        assertThat(suggested.asDouble()).isEqualTo(0.01);
        assertThat(check("mse", request.formatted(", \"tolerance\": " + suggested)).get("agrees").asBoolean()).isTrue();
    }

    @Test
    void checkWhenGradientIsWrongShouldNotSuggestATolerance() {
        JsonNode answer = check("mse", "{\"predictions\": [1, 2], \"targets\": [0, 0], \"gradient\": [2, 4]}");
        assertThat(answer.get("gradient").has("suggested_tolerance")).isFalse();
    }

    @Test
    void checkWhenDtypeIsFloat32ShouldTakeFloat32Accuracy() {
        // 0.1 as float32 is 0.100000001490116…, and so is the gradient with respect to it
        String request = "{\"predictions\": [0.1], \"targets\": [0.05], \"gradient\": [0.1], \"dtype\": \"float32\"}";
        assertThat(check("mse", request).get("agrees").asBoolean()).isTrue();
    }

    @Test
    void checkWhenAnOutlierIsHugeShouldStillSeeTheOthers() {
        JsonNode answer = check("mse", """
                {"predictions": [1e30, 1, 2, 3, 4], "targets": [0, 0, 0, 0, 0], "reduction": "sum",
                 "gradient": [2e30, -2, -4, -6, -8]}""");
        assertThat(answer.at("/gradient/differing").asInt()).isEqualTo(4);
    }

    record Invalid(String loss, String request, String pointer, String... words) {

        @Override
        public String toString() {
            return loss + " " + request;
        }
    }

    static Stream<Invalid> invalidRequests() {
        String mse = "{\"predictions\": [1, 2], \"targets\": [0, 0]";
        return Stream.of(new Invalid("mse", mse + "}", "#", "gradient is missing", "gradients"),
                new Invalid("triplet_margin", "{\"anchor\": [1], \"positive\": [1], \"negative\": [1]}", "#",
                        "gradients is missing", "anchor"),
                new Invalid("triplet_margin",
                        "{\"anchor\": [1], \"positive\": [1], \"negative\": [1], \"gradient\": [1]}", "#/gradient",
                        "no such field"),
                new Invalid("mse", mse + ", \"gradient\": [1]}", "#/gradient", "[2] of predictions", "[1]"),
                new Invalid("mse", "{\"predictions\": [[1, 2]], \"targets\": [[0, 0]], \"gradient\": [[1], [2]]}",
                        "#/gradient", "transposed"),
                new Invalid("mse", mse + ", \"gradient\": [1, [2]]}", "#/gradient/1", "array"),
                new Invalid("mse", mse + ", \"gradient\": \"x\"}", "#/gradient", "number"),
                new Invalid("mse", mse + ", \"gradient\": [1, 2], \"gradients\": {\"predictions\": [1, 2]}}",
                        "#/gradients", "not both"),
                new Invalid("mse", mse + ", \"gradients\": {}}", "#/gradients", "predictions, targets"),
                new Invalid("mse", mse + ", \"gradients\": [1, 2]}", "#/gradients", "object"),
                new Invalid("mse", mse + ", \"gradients\": {\"weights\": [1, 2]}}", "#/gradients/weights",
                        "predictions, targets"),
                new Invalid("mse", mse + ", \"gradients\": {\"targets\": [1]}}", "#/gradients/targets", "[2]"),
                new Invalid("mse", mse + ", \"gradients\": {\"targets\": [1, \"x\"]}}", "#/gradients/targets/1",
                        "number"),
                new Invalid("mse", mse + ", \"gradients\": {\"targets\": null}}", "#/gradients/targets", "null"),
                new Invalid("mse", mse + ", \"gradients\": {\"targets\": [1, 2]}, \"wrt\": [\"predictions\"]}", "#/wrt",
                        "targets"),
                new Invalid("mse", mse + ", \"gradient\": [1, 2], \"loss\": [1, 2]}", "#/loss", "[] of the returned"),
                new Invalid("mse", mse + ", \"gradient\": [1, 2], \"tolerance\": 0}", "#/tolerance", "(0, 1)"),
                new Invalid("mse", mse + ", \"gradient\": [1, 2], \"tolerance\": \"small\"}", "#/tolerance", "(0, 1)"),
                new Invalid("mse", mse + ", \"hessian_diagonal\": [1]}", "#/hessian_diagonal", "[2] of predictions",
                        "[1]"),
                new Invalid("mse", mse + ", \"gradient\": [1, 2], \"hessian_diagonal\": {\"predictions\": [1, 2]}}",
                        "#/hessian_diagonal", "a tensor beside gradient", "object"),
                new Invalid("mse", mse + ", \"gradients\": {\"targets\": [1, 2]}, \"hessian_diagonal\": [1, 2]}",
                        "#/hessian_diagonal", "beside gradients", "tensor"),
                new Invalid("mse", mse + ", \"hessian_diagonal\": {\"weights\": [1, 2]}}", "#/hessian_diagonal/weights",
                        "predictions, targets"),
                new Invalid("triplet_margin", "{\"anchor\": [1], \"positive\": [1], \"negative\": [1], "
                        + "\"hessian_diagonal\": {\"anchor\": [1]}}", "#/hessian_diagonal",
                        "no Hessian diagonal with respect to anchor"),
                new Invalid("mse", mse + ", \"gradent\": [1, 2]}", "#/gradent", "did you mean gradient?"),
                new Invalid("mse", "{\"gradient\": [1], \"predictions\": [\"x\"], \"targets\": [0]}",
                        "#/predictions/0", "number"));
    }

    @ParameterizedTest
    @MethodSource("invalidRequests")
    void checkWhenRequestIsInvalidShouldSayWhatAndWhere(Invalid invalid) {
        Answer answer = post(invalid.loss(), JSON.readTree(invalid.request()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        JsonNode error = answer.json().get("errors").get(0);
        assertThat(error.get("pointer").asString()).as(answer.text()).isEqualTo(invalid.pointer());
        assertThat(error.get("detail").asString()).contains(invalid.words());
    }

    @Test
    void checkWhenLossIsUnknownShouldNameTheNearest() {
        assertThat(post("msee", JSON.createObjectNode()).json().get("detail").asString()).contains("mse");
    }

    @Test
    void checkWhenAliasIsUsedShouldAnswer() {
        assertThat(check("mae", "{\"predictions\": [1, 2], \"targets\": [0, 0], \"gradient\": [0.5, 0.5]}")
                .get("agrees").asBoolean()).isTrue();
    }
}
