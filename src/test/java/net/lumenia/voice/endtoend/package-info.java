/** The operator as a process, against a real API server and the simulator over real sockets. */
@NullMarked
package net.lumenia.voice.endtoend;

import org.jspecify.annotations.NullMarked;
