/** {@code bench/fleet}: measures operators side by side on fleets of assistants. */
@NullMarked
package net.lumenia.voice.bench.fleet;

import org.jspecify.annotations.NullMarked;
