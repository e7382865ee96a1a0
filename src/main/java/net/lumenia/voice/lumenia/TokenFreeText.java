package net.lumenia.voice.lumenia;

import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;

/** Makes text that came from outside fit to be shown, never with the token, whoever echoes it. */
record TokenFreeText(Optional<Token> secret) {

  String clean(String text) {
    String visible = ServerText.visible(text);
    // Before the cut, which could leave a part of the token that is no longer recognised.
    return ServerText.cut(secret.map(token -> token.removedFrom(visible)).orElse(visible));
  }

  /** Whether text shows the token, also where it only does when it is made fit to be shown. */
  boolean shows(String text) {
    return secret.isPresent()
        && (secret.get().isIn(text)
            || (ServerText.hasInvisible(text) && secret.get().isIn(ServerText.visible(text))));
  }
}
