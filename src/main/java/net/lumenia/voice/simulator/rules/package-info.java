/**
 * The published contract: what a body may contain, what the catalog allows, and how a PATCH changes
 * a stored assistant.
 */
@NullMarked
package net.lumenia.voice.simulator.rules;

import org.jspecify.annotations.NullMarked;
