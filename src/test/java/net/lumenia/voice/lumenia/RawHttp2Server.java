package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Protocol;
import okio.ByteString;

/** A minimal HTTP/2 server that sends and receives single frames, also invalid ones. */
final class RawHttp2Server implements AutoCloseable {

  static final int MAX_WINDOW = Integer.MAX_VALUE;
  static final int DEFAULT_WINDOW = 65_535;

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;

  static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;

  private static final int PREFACE_LENGTH = 24;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final byte STATUS_200 = (byte) 0x88;

  private final ServerSocket server;

  RawHttp2Server() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  Credentials credentials() {
    return Api.credentials("http://127.0.0.1:" + server.getLocalPort());
  }

  LumeniaClient client(Limits limits) {
    return new LumeniaClient(
        "1.2.3",
        limits,
        Api.transport(limits, Protocol.H2_PRIOR_KNOWLEDGE),
        new BodyBudget(),
        (_, _, _) -> {},
        Clock.systemUTC());
  }

  /**
   * Accepts the next connection.
   *
   * @param window the initial window of each stream, in bytes
   */
  Connection acceptGranting(int window) {
    try {
      Connection connection = new Connection(server.accept());
      connection.in.readNBytes(PREFACE_LENGTH);
      connection.write(
          SETTINGS,
          0,
          0,
          ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW_SIZE).putInt(window).array());
      if (window > DEFAULT_WINDOW) {
        connection.grant(0, window - DEFAULT_WINDOW);
      }
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /**
   * @param payload without padding
   */
  record Frame(int type, int flags, int stream, ByteString payload) {

    boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
  }

  static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** All received frames except pings and acknowledgments. */
    final List<Frame> frames = new ArrayList<>();

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads the next frame, and answers pings and settings. */
    Frame next() {
      try {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        var frame =
            new Frame(
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readInt(),
                ByteString.of(in.readNBytes(length)));
        if (frame.type == PING && (frame.flags & ACK) == 0) {
          write(PING, ACK, 0, frame.payload.toByteArray());
          return next();
        }
        if (frame.type == SETTINGS && (frame.flags & ACK) == 0) {
          write(SETTINGS, ACK, 0, new byte[0]);
        }
        frames.add(frame);
        return frame;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The stream of the first request, after the client has acknowledged the settings. */
    int awaitHeadersAndSettings() {
      int stream = 0;
      boolean acknowledged = false;
      while (stream == 0 || !acknowledged) {
        Frame frame = next();
        stream = frame.type == HEADERS ? frame.stream : stream;
        acknowledged |= frame.type == SETTINGS && (frame.flags & ACK) != 0;
      }
      return stream;
    }

    /** The stream of the next request. */
    int awaitHeaders() {
      Frame frame = next();
      while (frame.type != HEADERS) {
        frame = next();
      }
      return frame.stream;
    }

    /** The next frame with data or a reset. */
    Frame awaitDataOrReset() {
      Frame frame = next();
      while (frame.type != DATA && frame.type != RST_STREAM) {
        frame = next();
      }
      return frame;
    }

    /** Stops reading and waits until the client closes the connection. */
    void awaitEnd() {
      try {
        while (true) {
          Thread.sleep(10);
          write(PING, ACK, 0, new byte[8]);
        }
      } catch (UncheckedIOException e) {
        // closed
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void grant(int stream, int bytes) {
      write(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    void answer(int stream, String body) {
      write(HEADERS, END_HEADERS, stream, new byte[] {STATUS_200});
      write(DATA, END_STREAM, stream, body.getBytes(UTF_8));
    }

    void startAnswer(int stream) {
      write(HEADERS, END_HEADERS, stream, new byte[] {STATUS_200});
    }

    void write(int type, int flags, int stream, byte[] payload) {
      try {
        var frame = new ByteArrayOutputStream();
        var to = new DataOutputStream(frame);
        to.writeByte(payload.length >> 16);
        to.writeShort(payload.length);
        to.writeByte(type);
        to.writeByte(flags);
        to.writeInt(stream);
        to.write(payload);
        out.write(frame.toByteArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
