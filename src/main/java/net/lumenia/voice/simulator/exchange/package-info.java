/** Requests and responses of the API as JSON, and the paths that they use. */
@NullMarked
package net.lumenia.voice.simulator.exchange;

import org.jspecify.annotations.NullMarked;
