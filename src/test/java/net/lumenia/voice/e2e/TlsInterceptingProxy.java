package net.lumenia.voice.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A company's proxy that opens TLS with a certificate of its own CA: it accepts CONNECT, ends TLS,
 * and sends everything on to one plain HTTP server. Runs in a pod from its class files alone.
 */
@SuppressWarnings("AddressSelection") // a Service has one address
public final class TlsInterceptingProxy {

  static final String PASSWORD = "changeit";

  private final SSLContext tls;
  private final String host;
  private final int port;

  private TlsInterceptingProxy(SSLContext tls, String host, int port) {
    this.tls = tls;
    this.host = host;
    this.port = port;
  }

  /** Arguments: port to listen on, host and port of the server, key store. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    var proxy =
        new TlsInterceptingProxy(
            context(Path.of(arguments[3])), arguments[1], Integer.parseInt(arguments[2]));
    try (var listener = new ServerSocket(Integer.parseInt(arguments[0]))) {
      while (true) {
        Socket client = listener.accept();
        Thread.startVirtualThread(() -> proxy.serve(client));
      }
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void serve(Socket client) {
    try (client) {
      String request = head(client.getInputStream());
      System.out.println(request.lines().findFirst().orElse(""));
      if (!request.startsWith("CONNECT ")) {
        client.getOutputStream().write(ascii("HTTP/1.1 405 Only CONNECT\r\n\r\n"));
        return;
      }
      client.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
      var secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, -1, true);
      secure.setUseClientMode(false);
      try (secure;
          var server = new Socket(host, port)) {
        Thread answers = Thread.startVirtualThread(() -> copy(server, secure));
        copy(secure, server);
        answers.join();
      }
    } catch (IOException e) {
      System.out.println("failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Byte by byte: what follows belongs to TLS. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.lastIndexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // The other side has closed the connection.
      System.out.println("closed: " + e.getMessage());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
