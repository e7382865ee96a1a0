/** The fleet as users read it: statuses become tables and descriptions. */
@NullMarked
package net.lumenia.voice.cli.fleet;

import org.jspecify.annotations.NullMarked;
