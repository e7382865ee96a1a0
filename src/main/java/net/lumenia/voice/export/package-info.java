/** Live assistants as manifests: new ones, and minimal edits of existing files. */
@NullMarked
package net.lumenia.voice.export;

import org.jspecify.annotations.NullMarked;
