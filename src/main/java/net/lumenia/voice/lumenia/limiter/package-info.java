/**
 * The rate limiter of an account, through which all its calls go: request budget, concurrency
 * limit, circuit breaker and a queue with two priorities.
 */
@NullMarked
package net.lumenia.voice.lumenia.limiter;

import org.jspecify.annotations.NullMarked;
