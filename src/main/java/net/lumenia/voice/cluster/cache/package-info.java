/** What the operator keeps in memory of the cluster, within bounds. */
@NullMarked
package net.lumenia.voice.cluster.cache;

import org.jspecify.annotations.NullMarked;
