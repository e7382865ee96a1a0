/** The command line's way to the Lumenia API: an account, its limits, and reads in parallel. */
@NullMarked
package net.lumenia.voice.session;

import org.jspecify.annotations.NullMarked;
