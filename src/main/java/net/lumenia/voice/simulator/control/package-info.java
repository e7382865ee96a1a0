/** The endpoints under {@code /_control}. */
@NullMarked
package net.lumenia.voice.simulator.control;

import org.jspecify.annotations.NullMarked;
