/** The image, the chart and what belongs to it, on a cluster: what the profile {@code e2e} runs. */
@NullMarked
package net.lumenia.voice.e2e;

import org.jspecify.annotations.NullMarked;
