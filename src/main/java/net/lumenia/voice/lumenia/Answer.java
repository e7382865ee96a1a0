package net.lumenia.voice.lumenia;

import okhttp3.Headers;
import okio.ByteString;

/** What came back, read to its end or to where it stopped to be of use. */
record Answer(int code, Headers headers, Body body) {

  sealed interface Body {

    record Content(ByteString bytes) implements Body {}

    /** Its bytes are not worth having, and why. */
    record Unusable(String problem) implements Body {}
  }

  boolean isSuccess() {
    return code >= 200 && code < 300;
  }
}
