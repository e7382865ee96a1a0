/** The Helm chart, as far as it can be read without Helm. */
@NullMarked
package net.lumenia.voice.chart;

import org.jspecify.annotations.NullMarked;
