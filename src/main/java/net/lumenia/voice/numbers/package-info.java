/** Reads and caches the phone numbers of accounts. */
@NullMarked
package net.lumenia.voice.numbers;

import org.jspecify.annotations.NullMarked;
