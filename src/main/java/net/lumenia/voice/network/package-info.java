/** The way to the Lumenia API: proxies, and the certificate authorities to trust. */
@NullMarked
package net.lumenia.voice.network;

import org.jspecify.annotations.NullMarked;
