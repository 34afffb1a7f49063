package dev.nabla.service.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.service.telemetry.Tracing;
import dev.nabla.tensor.Storage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTests {

    private static final int LARGE = 8 << 20;

    private final Storage storage = new Storage(64, LARGE);
    private final Admission admission = new Admission(new MemoryBudget(LARGE, 9, Duration.ofMillis(1)),
            new WorkBudget(Duration.ofMinutes(1), Duration.ofMillis(1)), storage, Tracing.off());

    // Seven eighths of the budget are for large documents, and a byte of text takes four of memory.
    @Test
    void maxSizeOfTextShouldBeAQuarterOfTheMemoryOfLargeDocuments() {
        assertThat(admission.maxSize(DocumentKind.TEXT)).isEqualTo(LARGE / 8 * 7 / 4);
    }

    // The bytes of tensors take as much memory as they are.
    @Test
    void maxSizeOfTensorsShouldBeTheMemoryOfLargeDocuments() {
        assertThat(admission.maxSize(DocumentKind.TENSORS)).isEqualTo(LARGE / 8 * 7);
    }

    @Test
    void expectShouldReserveWhatWillBeLent() {
        long most = admission.maxSize(DocumentKind.TENSORS);
        try (Admission.Admitted _ = admission.open(DocumentKind.TENSORS, () -> "client", () -> false)) {
            Storage.expect(most / 2);
            try (Admission.Admitted _ = admission.open(DocumentKind.TENSORS, () -> "other", () -> false)) {
                assertThatExceptionOfType(BusyException.class).isThrownBy(() -> Storage.expect(most));
                assertThatExceptionOfType(TooCostlyException.class).isThrownBy(() -> Storage.expect(most + 1));
            }
        }
    }

    @Test
    void requireWhenAnotherHoldsTheMemoryShouldBeRefusedUntilItIsClosed() {
        long most = admission.maxSize(DocumentKind.TEXT);
        try (Admission.Admitted first = admission.open(() -> "client", () -> false);
                Admission.Admitted second = admission.open(() -> "client", () -> false)) {
            first.require(most);
            assertThatExceptionOfType(BusyException.class).isThrownBy(() -> second.require(most));
        }
        try (Admission.Admitted next = admission.open(() -> "client", () -> false)) {
            next.require(most);
        }
    }

    // One line of a stream after another: each gets the arrays that the one before gave back.
    @Test
    void closeShouldGiveBackWhatWasLentToTheDocument() {
        double[] lent;
        try (Admission.Admitted _ = admission.open(() -> "client", () -> false)) {
            lent = Storage.doubles(100);
        }
        try (Admission.Admitted _ = admission.open(() -> "client", () -> false)) {
            assertThat(Storage.doubles(100)).isSameAs(lent);
        }
        assertThat(Storage.doubles(100)).isNotSameAs(lent);
    }
}
