/** Pure: result, previous status and time become the new status and events. */
@NullMarked
package net.lumenia.voice.status;

import org.jspecify.annotations.NullMarked;
