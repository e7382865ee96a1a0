/**
 * The Lumenia API for demos and tests. Shares no code with the client, so that no bug can hide in
 * both.
 */
@NullMarked
package net.lumenia.voice.simulator;

import org.jspecify.annotations.NullMarked;
