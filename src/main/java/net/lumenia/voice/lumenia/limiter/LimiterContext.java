package net.lumenia.voice.lumenia.limiter;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import net.lumenia.voice.lumenia.LumeniaClient;

/**
 * What all limiters of the process share.
 *
 * @param onStateChange receives the accounts whose {@link LimiterState} changed; must not block
 * @param clock must be monotonic
 * @param queuedAt the limiter at which a caller waits, by the caller's id
 */
record LimiterContext(
    LumeniaClient client,
    LimiterObserver observer,
    Consumer<Set<String>> onStateChange,
    CircuitTiming circuit,
    InstantSource clock,
    Scheduler scheduler,
    ProcessLimiter process,
    ConcurrentMap<String, AccountLimiter> queuedAt) {}
