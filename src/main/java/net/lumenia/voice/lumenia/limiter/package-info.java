/**
 * One gate per account, through which all of its calls go: request budget, concurrency limit,
 * circuit breaker, two priorities. "The API is someone else's computer."
 */
@NullMarked
package net.lumenia.voice.lumenia.limiter;

import org.jspecify.annotations.NullMarked;
