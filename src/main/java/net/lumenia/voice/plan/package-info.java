/** Pure decisions: desired, live and remembered values become a plan. No clock, no I/O. */
@NullMarked
package net.lumenia.voice.plan;

import org.jspecify.annotations.NullMarked;
