package net.lumenia.voice.simulator.http;

import java.net.URI;

/**
 * A request as received.
 *
 * @param local whether the client is on the loopback interface
 * @param keepAlive whether the client keeps the connection open for another request
 * @param content the body; cut to {@link #BODY_LIMIT} plus one byte if it is larger
 */
@SuppressWarnings("ArrayRecordComponent")
public record Received(
    boolean local, String method, URI target, Headers headers, boolean keepAlive, byte[] content) {

  /** In bytes. The rest of a larger body is read and discarded. */
  public static final int BODY_LIMIT = 4 * 1024 * 1024;
}
