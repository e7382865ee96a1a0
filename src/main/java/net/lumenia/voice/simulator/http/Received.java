package net.lumenia.voice.simulator.http;

import java.net.URI;

/**
 * A request as it came in.
 *
 * @param local whether it came over the loopback interface
 * @param keepAlive whether the client wants to use the connection again
 * @param content the body; when it is larger than {@link #BODY_LIMIT}, one byte more than that
 */
@SuppressWarnings("ArrayRecordComponent")
public record Received(
    boolean local, String method, URI target, Headers headers, boolean keepAlive, byte[] content) {

  /** Bytes. Of larger bodies the rest is read, and thrown away. */
  public static final int BODY_LIMIT = 4 * 1024 * 1024;
}
