/** The Lumenia API: HTTP client, lenient readers, failures as values. */
@NullMarked
package net.lumenia.voice.lumenia;

import org.jspecify.annotations.NullMarked;
