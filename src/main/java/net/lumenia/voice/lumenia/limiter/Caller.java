package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Somebody who wants to make calls for one resource.
 *
 * @param id of the resource; it waits at most once at a gate, which bounds the queue
 * @param interval how often it wants to come
 * @param turn tells it to come now; false if there is nobody any more who would come
 */
public record Caller(String id, Priority priority, Duration interval, BooleanSupplier turn) {}
