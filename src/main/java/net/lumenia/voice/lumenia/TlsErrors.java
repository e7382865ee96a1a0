package net.lumenia.voice.lumenia;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import net.lumenia.voice.network.UntrustedCertificate;

/**
 * Says why a TLS handshake failed: which certificate is not accepted, and what to do.
 *
 * @param clock to which the validity of certificates is compared
 */
record TlsErrors(TokenFreeText text, Clock clock) {

  /** OkHttp reports the names of a certificate only in this message. */
  private static final Pattern OTHER_NAMES =
      Pattern.compile("Hostname .* not verified:.*subjectAltNames: \\[(.*)]", Pattern.DOTALL);

  private static final String NO_PATH = "unable to find valid certification path";

  /** What went wrong and what to do, for the end of a sentence. */
  String of(SSLException e) {
    return untrusted(e).map(this::untrusted).or(() -> otherNames(e)).orElseGet(() -> reason(e));
  }

  private static Optional<UntrustedCertificate> untrusted(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
        .filter(UntrustedCertificate.class::isInstance)
        .map(UntrustedCertificate.class::cast)
        .findFirst();
  }

  private String untrusted(UntrustedCertificate e) {
    Instant now = clock.instant();
    List<X509Certificate> chain = e.chain();
    return chain.stream()
        .flatMap(certificate -> outOfDate(certificate, now).stream())
        .findFirst()
        .orElseGet(
            () ->
                String.valueOf(e.getMessage()).contains(NO_PATH)
                    ? unknownIssuer(chain.getFirst(), chain.getLast())
                    : "%s is not accepted: %s".formatted(certificate(chain.getFirst()), reason(e)));
  }

  private Optional<String> outOfDate(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      return Optional.of(
          "%s expired at %s; renew it on the server".formatted(certificate(certificate), until));
    }
    return now.isBefore(from)
        ? Optional.of(
            "%s is valid only from %s on, and here it is %s; correct the clock of this machine or"
                    .formatted(certificate(certificate), from, now)
                + " replace the certificate on the server")
        : Optional.empty();
  }

  private String unknownIssuer(X509Certificate server, X509Certificate last) {
    String issuer = text.clean(last.getIssuerX500Principal().getName());
    return "%s is not trusted, because no trusted certificate authority is called %s; if it is your own, add its"
            .formatted(certificate(server), issuer)
        + " certificate with --ca-file";
  }

  private Optional<String> otherNames(SSLException e) {
    Matcher names = OTHER_NAMES.matcher(String.valueOf(e.getMessage()));
    if (!names.matches()) {
      return Optional.empty();
    }
    String list = names.group(1).isBlank() ? "no host" : text.clean(names.group(1));
    return Optional.of(
        "its certificate is for %s; correct the host of the base URL, or the certificate"
            .formatted(list));
  }

  private String certificate(X509Certificate certificate) {
    return "the certificate %s, issued by %s,"
        .formatted(
            text.clean(certificate.getSubjectX500Principal().getName()),
            text.clean(certificate.getIssuerX500Principal().getName()));
  }

  private String reason(Throwable e) {
    return text.clean(String.valueOf(e.getMessage()));
  }
}
