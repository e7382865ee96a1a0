/** Measurements that take minutes: run by the scripts in {@code bench/}, not by the tests. */
@NullMarked
package net.lumenia.voice.bench;

import org.jspecify.annotations.NullMarked;
