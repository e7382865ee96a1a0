/** Pure functions: a raw spec becomes the desired state, or the violations in it. */
@NullMarked
package net.lumenia.voice.spec;

import org.jspecify.annotations.NullMarked;
