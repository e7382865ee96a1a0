/** The only place where things happen: observe, plan, apply, report. */
@NullMarked
package net.lumenia.voice.reconcile;

import org.jspecify.annotations.NullMarked;
