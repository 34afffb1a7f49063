package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The formulas that {@code docs/recipes.md} shows are those of its requests, which {@link RequestExamplesTests} sends. */
class RecipesTests {

    private static final Path DOCS = Path.of("docs");

    private static final Pattern RECIPE = Pattern
            .compile("\\(\\.\\./(api/examples/requests/expressions/\\w+\\.json)\\)(?:(?!\n## ).)*?```text\n(.*?)\n```",
                    Pattern.DOTALL);

    record Recipe(Path request, String formula) {}

    static List<Recipe> recipes() throws IOException {
        return RECIPE.matcher(Files.readString(DOCS.resolve("recipes.md"))).results()
                .map(recipe -> new Recipe(Path.of(recipe.group(1)), recipe.group(2))).toList();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipeShouldShowTheFormulaOfItsRequest(Recipe recipe) throws IOException {
        assertThat(new JsonMapper().readTree(Files.readString(recipe.request())).path("formula").asString())
                .isEqualTo(recipe.formula());
    }

    @Test
    void recipesShouldBeFound() throws IOException {
        assertThat(recipes()).hasSizeGreaterThan(5);
    }
}
