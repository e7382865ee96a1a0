/**
 * As much HTTP/1.1 as the simulator needs, on plain sockets: whoever simulates broken answers must
 * own every byte of them, the reset of the connection included. Knows nothing of the API.
 */
@NullMarked
package net.lumenia.voice.simulator.http;

import org.jspecify.annotations.NullMarked;
