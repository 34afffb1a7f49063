package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.service.loss.LossService;
import dev.nabla.trial.Trials;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Losses of one number against that number, as numbers and as pictures. */
@ServiceTest
class CurveTests {

    @Autowired
    ServiceClient service;

    @Autowired
    LossService losses;

    static Stream<String> losses() {
        return Trials.of(new LossCatalog().entries().stream().map(LossEntry::id));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void curveShouldBeThatOfTheEvaluatedLossOrBeMissing(String loss) {
        Answer answer = service.get("/v1/losses/" + loss + "/curve");
        if (!losses.hasCurve(losses.find(loss))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().get("detail").asString()).contains(loss, "no curve");
            return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode curve = answer.json();
        assertThat(curve.get("prediction")).hasSize(201);
        assertThat(curve.get("loss")).hasSize(201);
        assertThat(curve.get("gradient")).hasSize(201);
        assertThat(curve.get("gradient").valueStream().filter(JsonNode::isNumber).map(JsonNode::asDouble).distinct())
                .as("a curve says more than a number").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void pictureShouldBeSmallAndWellFormed(String loss) throws Exception {
        Answer answer = picture("/v1/losses/" + loss + "/curve");
        if (answer.status() == 404) {
            return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("image/svg+xml");
        assertThat(answer.text().length()).isLessThan(12_000);
        assertThat(answer.text()).contains("<title>" + loss, ">gradient<", ">loss<").doesNotContain("NaN", "Infinity");
        var root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.response().body())).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
    }

    // huber with δ = 1: d²/2 inside, |d| − ½ outside; the Hessian at the joint is the line's 0
    @Test
    void curveWhenAskedForShouldAnswerNumberByNumber() {
        assertThat(service.get("/v1/losses/huber/curve?from=-2&to=2&points=5").text()).isEqualTo("""
                {"id":"huber","variable":"predictions","fixed":{"targets":0.0},"options":{},\
                "prediction":[-2.0,-1.0,0.0,1.0,2.0],"loss":[1.5,0.5,0.0,0.5,1.5],"gradient":[-1.0,-1.0,0.0,1.0,1.0],\
                "curvature":[0.0,0.0,1.0,0.0,0.0]}""");
    }

    @Test
    void curveWhenTargetAndOptionsAreGivenShouldUseThem() {
        JsonNode curve = service.get("/v1/losses/huber/curve?target=10&delta=2&from=10&to=16&points=3").json();
        // 3: 2(3 − 1), 6: 2(6 − 1)
        assertThat(curve.get("loss").valueStream().map(JsonNode::asDouble)).containsExactly(0.0, 4.0, 10.0);
        assertThat(curve.at("/options/delta").asString()).isEqualTo("2");
    }

    @Test
    void curveWhenLossTakesProbabilitiesShouldRunFromZeroToOne() {
        JsonNode at = service.get("/v1/losses/binary_cross_entropy/curve").json().get("prediction");
        assertThat(at.get(0).asDouble()).isEqualTo(0);
        assertThat(at.get(200).asDouble()).isEqualTo(1);
    }

    @Test
    void curveWhenTargetIsFarAwayShouldRunAroundIt() {
        JsonNode at = service.get("/v1/losses/mse/curve?target=100").json().get("prediction");
        assertThat(at.get(0).asDouble()).isEqualTo(95);
        assertThat(at.get(200).asDouble()).isEqualTo(105);
    }

    // logits [x, 0, 0] with class 0: at x = 0 the loss is log 3 and the gradient ⅓ − 1
    @Test
    void curveWhenLossIsOfLogitsShouldVaryTheFirst() {
        JsonNode curve = service.get("/v1/losses/cross_entropy/curve?from=-1&to=1&points=3").json();
        assertThat(curve.get("loss").get(1).asDouble()).isEqualTo(1.0986122886681098);
        assertThat(curve.get("gradient").get(1).asDouble()).isEqualTo(-0.6666666666666666);
        JsonNode other = service.get("/v1/losses/cross_entropy/curve?from=-1&to=1&points=3&target=1").json();
        assertThat(other.get("gradient").get(1).asDouble()).isEqualTo(0.3333333333333333);
    }

    @Test
    void curveWhenAnotherInputIsGivenShouldUseIt() {
        JsonNode curve = service.get("/v1/losses/gaussian_nll/curve?var=0.25&target=0&from=0&to=1&points=2").json();
        // d/v = 1/0.25
        assertThat(curve.get("gradient").get(1).asDouble()).isEqualTo(4);
    }

    @Test
    void pictureWhenLossHasAKinkShouldNotSmearIt() {
        String svg = picture("/v1/losses/l1/curve?from=-1.37&to=2.11&points=10").text();
        List<String> strokes = Pattern.compile("#d55e00\"[^>]*d=\"(M[^\"]*)\"/>\n").matcher(svg).results()
                .map(line -> line.group(1)).toList();
        // -1 on the left, 1 on the right, 0 in the point between: no line from one to the other
        assertThat(strokes).singleElement().asString()
                .matches("M\\S+ (\\S+)L\\S+ \\1(M\\S+ \\S+h0)?M\\S+ (\\S+)L\\S+ \\3");
    }

    @Test
    void pictureWhenAcceptIsOfABrowserShouldBeNumbersAndOfAnImageBeAPicture() {
        assertThat(service.get("/v1/losses/mse/curve").header("content-type")).startsWith("application/json");
        Answer image = service.send(service.request("/v1/losses/mse/curve")
                .header("accept", "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8").GET());
        assertThat(image.header("content-type")).startsWith("image/svg+xml");
        Answer other = service.send(service.request("/v1/losses/mse/curve").header("accept", "text/csv").GET());
        assertThat(other.status()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            huber; from=x; #/from; finite number
            huber; from=NaN; #/from; finite number
            huber; from=1e999; #/from; finite number
            huber; from=2&to=1; #/from; less than to
            huber; from=1&to=1; #/from; less than to
            huber; to=-7; #/to; less than to
            huber; from=-1e308&to=1e308; #/from; less than to
            huber; points=1; #/points; from 2 to 10001
            huber; points=1000000; #/points; from 2 to 10001
            huber; points=2.5; #/points; from 2 to 10001
            huber; points=1&points=2; #/points; repeated
            huber; target=x; #/target; finite number
            huber; delta=0; #/delta; a finite number > 0
            huber; delta=big; #/delta; number
            huber; detla=1; #/detla; did you mean delta?
            huber; reduction=sum; #/reduction; no such parameter
            binary_cross_entropy; from=-1; #/from; [0, 1]
            binary_cross_entropy; to=1.5; #/to; [0, 1]
            gaussian_nll; var=-1; #/var; >= 0
            cross_entropy; target=3; #/target; 0 to 2
            cross_entropy; target=0.5; #/target; integer
            """)
    void curveWhenParameterIsWrongShouldSayWhatAndWhere(String loss, String query, String pointer, String words) {
        Answer answer = service.get("/v1/losses/" + loss + "/curve?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").asString()).as(answer.text()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/detail").asString()).contains(words);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void curveWhenRangeIsExtremeShouldAnswerItOrSayWhatIsWrong(String loss) {
        String path = "/v1/losses/" + loss + "/curve?";
        for (String range : List.of("from=-1e307&to=1e307", "from=-8.9e307&to=8.9e307",
                "from=0&to=1.7976931348623157e308", "from=-1.7976931348623157e308&to=0", "from=0&to=4.9e-324",
                "from=-4.9e-324&to=4.9e-324", "from=1e300&to=1.0000000000000002e300", "from=0.1&to=0.10000000000000002",
                "from=-5&to=5", "")) {
            assertAnswersOrRefuses(path + "points=9&" + range);
        }
        for (String range : List.of("from=-8.9e307&to=8.9e307", "from=-5&to=5", "")) {
            for (String target : List.of("1.7976931348623157e308", "-1e307", "4.9e-324")) {
                assertAnswersOrRefuses(path + "points=9&" + range + "&target=" + target);
            }
        }
        assertAnswersOrRefuses(path + "points=2");
        assertAnswersOrRefuses(path + "points=101");
    }

    private void assertAnswersOrRefuses(String path) {
        Answer numbers = service.get(path);
        assertThat(numbers.status()).as(path).isIn(200, 404, 422);
        if (numbers.status() == 200) {
            assertThat(numbers.json().get("prediction").valueStream()).as(path).allMatch(JsonNode::isNumber);
        }
        Answer plot = picture(path);
        assertThat(plot.status()).as(path).isEqualTo(numbers.status());
        assertThat(plot.text()).as(path).doesNotContain("NaN", "Infinity");
    }

    // the middle of −10³⁰⁷ and 10³⁰⁷
    @Test
    void curveWhenRangeIsWideShouldHaveFinitePredictions() {
        assertThat(service.get("/v1/losses/l1/curve?from=-1e307&to=1e307&points=3").json().get("prediction")
                .valueStream().map(JsonNode::asDouble)).containsExactly(-1e307, 0.0, 1e307);
        assertThat(service.get("/v1/losses/l1/curve?from=-1e307&to=1e307").text()).doesNotContain("Infinity");
    }

    // huber with δ = 3 says so in its title
    @Test
    void plotOfAPageWhenAnOptionIsGivenShouldDrawIt() {
        assertThat(service.get("/losses/huber.svg?delta=3").text()).contains("huber (targets = 0, delta = 3)");
        assertThat(service.get("/losses/huber.svg?detla=3").status()).isEqualTo(422);
    }

    // without log_input, predictions are rates and begin at 0, not at −5
    @Test
    void curveWhenAnOptionChangesTheDomainShouldFitItByDefault() {
        Answer answer = service.get("/v1/losses/poisson_nll/curve?log_input=false");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("prediction").get(0).asDouble()).isNotNegative();
    }

    @Test
    void curveWhenParameterIsUnknownShouldSayWhichThereAreInSentences() {
        assertThat(service.get("/v1/losses/l1/curve?nonsense=1").json().get("detail").asString()).isEqualTo(
                "nonsense: the curve of l1 has no such parameter. Its parameters are from, to, points, target.");
    }

    @Test
    void curveWhenLossIsUnknownShouldNameTheNearest() {
        assertThat(service.get("/v1/losses/hubr/curve").json().get("detail").asString()).contains("huber");
    }

    private Answer picture(String path) {
        return service.send(service.request(path).header("accept", "image/svg+xml").GET());
    }
}
