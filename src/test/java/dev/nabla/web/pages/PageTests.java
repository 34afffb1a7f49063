package dev.nabla.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LibraryNames.Row;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.loss.LossExample;
import dev.nabla.service.loss.LossService;
import dev.nabla.trial.Trials;
import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;

/** The pages as a browser gets them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
class PageTests {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#:]+)[\"#]");

    private final ServiceClient service;
    private final LossService losses;
    private final MigrationTable migration;

    PageTests(@LocalServerPort int port, @Autowired LossService losses, @Autowired MigrationTable migration) {
        this.service = new ServiceClient(port);
        this.losses = losses;
        this.migration = migration;
    }

    List<String> losses() {
        return losses.losses().stream().map(LossEntry::id).toList();
    }

    List<String> visited() {
        return Trials.of(losses().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("visited")
    void pageShouldSayAllThatTheDefinitionSays(String id) {
        LossEntry loss = losses.find(id);
        Answer response = service.get("/losses/" + id);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        String text = HtmlUtils.htmlUnescape(response.text()).replaceAll("</?(a|code)[^>]*>", "");
        assertThat(text).contains(loss.definition().summary(), loss.definition().formula(),
                loss.definition().gradient(), loss.definition().hessian()).contains(loss.definition().edges())
                .contains(loss.definition().references());
        assertThat(loss.aliases()).allSatisfy(alias -> assertThat(text).contains(alias));
        loss.options().forEach(option -> assertThat(text).contains(option.name(), option.meaning()));
        loss.defaults().inputs().forEach(input -> assertThat(text).contains(input.name(), input.meaning()));
        loss.definition().examples().forEach(example -> assertThat(text).contains(example.name()));
        assertThat(response.text().contains("<img")).isEqualTo(losses.hasCurve(loss));
    }

    @ParameterizedTest
    @MethodSource("visited")
    void pageShouldLeadNowhereThatIsNot(String id) {
        assertLinks("/losses/" + id);
    }

    @Test
    void otherPagesShouldLeadNowhereThatIsNot() {
        assertLinks("/");
        assertLinks("/backpropagation");
        assertLinks("/learning");
        assertLinks("/losses");
        assertLinks("/migration");
        assertLinks("/formulas");
    }

    private void assertLinks(String page) {
        List<String> links = LINK.matcher(service.get(page).text()).results().map(link -> link.group(1)).distinct()
                .toList();
        assertThat(links).isNotEmpty().noneMatch(link -> link.startsWith("/"));
        List<String> paths = links.stream().map(link -> URI.create(page).resolve(link).toString()).toList();
        assertThat(paths).filteredOn(path -> !path.startsWith("/losses/") || path.endsWith(".svg"))
                .allSatisfy(path -> assertThat(service.get(path).status()).as(path).isIn(200, 302));
        assertThat(paths.stream().filter(path -> path.startsWith("/losses/") && !path.endsWith(".svg"))
                .map(path -> path.substring(8))).isSubsetOf(losses());
    }

    @Test
    void indexShouldNameEveryLoss() {
        assertThat(service.get("/losses").text()).contains(losses());
    }

    @Test
    void pageWhenLossIsUnknownShouldNameTheNearest() {
        Answer response = service.get("/losses/hubr");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text()).contains("huber");
    }

    @Test
    void pageWhenFetchedShouldNeedNothingFromElsewhere() {
        assertThat(service.get("/losses/huber").text()).doesNotContain("src=\"http")
                .doesNotContainPattern("<link[^>]*http");
    }

    @Test
    void tableWhenItMentionsALossShouldMeanOneThatExistsOrIsPlanned() {
        List<String> known = Stream.concat(LossExample.losses().stream(), losses().stream()).toList();
        assertThat(migration.rows()).hasSizeGreaterThan(150);
        assertThat(migration.rows().stream().flatMap(row -> row.losses().stream())).isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void tableShouldLinkToLossesThatExistAndMarkThosePlanned() {
        String table = migration.page().markdown();
        for (Row row : migration.rows()) {
            for (String name : row.losses()) {
                assertThat(table).contains(losses().contains(name)
                        ? "[`" + name + "`](losses/" + name + ".md)"
                        : "`" + name + "` (planned)");
            }
        }
        assertThat(Pattern.compile("\\]\\(losses/(\\w+)\\.md").matcher(table).results().map(MatchResult::group)
                .map(link -> link.substring(9, link.length() - 3))).isSubsetOf(losses());
    }
}
