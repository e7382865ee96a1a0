/** What the simulator keeps in memory: accounts, workspaces, settings and the request log. */
@NullMarked
package net.lumenia.voice.simulator.state;

import org.jspecify.annotations.NullMarked;
