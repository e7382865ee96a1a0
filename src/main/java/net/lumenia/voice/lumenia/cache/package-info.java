/** What is read of an account once for all of its assistants. */
@NullMarked
package net.lumenia.voice.lumenia.cache;

import org.jspecify.annotations.NullMarked;
