/** Pure reporting: outcome x previous status x clock becomes status and events. */
@NullMarked
package net.lumenia.voice.status;

import org.jspecify.annotations.NullMarked;
