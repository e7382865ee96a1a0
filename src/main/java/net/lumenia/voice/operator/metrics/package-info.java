/** The metrics of the operator. */
@NullMarked
package net.lumenia.voice.operator.metrics;

import org.jspecify.annotations.NullMarked;
