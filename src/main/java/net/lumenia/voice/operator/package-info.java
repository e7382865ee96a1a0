/** Wiring of the operator: configuration, metrics, health, leader election. */
@NullMarked
package net.lumenia.voice.operator;

import org.jspecify.annotations.NullMarked;
