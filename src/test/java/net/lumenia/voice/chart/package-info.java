/** Tests of the Helm chart that do not need Helm. */
@NullMarked
package net.lumenia.voice.chart;

import org.jspecify.annotations.NullMarked;
