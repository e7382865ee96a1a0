/**
 * A simulator of the Lumenia API for demos and tests. It shares no code with the operator's client,
 * so a mistake in one cannot hide in the other.
 */
@NullMarked
package net.lumenia.voice.simulator;

import org.jspecify.annotations.NullMarked;
