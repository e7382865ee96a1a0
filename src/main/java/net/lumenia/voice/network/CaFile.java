package net.lumenia.voice.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file with certificates of certificate authorities in PEM. Text around them, and blocks of other
 * kinds, are ignored.
 */
record CaFile(Path path) {

  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(.*?)-----END (?:X509 |TRUSTED )?CERTIFICATE-----",
          Pattern.DOTALL);

  /** The file can't be used. The message names the file and what is wrong with it. */
  static final class BadCaFile extends IOException {

    private static final long serialVersionUID = 1;

    BadCaFile(Path path, String problem) {
      super("%s %s".formatted(path, problem));
    }
  }

  /**
   * Reads the file.
   *
   * @throws BadCaFile if it can't be read
   */
  byte[] read() throws BadCaFile {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new BadCaFile(path, "does not exist");
    } catch (IOException e) {
      throw new BadCaFile(path, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * The certificates in the content of the file.
   *
   * @throws BadCaFile if there are none, or if one is invalid
   */
  List<X509Certificate> certificates(byte[] content) throws BadCaFile {
    var certificates = new ArrayList<X509Certificate>();
    var blocks = CERTIFICATE.matcher(new String(content, ISO_8859_1));
    while (blocks.find()) {
      certificates.add(certificate(blocks.group(1), certificates.size() + 1));
    }
    if (certificates.isEmpty()) {
      throw new BadCaFile(
          path,
          content.length == 0
              ? "is empty; it must contain PEM certificates"
              : "contains no PEM certificate (-----BEGIN CERTIFICATE-----)");
    }
    return certificates;
  }

  private X509Certificate certificate(String base64, int number) throws BadCaFile {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new BadCaFile(
          path, "is invalid: certificate %d cannot be read: %s".formatted(number, e.getMessage()));
    }
  }
}
