package net.lumenia.voice.cli;

import java.time.Duration;
import net.lumenia.voice.spec.DurationText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts options with a {@link DurationText}. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return DurationText.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not a duration; write it like 250ms, 90s, 5m or 1h30m"
                        .formatted(text)));
  }
}
