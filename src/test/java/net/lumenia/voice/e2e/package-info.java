/**
 * What needs more than this project brings along: run by {@code ./mvnw verify -Pe2e}, not by the
 * tests.
 */
@NullMarked
package net.lumenia.voice.e2e;

import org.jspecify.annotations.NullMarked;
