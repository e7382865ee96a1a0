/** Pages of the documentation that are generated, and checks of those that are not. */
@NullMarked
package net.lumenia.voice.docs;

import org.jspecify.annotations.NullMarked;
