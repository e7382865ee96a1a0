package net.lumenia.voice.simulator.http;

import java.io.IOException;

/** What came is not HTTP/1.1; the message says why. The connection is of no more use. */
final class BadRequestException extends IOException {

  BadRequestException(String message) {
    super(message);
  }
}
