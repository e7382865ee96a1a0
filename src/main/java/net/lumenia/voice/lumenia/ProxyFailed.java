package net.lumenia.voice.lumenia;

import java.io.IOException;

/** The proxy could not be reached, or did not connect to the API. */
final class ProxyFailed extends IOException {

  private static final long serialVersionUID = 1;

  private final String proxy;
  private final IOException failure;

  /**
   * @param proxy its host and port
   */
  ProxyFailed(String proxy, IOException failure) {
    super(failure);
    this.proxy = proxy;
    this.failure = failure;
  }

  String proxy() {
    return proxy;
  }

  IOException failure() {
    return failure;
  }
}
