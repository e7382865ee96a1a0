/** The client of the Lumenia API: HTTP, lenient readers, failures as values. */
@NullMarked
package net.lumenia.voice.lumenia;

import org.jspecify.annotations.NullMarked;
