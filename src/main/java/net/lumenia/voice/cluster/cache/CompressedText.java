package net.lumenia.voice.cluster.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A text in memory. Prompts in a natural language take about half of their length. */
final class CompressedText {

  private final byte[] deflated;

  private CompressedText(byte[] deflated) {
    this.deflated = deflated;
  }

  static CompressedText of(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new Deflater(Deflater.BEST_SPEED);
        var out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("an array can always be written", e);
    }
    return new CompressedText(bytes.toByteArray());
  }

  String text() {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("an array can always be read", e);
    }
  }

  /** The length in bytes. */
  int bytes() {
    return deflated.length;
  }
}
