package net.lumenia.voice.operator;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of a kubeconfig's {@code tokenFile}. It is read for every request, because it is
 * replaced before it expires. While the file can't be read, the last token stays in use.
 */
final class TokenFile implements OAuthTokenProvider {

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private final Path file;
  private volatile String last = "";
  private volatile boolean warned;

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public String getToken() {
    try {
      String token = Files.readString(file).strip();
      if (token.isEmpty()) {
        warn("is empty");
      } else {
        last = token;
        warned = false;
      }
    } catch (IOException e) {
      warn("cannot be read: " + e);
    }
    return last;
  }

  private void warn(String problem) {
    if (!warned) {
      warned = true;
      LOG.warn("tokenFile {} of the kubeconfig {}; the last token stays in use", file, problem);
    }
  }
}
