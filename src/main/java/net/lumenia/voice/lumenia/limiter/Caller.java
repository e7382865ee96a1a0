package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A reconcile that wants to make calls for one resource.
 *
 * @param id of the resource; at most one caller per id is queued, which bounds the queue
 * @param interval the requested resync interval
 * @param wake starts the reconcile again because a permit is reserved for it; returns false if the
 *     resource is gone. Must not block
 */
public record Caller(String id, Priority priority, Duration interval, BooleanSupplier wake) {}
