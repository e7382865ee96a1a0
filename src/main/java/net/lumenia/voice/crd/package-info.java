/** The resources as users write them: records and CEL rules, nothing that thinks. */
@NullMarked
package net.lumenia.voice.crd;

import org.jspecify.annotations.NullMarked;
