/** The HTTP server of metrics and probes. */
@NullMarked
package net.lumenia.voice.operator.http;

import org.jspecify.annotations.NullMarked;
