/** How commands print: terminals, colors and formats. */
@NullMarked
package net.lumenia.voice.cli.output;

import org.jspecify.annotations.NullMarked;
