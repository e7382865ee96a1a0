/** Reads, keeps and publishes what the catalog of an account allows. */
@NullMarked
package net.lumenia.voice.catalog;

import org.jspecify.annotations.NullMarked;
