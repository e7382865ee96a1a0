/** Bounded caches of the cluster's Secrets, ConfigMaps, specs and accounts. */
@NullMarked
package net.lumenia.voice.cluster.cache;

import org.jspecify.annotations.NullMarked;
