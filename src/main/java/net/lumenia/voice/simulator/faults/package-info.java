/** Faults: what fails, for which requests, and for how long. */
@NullMarked
package net.lumenia.voice.simulator.faults;

import org.jspecify.annotations.NullMarked;
