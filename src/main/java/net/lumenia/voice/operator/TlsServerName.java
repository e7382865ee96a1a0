package net.lumenia.voice.operator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.internal.tls.OkHostnameVerifier;

/**
 * A kubeconfig's {@code tls-server-name}, which the library does not support on OkHttp: the name
 * that is requested by SNI and expected in the API server's certificate, instead of the URL's host.
 */
final class TlsServerName implements Interceptor {

  private final String name;
  private final HostnameVerifier verifier;

  /** One for each original: OkHttp reuses connections only with the same factory. */
  private final ConcurrentMap<SSLSocketFactory, SSLSocketFactory> factories =
      new ConcurrentHashMap<>();

  TlsServerName(String name) {
    this.name = name;
    verifier = (_, session) -> OkHostnameVerifier.INSTANCE.verify(name, session);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    SSLSocketFactory factory = chain.getSslSocketFactoryOrNull();
    if (factory == null) {
      return chain.proceed(chain.request());
    }
    Chain named =
        chain.withSslSocketFactory(
            factories.computeIfAbsent(factory, Named::new),
            Objects.requireNonNull(chain.getX509TrustManagerOrNull()));
    // Otherwise the kubeconfig says that any name will do.
    boolean verified = chain.getHostnameVerifier() instanceof OkHostnameVerifier;
    return (verified ? named.withHostnameVerifier(verifier) : named).proceed(chain.request());
  }

  private final class Named extends SSLSocketFactory {

    private final SSLSocketFactory factory;

    Named(SSLSocketFactory factory) {
      this.factory = factory;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return factory.createSocket(socket, name, port, autoClose);
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

    @Override
    public String[] getDefaultCipherSuites() {
      return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return factory.getSupportedCipherSuites();
    }
  }
}
