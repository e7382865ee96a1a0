/**
 * The domain: desired and live assistants, and the catalog. No Kubernetes, no HTTP, no JSON
 * library.
 */
@NullMarked
package net.lumenia.voice.assistant;

import org.jspecify.annotations.NullMarked;
