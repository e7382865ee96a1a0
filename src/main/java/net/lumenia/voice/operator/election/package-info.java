/** Leader election by a lease. */
@NullMarked
package net.lumenia.voice.operator.election;

import org.jspecify.annotations.NullMarked;
