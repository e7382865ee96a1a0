/** Reads and caches the catalogs of accounts: the values that each account allows. */
@NullMarked
package net.lumenia.voice.catalog;

import org.jspecify.annotations.NullMarked;
