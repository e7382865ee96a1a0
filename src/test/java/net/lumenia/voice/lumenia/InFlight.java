package net.lumenia.voice.lumenia;

/** Counts the requests of a connection that are not answered, from the bytes of both directions. */
sealed interface InFlight {

  void sent(byte[] bytes, int length);

  void answered(byte[] bytes, int length);

  /** Whether there are any, or the first one has not been sent. */
  boolean isBusy();

  static InFlight ofHttp1() {
    return new Http1();
  }

  static InFlight ofHttp2() {
    return new Http2();
  }

  /** One request after the other; answers are JSON objects. */
  final class Http1 implements InFlight {

    private boolean busy = true;

    @Override
    public synchronized void sent(byte[] bytes, int length) {
      busy = true;
    }

    @Override
    public synchronized void answered(byte[] bytes, int length) {
      busy = bytes[length - 1] != '}';
    }

    @Override
    public synchronized boolean isBusy() {
      return busy;
    }
  }

  /** Counts HEADERS of the client, and frames of the server that end a stream. */
  final class Http2 implements InFlight {

    private static final int PREFACE = 24;
    private static final int FRAME_HEADER = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int END_STREAM = 1;

    private final Frames requests = new Frames(PREFACE);
    private final Frames answers = new Frames(0);
    private int sent;
    private int answered;

    @Override
    public synchronized void sent(byte[] bytes, int length) {
      requests.read(bytes, length, (type, _) -> sent += type == HEADERS ? 1 : 0);
    }

    @Override
    public synchronized void answered(byte[] bytes, int length) {
      answers.read(
          bytes,
          length,
          (type, flags) ->
              answered += (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0 ? 1 : 0);
    }

    @Override
    public synchronized boolean isBusy() {
      return sent == 0 || sent > answered;
    }

    private interface Reader {
      void frame(int type, int flags);
    }

    private static final class Frames {

      private final int[] header = new int[FRAME_HEADER];
      private int filled;
      private int skip;

      Frames(int skip) {
        this.skip = skip;
      }

      void read(byte[] bytes, int length, Reader reader) {
        for (int i = 0; i < length; i++) {
          if (skip > 0) {
            skip--;
          } else {
            header[filled++] = bytes[i] & 0xff;
            if (filled == FRAME_HEADER) {
              filled = 0;
              skip = header[0] << 16 | header[1] << 8 | header[2];
              reader.frame(header[3], header[4]);
            }
          }
        }
      }
    }
  }
}
