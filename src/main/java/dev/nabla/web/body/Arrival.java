package dev.nabla.web.body;

import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.TooCostlyException;
import dev.nabla.web.connection.CountedInput;
import dev.nabla.web.problem.BodyTooLargeException;

/** Reserves memory for a document as it arrives. */
public final class Arrival implements CountedInput.Counter {

    /** Memory for a body is reserved in doubling steps from this size on, in bytes, so that who sends little holds little. */
    private static final long FIRST_STEP = 1 << 10;

    /**
     * The last of these steps. Whoever has sent this much gets the memory for all of a declared length at once: two large bodies
     * must not wait for each other, each holding half of what it needs.
     */
    private static final long LAST_STEP = 64 << 10;

    private final BodyLimit limit;
    private final Admission.Admitted admitted;
    private final long declared;
    private long reserved;
    private long count;

    /**
     * Reserves memory for the first bytes.
     *
     * @param declared the length of the document, -1 if unknown
     * @throws BusyException if there is none in time
     * @throws TooCostlyException if no request may have so much
     */
    public Arrival(BodyLimit limit, Admission.Admitted admitted, long declared) {
        this(limit, admitted, declared, Math.clamp(declared, 0, FIRST_STEP));
    }

    private Arrival(BodyLimit limit, Admission.Admitted admitted, long declared, long reserved) {
        this.limit = limit;
        this.admitted = admitted;
        this.declared = declared;
        this.reserved = reserved;
        admitted.expect(declared);
        admitted.require(reserved);
    }

    /**
     * Reserves memory for all of a declared length: of a client that waits for leave to send the body, so that what cannot be
     * admitted is never sent.
     *
     * @throws BusyException if there is none in time
     * @throws TooCostlyException if no request may have so much
     */
    static Arrival inWhole(BodyLimit limit, Admission.Admitted admitted, long declared) {
        return new Arrival(limit, admitted, declared, Math.max(declared, 0));
    }

    @Override
    public void count(int bytes) throws BodyTooLargeException {
        count += bytes;
        if (count > limit.bytes(admitted.kind())) {
            throw limit.exceeded(admitted.kind());
        }
        if (count > reserved) {
            reserved = nextStep();
            admitted.require(reserved);
        }
    }

    private long nextStep() {
        long doubled = Math.max(2 * count, FIRST_STEP);
        if (declared < 0) {
            return Math.min(doubled, limit.bytes(admitted.kind()));
        }
        return doubled > LAST_STEP ? declared : Math.min(doubled, declared);
    }
}
