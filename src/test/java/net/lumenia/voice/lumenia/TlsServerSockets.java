package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Server sockets that negotiate one version of TLS and one protocol of HTTP. */
final class TlsServerSockets extends ServerSocketFactory {

  private final SSLContext context;
  private final String version;
  private final String protocol;

  TlsServerSockets(SSLContext context, String version, String protocol) {
    this.context = context;
    this.version = version;
    this.protocol = protocol;
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    var socket =
        (SSLServerSocket)
            context.getServerSocketFactory().createServerSocket(port, backlog, address);
    var parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, 50);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
  }
}
