/** Reads manifests from files, folders and stdin, with the place of every value. */
@NullMarked
package net.lumenia.voice.manifest;

import org.jspecify.annotations.NullMarked;
