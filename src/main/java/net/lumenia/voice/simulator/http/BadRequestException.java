package net.lumenia.voice.simulator.http;

import java.io.IOException;

/** The client sent something other than HTTP/1.1. The message says what; the connection closes. */
final class BadRequestException extends IOException {

  BadRequestException(String message) {
    super(message);
  }
}
