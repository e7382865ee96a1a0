package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private certificate authorities, with a real TLS server. */
class CaFileTest {

  private final HeldCertificate authority = TlsApi.authority("Corp CA");
  private final HeldCertificate other = TlsApi.authority("Other CA");

  @TempDir private Path directory;

  @Test
  void certificateOfAnOwnAuthorityIsTrusted() {
    try (var api = new TlsApi(TlsApi.certificateOf(authority).build())) {
      assertGood(api, client(write("one.pem", authority)));
      assertGood(api, client(write("many.pem", other, authority)));
      assertGood(api, client(write("a.pem", other), write("b.pem", authority)));
    }
  }

  @Test
  void unknownAuthorityIsNamed() {
    try (var api = new TlsApi(TlsApi.certificateOf(authority).build())) {
      String expected =
          "TLS with 127.0.0.1 failed: the certificate CN=the API, issued by CN=Corp CA, is not"
              + " trusted, because no trusted certificate authority is called CN=Corp CA; if it is"
              + " your own, add its certificate with --ca-file";
      assertThat(message(api, TlsApi.client(Map.of()))).isEqualTo(expected);
      assertThat(message(api, client(write("other.pem", other)))).isEqualTo(expected);
    }
  }

  @Test
  void expiredCertificateIsNamed() {
    Instant end = Instant.parse("2026-01-02T03:04:05Z");
    HeldCertificate expired =
        TlsApi.certificateOf(authority)
            .validityInterval(end.minus(Duration.ofDays(9)).toEpochMilli(), end.toEpochMilli())
            .build();
    try (var api = new TlsApi(expired)) {
      assertThat(message(api, client(write("ca.pem", authority))))
          .isEqualTo(
              "TLS with 127.0.0.1 failed: the certificate CN=the API, issued by CN=Corp CA, expired"
                  + " at 2026-01-02T03:04:05Z; renew it on the server");
    }
  }

  @Test
  void certificateThatIsNotYetValidIsNamed() {
    Instant start = Instant.parse("2126-01-02T03:04:05Z");
    HeldCertificate early =
        TlsApi.certificateOf(authority)
            .validityInterval(start.toEpochMilli(), start.plus(Duration.ofDays(9)).toEpochMilli())
            .build();
    try (var api = new TlsApi(early)) {
      assertThat(message(api, client(write("ca.pem", authority))))
          .startsWith(
              "TLS with 127.0.0.1 failed: the certificate CN=the API, issued by CN=Corp CA, is"
                  + " valid only from 2126-01-02T03:04:05Z on, and here it is 20");
    }
  }

  @Test
  void namesOfACertificateForAnotherHostAreListed() {
    HeldCertificate elsewhere =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("a.example")
            .addSubjectAlternativeName("*.b.example")
            .build();
    try (var api = new TlsApi(elsewhere)) {
      assertThat(message(api, client(write("ca.pem", authority))))
          .isEqualTo(
              "TLS with 127.0.0.1 failed: its certificate is for a.example, *.b.example; correct the"
                  + " host of the base URL, or the certificate");
    }
  }

  @Test
  void changedFileTakesEffectWithoutARestart() {
    Path file = write("ca.pem", other);
    try (var api = new TlsApi(TlsApi.certificateOf(authority).build())) {
      LumeniaClient client = client(file);
      assertThat(Api.failure(api.get(client))).isInstanceOf(Unavailable.class);
      write("ca.pem", authority);
      assertGood(api, client);
    }
  }

  /** Kubernetes replaces the files of a volume by exchanging the symbolic link of their folder. */
  @Test
  void fileThatIsReplacedThroughASymbolicLinkTakesEffect() throws IOException {
    TlsApi.write(Files.createDirectory(directory.resolve("..1")).resolve("ca.crt"), other);
    TlsApi.write(Files.createDirectory(directory.resolve("..2")).resolve("ca.crt"), authority);
    Path data = Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
    Path file = Files.createSymbolicLink(directory.resolve("ca.crt"), Path.of("..data", "ca.crt"));
    try (var api = new TlsApi(TlsApi.certificateOf(authority).build())) {
      LumeniaClient client = client(file);
      assertThat(Api.failure(api.get(client))).isInstanceOf(Unavailable.class);
      Path next = Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..2"));
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
      assertGood(api, client);
    }
  }

  @Test
  void fileThatBecomesBadChangesNothing() throws IOException {
    Path file = write("ca.pem", authority);
    try (var first = new TlsApi(TlsApi.certificateOf(authority).build());
        var second = new TlsApi(TlsApi.certificateOf(authority).build());
        var third = new TlsApi(TlsApi.certificateOf(other).build())) {
      LumeniaClient client = client(file);
      Files.writeString(file, "nonsense");
      assertGood(first, client);
      Files.delete(file);
      assertGood(second, client);
      write("ca.pem", other);
      assertGood(third, client);
    }
  }

  private LumeniaClient client(Path... files) {
    return TlsApi.client(Map.of(), files);
  }

  private Path write(String name, HeldCertificate... certificates) {
    return TlsApi.write(directory.resolve(name), certificates);
  }

  private static void assertGood(TlsApi api, LumeniaClient client) {
    assertThat(Api.value(api.get(client)).values()).hasSize(1);
  }

  private static String message(TlsApi api, LumeniaClient client) {
    ApiFailure failure = Api.failure(api.get(client));
    assertThat(failure).isInstanceOf(Unavailable.class);
    return failure.message();
  }
}
