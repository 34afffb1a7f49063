package dev.nabla.service.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LibraryNames;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.catalog.NameResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of losses that callers bring from other libraries, mistype, or make up. */
class LossNamesTests {

    private static final LossCatalog CATALOG = new LossCatalog();
    private static final LibraryNames LIBRARIES = LibraryNames.read();
    private static final LossNames NAMES = new LossNames(CATALOG, LIBRARIES);
    private static final NameResolver RESOLVER = NAMES.resolver();

    static List<LibraryNames.Row> rows() {
        return LIBRARIES.rows();
    }

    private static List<String> ids() {
        return CATALOG.entries().stream().map(LossEntry::id).toList();
    }

    @ParameterizedTest
    @CsvSource({"MSELoss, mse", "nn.CrossEntropyLoss, cross_entropy", "CrossEntropyLoss, cross_entropy",
            "cross entropy, cross_entropy", "CROSS-ENTROPY, cross_entropy", "crossEntropy, cross_entropy",
            "reg:squarederror, half_squared_error", "binary:logistic, binary_logistic",
            "BCEWithLogitsLoss, binary_cross_entropy_with_logits", "BCELoss, binary_cross_entropy",
            "keras.losses.Huber, huber", "HuberLoss, huber", "SmoothL1Loss, smooth_l1", "KLDivLoss, kl_div",
            "tf.nn.softmax_cross_entropy_with_logits, cross_entropy", "PinballLoss, quantile",
            "Logloss, binary_logistic",
            "survival:cox, cox", "squared error, mse", "kld, kl_div", "LogCosh, log_cosh", "MAE, l1",
            "loss_type=sigmoid, dpo",
            "cosine, cosine_loss"})
    void resolveWhenNameIsThatOfAnotherLibraryShouldNameOurs(String name, String expected) {
        assertThat(RESOLVER.resolve(name)).contains(expected);
    }

    /** Every name in the table leads to its equivalents in the catalog, or to a loss whose own name it is. */
    @ParameterizedTest
    @MethodSource("rows")
    void resolveWhenNameIsInTheTableShouldNameItsEquivalent(LibraryNames.Row row) {
        List<String> existing = row.losses().stream().filter(ids()::contains).toList();
        boolean isSupported = !row.equivalent().startsWith("not supported");
        for (String name : row.names()) {
            boolean isOurs = NameResolver.keys(name).stream()
                    .anyMatch(key -> ids().stream().anyMatch(id -> NameResolver.keys(id).contains(key)));
            if (isSupported && !existing.isEmpty() && !isOurs) {
                assertThat(RESOLVER.resolve(name)).as(name).containsAnyElementsOf(existing);
            }
        }
    }

    /** Losses that the reference lacks, and words: for none of them is a loss of the catalog a good guess. */
    @ParameterizedTest
    @ValueSource(
        strings = {"ssim", "lpips", "elbo", "adversarial", "perceptual", "wasserstein", "hausdorff", "psnr", "accuracy",
                "auc", "ndcg", "f1", "gan", "vae", "mine", "mase", "mde", "foo", "test", "loss", "l0", "l3", "kl",
                "sinkhorn", "zero_one_loss", "hamming_loss", "softmax", "sigmoid", "robust", "entropy", "gradient",
                "list",
                "curve", "%00", "0", "1e5", "undefined", "constructor", "SSIMLoss", "YetiRank"})
    void resolveWhenLossIsUnknownShouldNotGuess(String name) {
        assertThat(RESOLVER.resolve(name)).isEmpty();
    }

    // Measured: of 11,326 names with one error, 11,273 resolve to the loss that was meant, and one to another.
    @Test
    void resolveWhenOneCharacterIsMistypedShouldNameTheLoss() {
        int right = 0;
        int wrong = 0;
        int all = 0;
        for (String name : CATALOG.names()) {
            for (String typed : mistyped(name)) {
                List<String> meant = RESOLVER.resolve(typed);
                boolean isRight = meant.stream().anyMatch(each -> sameLoss(each, name));
                right += isRight ? 1 : 0;
                wrong += !isRight && !meant.isEmpty() ? 1 : 0;
                all++;
            }
        }
        assertThat(right).as("right of %d, wrong %d", all, wrong).isGreaterThan(all * 99 / 100);
        assertThat(wrong).as("wrong of %d", all).isLessThan(all / 1000);
    }

    private static boolean sameLoss(String one, String other) {
        return CATALOG.find(one).orElseThrow().id().equals(CATALOG.find(other).orElseThrow().id());
    }

    /** Names of at least five letters with one letter missing, doubled, wrong, or swapped with the next. */
    private static List<String> mistyped(String name) {
        List<String> typed = new ArrayList<>();
        for (int i = 0; name.length() > 4 && i < name.length(); i++) {
            String before = name.substring(0, i);
            String after = name.substring(i + 1);
            typed.add(before + after);
            typed.add(before + name.charAt(i) + name.charAt(i) + after);
            typed.add(before + "x" + after);
            if (!after.isEmpty()) {
                typed.add(before + after.charAt(0) + name.charAt(i) + after.substring(1));
            }
        }
        typed.removeIf(CATALOG.names()::contains);
        return typed;
    }

    @ParameterizedTest
    @CsvSource({"MSELoss, mse", "cross entropy, cross_entropy", "nn.CrossEntropyLoss, cross_entropy", "mae, l1",
            "reg:squarederror, half_squared_error", "Kullback-Leibler, kl_div", "pinball, quantile",
            "SPARSE_CATEGORICAL, categorical_cross_entropy"})
    void mentionsShouldFindALossByAnyOfItsNamesAndItsSummary(String text, String id) {
        assertThat(CATALOG.entries().stream().filter(loss -> NAMES.mentions(loss, text)).map(LossEntry::id))
                .contains(id);
        assertThat(CATALOG.entries().stream().filter(loss -> NAMES.mentions(loss, text.toLowerCase(Locale.ROOT)))
                .map(LossEntry::id)).contains(id);
    }

    @Test
    void mentionsWhenTextIsEmptyShouldHoldForAll() {
        assertThat(CATALOG.entries()).allMatch(loss -> NAMES.mentions(loss, ""));
        assertThat(CATALOG.entries()).noneMatch(loss -> NAMES.mentions(loss, "no-loss-says-this"));
    }
}
