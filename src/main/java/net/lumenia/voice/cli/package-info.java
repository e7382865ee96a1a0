/** The program: commands, options, help texts, exit codes. */
@NullMarked
package net.lumenia.voice.cli;

import org.jspecify.annotations.NullMarked;
