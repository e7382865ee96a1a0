/** The health of resources according to GitOps tools, evaluated with their own libraries. */
@NullMarked
package net.lumenia.voice.gitops;

import org.jspecify.annotations.NullMarked;
