package net.lumenia.voice.network;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import net.lumenia.voice.network.CaFile.BadCaFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusts the public certificate authorities that the JVM knows, and those in files. The files are
 * read again at every TLS handshake, so a change takes effect without a restart. While a file is
 * bad, what was read before stays in force, and one warning is logged.
 */
public final class TrustedRoots extends X509ExtendedTrustManager {

  private static final Logger LOG = LoggerFactory.getLogger(TrustedRoots.class);

  private final List<CaFile> files;
  private final AtomicReference<Loaded> loaded;
  private final AtomicReference<@Nullable String> warned = new AtomicReference<>();

  /**
   * @param contents of the files
   */
  private record Loaded(List<byte[]> contents, X509ExtendedTrustManager roots) {

    boolean isFrom(List<byte[]> others) {
      return Arrays.deepEquals(contents.toArray(), others.toArray());
    }
  }

  private TrustedRoots(List<CaFile> files, Loaded loaded) {
    this.files = files;
    this.loaded = new AtomicReference<>(loaded);
  }

  /**
   * Reads the files.
   *
   * @param files in PEM, with any number of certificates each
   * @throws IllegalArgumentException if a file is bad; the message names it and what is wrong
   */
  public static TrustedRoots of(List<Path> files) {
    List<CaFile> caFiles = files.stream().map(CaFile::new).toList();
    try {
      return new TrustedRoots(caFiles, load(caFiles, contents(caFiles)));
    } catch (BadCaFile e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A factory of TLS sockets that trust these. */
  public SSLSocketFactory socketFactory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has TLS
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    explained(chain, () -> current().checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    explained(chain, () -> current().checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    explained(chain, () -> current().checkServerTrusted(chain, authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return loaded.get().roots().getAcceptedIssuers();
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static void explained(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw new UntrustedCertificate(chain, e);
    }
  }

  private X509ExtendedTrustManager current() {
    try {
      List<byte[]> contents = contents(files);
      if (!loaded.get().isFrom(contents)) {
        loaded.set(load(files, contents));
        LOG.info("Read the certificate authorities again, because a file has changed");
      }
      warned.set(null);
    } catch (BadCaFile e) {
      if (!String.valueOf(e.getMessage()).equals(warned.getAndSet(e.getMessage()))) {
        LOG.warn(
            "--ca-file: {}; the certificates that were read before stay trusted", e.getMessage());
      }
    }
    return loaded.get().roots();
  }

  private static List<byte[]> contents(List<CaFile> files) throws BadCaFile {
    var contents = new ArrayList<byte[]>();
    for (CaFile file : files) {
      contents.add(file.read());
    }
    return contents;
  }

  private static Loaded load(List<CaFile> files, List<byte[]> contents) throws BadCaFile {
    var own = new ArrayList<X509Certificate>();
    for (int i = 0; i < files.size(); i++) {
      own.addAll(files.get(i).certificates(contents.get(i)));
    }
    try {
      X509ExtendedTrustManager known = trusting(null);
      return new Loaded(contents, own.isEmpty() ? known : trusting(store(known, own)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JVM has no usable certificate authorities", e);
    }
  }

  private static KeyStore store(X509ExtendedTrustManager known, List<X509Certificate> own)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate root :
        Stream.concat(Stream.of(known.getAcceptedIssuers()), own.stream()).toList()) {
      store.setCertificateEntry(Integer.toString(number++), root);
    }
    return store;
  }

  /**
   * @param store null for the JVM's own
   */
  private static X509ExtendedTrustManager trusting(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }
}
