package dev.nabla.service.admission;

import java.time.Duration;

/**
 * What the thread of a request does while its large computation runs on another, such as sending what is computed so far. It
 * may wait for the client as long as it likes: the computation does not wait for it.
 */
@FunctionalInterface
public interface Follower {

    /**
     * Does what there is to do, or waits for it.
     *
     * @param most how long it may wait for the computation
     * @throws RuntimeException if nobody needs the computation any longer, which ends it with this exception
     */
    void follow(Duration most) throws InterruptedException;
}
