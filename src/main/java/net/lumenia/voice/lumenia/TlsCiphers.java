package net.lumenia.voice.lumenia;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import okhttp3.CipherSuite;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/**
 * The order of TLS cipher suites. The operator runs with the JVM's first compiler only, which has
 * no machine instructions for AES-GCM: 4 KiB take 660 µs, and 90 µs with ChaCha20-Poly1305. A
 * server that does not support it, such as in FIPS mode, selects AES as usual.
 */
public final class TlsCiphers {

  private static final ConnectionSpec SPEC =
      new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
          .cipherSuites(ordered().toArray(CipherSuite[]::new))
          .build();

  private TlsCiphers() {}

  /** Makes a client prefer ChaCha20-Poly1305. */
  public static void prefer(OkHttpClient.Builder client) {
    client.connectionSpecs(List.of(SPEC, ConnectionSpec.CLEARTEXT));
  }

  private static List<CipherSuite> ordered() {
    return Objects.requireNonNull(ConnectionSpec.MODERN_TLS.cipherSuites()).stream()
        .sorted(Comparator.comparing(suite -> !suite.javaName().contains("CHACHA20")))
        .toList();
  }
}
