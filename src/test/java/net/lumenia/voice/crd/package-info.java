@NullMarked
package net.lumenia.voice.crd;

import org.jspecify.annotations.NullMarked;
