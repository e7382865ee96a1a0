/** Pure: what an auditor should know about assistants, declared and live. */
@NullMarked
package net.lumenia.voice.audit;

import org.jspecify.annotations.NullMarked;
