package net.lumenia.voice.lumenia;

import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;

/** Prepares text from answers for display, without control characters and without the token. */
record TokenFreeText(Optional<Token> secret) {

  String clean(String text) {
    String visible = ServerText.visible(text);
    // Before the cut, which could leave a part of the token that is no longer recognised.
    return ServerText.cut(secret.map(token -> token.removedFrom(visible)).orElse(visible));
  }

  /** Whether text shows the token, also if it only does so without invisible characters. */
  boolean shows(String text) {
    return secret.isPresent()
        && (secret.get().isIn(text)
            || (ServerText.hasInvisible(text) && secret.get().isIn(ServerText.visible(text))));
  }
}
