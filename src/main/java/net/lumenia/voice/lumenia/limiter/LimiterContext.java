package net.lumenia.voice.lumenia.limiter;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import net.lumenia.voice.lumenia.LumeniaClient;

/**
 * What the gates of a process have in common.
 *
 * @param changed hears of the accounts of which the {@link LimiterState} has changed; must not
 *     block
 * @param clock never goes back
 * @param whereabouts the gate at which a caller waits, by the caller's id
 */
record LimiterContext(
    LumeniaClient client,
    LimiterObserver observer,
    Consumer<Set<String>> changed,
    InstantSource clock,
    Scheduler scheduler,
    ProcessLimiter process,
    ConcurrentMap<String, AccountLimiter> whereabouts) {}
