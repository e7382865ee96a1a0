/** Pure: manifests and live assistants become what the operator would send, or why it would not. */
@NullMarked
package net.lumenia.voice.review;

import org.jspecify.annotations.NullMarked;
