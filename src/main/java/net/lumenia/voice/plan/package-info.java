/** Pure decisions: desired x live x applied becomes a plan. No clock, no I/O. */
@NullMarked
package net.lumenia.voice.plan;

import org.jspecify.annotations.NullMarked;
