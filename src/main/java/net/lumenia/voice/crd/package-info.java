/** The resources as users write them: records and CEL rules, without logic. */
@NullMarked
package net.lumenia.voice.crd;

import org.jspecify.annotations.NullMarked;
