package net.lumenia.voice.network;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** A server's certificate is not trusted. */
public final class UntrustedCertificate extends CertificateException {

  private static final long serialVersionUID = 1;

  private final transient List<X509Certificate> chain;

  UntrustedCertificate(X509Certificate[] chain, CertificateException cause) {
    super(cause.getMessage(), cause);
    this.chain = List.of(chain);
  }

  /** What the server sent: its own certificate first, each one issued by the next. */
  public List<X509Certificate> chain() {
    return chain;
  }
}
