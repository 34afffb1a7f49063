package dev.nabla.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameResolverTests {

    private static final NameResolver NAMES = new NameResolver(
            List.of("mse", "cross_entropy", "binary_cross_entropy", "nll", "mape", "half_squared_error"),
            Map.of("BCELoss", List.of("binary_cross_entropy"), "squared_error", List.of("mse", "half_squared_error"),
                    "CTCLoss", List.of()),
            List.of("bce", "mae"));

    @ParameterizedTest
    @CsvSource({"MSE, mse", "MSELoss, mse", "mse_loss, mse", "nn.MSELoss, mse", "torch.nn.functional.mse_loss, mse",
            "cross entropy, cross_entropy", "Cross-Entropy Loss, cross_entropy", "NLLLoss, nll", "MAE, mae",
            "BCELoss, binary_cross_entropy", "BCE, binary_cross_entropy"})
    void resolveWhenOnlyTheSpellingDiffersShouldFindTheName(String name, String expected) {
        assertThat(NAMES.resolve(name)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"mes, mse", "msx, mse", "msee, mse", "cros_entropy, cross_entropy", "crossentrpyy, cross_entropy",
            "binary_cros_entropie, binary_cross_entropy"})
    void resolveWhenMistypedShouldFindTheNearestName(String name, String expected) {
        assertThat(NAMES.resolve(name)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"lpips", "mase", "vae", "ms", "", "loss", "-", "entropy", "ctc", "CTCLoss", "nn",
                "\u00e9\u00e9\u00e9"})
    void resolveWhenAnswerWouldBeAGuessShouldFindNone(String name) {
        assertThat(NAMES.resolve(name)).isEmpty();
        assertThat(NAMES.question(name)).isEmpty();
    }

    @Test
    void resolveWhenNameIsVeryLongShouldFindNone() {
        assertThat(NAMES.resolve("mse".repeat(30))).isEmpty();
    }

    @Test
    void questionWhenANameHasSeveralMeaningsShouldAskForAll() {
        assertThat(NAMES.question("SquaredError")).contains("did you mean mse or half_squared_error?");
    }
}
