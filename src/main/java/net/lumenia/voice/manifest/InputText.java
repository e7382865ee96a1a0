package net.lumenia.voice.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/** Decodes the bytes of an input. */
final class InputText {

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final int UTF_16_BIG = 0xFEFF;
  private static final int UTF_16_LITTLE = 0xFFFE;

  private static final List<String> MARKUP =
      List.of("<!DOCTYPE", "<!doctype", "<html", "<HTML", "<?xml");

  private InputText() {}

  /** The text of a file that is neither binary nor in another encoding. */
  static String decode(byte[] bytes) throws Malformed {
    refuseUtf16(bytes);
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var characters = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, true);
    String text = characters.flip().toString();
    if (result.isError()) {
      throw new Malformed(
          at(text, text.length()),
          "",
          "this is not text in UTF-8; give YAML or JSON that is saved as UTF-8");
    }
    refuseControls(text);
    refuseMarkup(text);
    return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
  }

  private static void refuseUtf16(byte[] bytes) throws Malformed {
    int mark = bytes.length < 2 ? 0 : ByteBuffer.wrap(bytes).getChar();
    if (mark == UTF_16_BIG || mark == UTF_16_LITTLE) {
      throw new Malformed(Position.START, "", "this is UTF-16; save the file as UTF-8");
    }
  }

  /** Binary data, which the parsers would describe in their own ways. */
  private static void refuseControls(String text) throws Malformed {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < ' ' && character != '\t' && character != '\n' && character != '\r') {
        throw new Malformed(
            at(text, i),
            "",
            "the control character U+%04X is not allowed; in double quotes write it as \\x%02X, and"
                    .formatted((int) character, (int) character)
                + " give no binary files");
      }
    }
  }

  /** Such as the page that a proxy answers instead of a manifest. */
  private static void refuseMarkup(String text) throws Malformed {
    String start = text.stripLeading();
    if (MARKUP.stream().anyMatch(start::startsWith)) {
      throw new Malformed(Position.START, "", "this is HTML or XML; give YAML or JSON");
    }
  }

  private static Position at(String text, int index) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, index - start + 1);
  }
}
