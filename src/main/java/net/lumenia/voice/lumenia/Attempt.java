package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** One attempt at a request: what OkHttp reports of it, from the thread of the call or others. */
final class Attempt extends EventListener {

  private volatile boolean newConnection;
  private volatile boolean throughProxy;
  private volatile boolean reachedServer;
  private volatile boolean bodyStarted;

  /** Whether the request uses a connection that another request has opened. */
  boolean usesOldConnection() {
    return !newConnection;
  }

  /** Whether a new connection ended before the proxy had connected it to the server. */
  boolean endedAtProxy() {
    return throughProxy && !reachedServer;
  }

  /** What is known after the attempt failed; to be called on the thread of the call. */
  Unanswered failed(Request request, IOException failure) {
    return new Unanswered(
        request.method().equals("GET"),
        bodyStarted,
        usesOldConnection(),
        ReceivedBytes.isAnswerStarted(request.isHttps()),
        failure);
  }

  @Override
  public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
    throughProxy = proxies.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    newConnection = true;
  }

  @Override
  public void secureConnectStart(Call call) {
    reachedServer = true;
  }

  /**
   * @param protocol null if the proxy wants another connection, with a password
   */
  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    reachedServer |= protocol != null;
  }

  @Override
  public void requestBodyStart(Call call) {
    bodyStarted = true;
  }
}
