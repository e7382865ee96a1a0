/**
 * The part of HTTP/1.1 that the simulator needs, on plain sockets. Broken responses and connection
 * resets need control over every byte, which HTTP libraries do not give. Independent of the API.
 */
@NullMarked
package net.lumenia.voice.simulator.http;

import org.jspecify.annotations.NullMarked;
