package net.lumenia.voice.lumenia;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okio.AsyncTimeout;

/**
 * Creates sockets with two limits that OkHttp lacks. A write that the peer does not accept in time
 * closes the socket; on HTTP/2, OkHttp would wait up to 15 minutes for the operating system, and
 * block all other calls and the ping that detects dead connections. And every byte read counts as
 * {@linkplain ReceivedBytes received} by the call that reads it.
 */
final class ApiSocketFactory extends SocketFactory {

  private final Duration write;

  /**
   * @param write how long a write may block
   */
  ApiSocketFactory(Duration write) {
    this.write = write;
  }

  /** Disables Nagle's algorithm, which would delay small writes by 40 ms. */
  @Override
  public Socket createSocket() throws SocketException {
    var socket = new ApiSocket(write);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw unconnected();
  }

  private static UnsupportedOperationException unconnected() {
    return new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  private static final class ApiSocket extends Socket {

    private final Duration write;

    ApiSocket(Duration write) {
      this.write = write;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new Timed(super.getOutputStream(), this, write);
    }
  }

  private static final class Counted extends FilterInputStream {

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      ReceivedBytes.add(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      ReceivedBytes.add(Math.max(read, 0));
      return read;
    }
  }

  private static final class Timed extends FilterOutputStream {

    private final AsyncTimeout timeout;

    Timed(OutputStream out, Socket socket, Duration limit) {
      super(out);
      this.timeout = closing(socket);
      timeout.timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static AsyncTimeout closing(Socket socket) {
      return new AsyncTimeout() {
        @Override
        protected void timedOut() {
          try {
            socket.close();
          } catch (IOException e) {
            // The socket is unusable anyway.
          }
        }
      };
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      timeout.enter();
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw timeout.exit() ? writeTimeout(e) : e;
      }
      timeout.exit();
    }

    private static IOException writeTimeout(IOException e) {
      var timeout = new SocketTimeoutException("the peer takes no data");
      timeout.initCause(e);
      return timeout;
    }
  }
}
