/** What GitOps tools make of the resources, by the libraries that they think with. */
@NullMarked
package net.lumenia.voice.gitops;

import org.jspecify.annotations.NullMarked;
