/** End-to-end tests of the image and the chart: what the profile {@code e2e} runs. */
@NullMarked
package net.lumenia.voice.e2e;

import org.jspecify.annotations.NullMarked;
