/**
 * The domain: what an assistant shall be and what it is. No Kubernetes, no HTTP, no JSON library.
 */
@NullMarked
package net.lumenia.voice.assistant;

import org.jspecify.annotations.NullMarked;
