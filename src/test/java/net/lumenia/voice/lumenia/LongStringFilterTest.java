package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Only strings that no {@link JsonShape} would keep are shortened, at any read boundary. */
class LongStringFilterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void shortStringsAreUnchanged(@ForAll String text, @ForAll @IntRange(min = 1, max = 9) int step)
      throws IOException {
    byte[] json = JSON.writeValueAsBytes(new String[] {text, "\\\"", text});
    assertThat(read(json, step)).isEqualTo(json);
    byte[] any = text.getBytes(UTF_8);
    assertThat(read(any, step)).isEqualTo(any);
  }

  @Property(tries = 30)
  void shortenedStringIsStillTooLong(
      @ForAll @IntRange(min = 1, max = 9_000) int step, @ForAll @IntRange(max = 3) int kind)
      throws IOException {
    String one = new String[] {"x", "\u20ac", "\ud83d\ude00", "\\ud83d\\ude00"}[kind];
    String json = "[\"%s\",\"\\\\\",\"after\"]".formatted(one.repeat(900_000));
    String[] read = JSON.readValue(read(json.getBytes(UTF_8), step), String[].class);
    assertThat(read[0].length()).isBetween(LongStringFilter.MAX - 1, LongStringFilter.MAX);
    assertThat(read[0].length()).isGreaterThan(2 * JsonShape.MAX_TEXT);
    assertThat(read[1]).isEqualTo("\\");
    assertThat(read[2]).isEqualTo("after");
  }

  @Example
  void byteByByte() throws IOException {
    var json = new LongStringFilter(new ByteArrayInputStream("\"é\"".getBytes(UTF_8)));
    assertThat(new int[] {json.read(), json.read(), json.read(), json.read(), json.read()})
        .containsExactly('"', 0xc3, 0xa9, '"', -1);
  }

  private static byte[] read(byte[] json, int step) throws IOException {
    InputStream in = new LongStringFilter(new ByteArrayInputStream(json));
    var out = new ByteArrayOutputStream();
    var bytes = new byte[step];
    for (int read = in.read(bytes, 0, step); read >= 0; read = in.read(bytes, 0, step)) {
      out.write(bytes, 0, read);
    }
    return out.toByteArray();
  }
}
