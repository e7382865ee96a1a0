/**
 * Requests to the API server: fresh reads, status, events, requeues, and the fence around writes.
 */
@NullMarked
package net.lumenia.voice.cluster;

import org.jspecify.annotations.NullMarked;
