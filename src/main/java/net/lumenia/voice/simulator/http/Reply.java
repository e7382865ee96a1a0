package net.lumenia.voice.simulator.http;

import java.time.Duration;
import java.util.Map;

/** What becomes of a connection once the request is read. */
public sealed interface Reply {

  /** The status code that the client sees, 0 without an answer. */
  int status();

  /**
   * An answer. {@code Content-Length} always tells the length of the whole body.
   *
   * @param headers beyond {@code Date}, {@code Content-Length} and {@code Connection}
   * @param sent how many bytes of the body are sent; the connection is closed when it is not all
   * @param over how long sending the body takes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(int status, Map<String, String> headers, byte[] body, int sent, Duration over)
      implements Reply {

    public static Message of(int status, Map<String, String> headers, byte[] body) {
      return new Message(status, headers, body, body.length, Duration.ZERO);
    }

    /** The client is told of the whole body and gets the beginning. */
    public Message cutAfter(int bytes) {
      return new Message(status, headers, body, Math.min(bytes, body.length), over);
    }

    public Message trickled(Duration time) {
      return new Message(status, headers, body, sent, time);
    }
  }

  /**
   * No answer at all.
   *
   * @param orderly whether the connection is closed (FIN) or reset (RST)
   */
  record HangUp(boolean orderly) implements Reply {

    @Override
    public int status() {
      return 0;
    }
  }
}
