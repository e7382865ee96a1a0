package net.lumenia.voice.simulator.http;

import java.time.Duration;
import java.util.Map;

/** What the server sends for a request, byte for byte. */
public sealed interface Reply {

  /** The status code that the client receives; 0 without a response. */
  int status();

  /**
   * A response. {@code Content-Length} is always the length of the whole body.
   *
   * @param headers beyond {@code Date}, {@code Content-Length} and {@code Connection}
   * @param sent how many bytes of the body are sent; if it is fewer than all, the connection closes
   * @param over how long the server takes to send the body
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(int status, Map<String, String> headers, byte[] body, int sent, Duration over)
      implements Reply {

    public static Message of(int status, Map<String, String> headers, byte[] body) {
      return new Message(status, headers, body, body.length, Duration.ZERO);
    }

    /** The same message, but only the beginning of the body is sent. */
    public Message cutAfter(int bytes) {
      return new Message(status, headers, body, Math.min(bytes, body.length), over);
    }

    public Message trickled(Duration time) {
      return new Message(status, headers, body, sent, time);
    }
  }

  /**
   * The connection ends without a response.
   *
   * @param orderly true closes the connection (FIN); false resets it (RST)
   */
  record Disconnect(boolean orderly) implements Reply {

    @Override
    public int status() {
      return 0;
    }
  }
}
