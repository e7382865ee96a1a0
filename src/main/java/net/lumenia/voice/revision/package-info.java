/** Previous values as ControllerRevisions, and rollback to them. */
@NullMarked
package net.lumenia.voice.revision;

import org.jspecify.annotations.NullMarked;
