package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account allows and has, as flat lists that a CEL expression finds by their keys. The
 * bounds keep the object below the size that the API server stores, and expressions within its cost
 * budget.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("The values that the account allows.")
public record VoiceCatalogSpec(
    @Required
        @JsonProperty(required = true)
        @Size(max = 64)
        @JsonPropertyDescription(
            "A hash of the catalog, the same as status.catalog.hash of the account. Empty: the"
                + " account has no catalog.")
        String hash,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription(
            "False: the catalog is larger than this object may be, so lists are cut or left out.")
        boolean complete,
    @Required
        @JsonProperty(required = true)
        @Size(max = MAX_LISTS)
        @JsonPropertyDescription(
            "The lists of allowed values. What has no list here is judged by the API alone.")
        List<AllowedList> allowed) {

  /** The maximum number of lists. */
  public static final int MAX_LISTS = 256;

  /** The maximum number of values in a list. */
  public static final int MAX_VALUES = 10_000;

  /** The maximum number of models that share a list of languages. */
  public static final int MAX_MODELS = 256;

  /** The maximum length of a value in characters, as in a VoiceAssistant. */
  public static final int MAX_LENGTH = 256;

  /** The values that are allowed for one key of a voice or transcriber. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AllowedList(
      @Required
          @JsonProperty(required = true)
          @Size(max = 64)
          @JsonPropertyDescription(
              "The key: voice.provider, voice.voiceId, voice.model, transcriber.provider,"
                  + " transcriber.model, transcriber.language or phoneNumber.")
          String key,
      @Size(max = MAX_LENGTH)
          @JsonPropertyDescription(
              "The provider to which the values belong. Absent: the values are providers or phone"
                  + " numbers.")
          @Nullable String provider,
      @Size(max = MAX_MODELS)
          @JsonPropertyDescription(
              "The models to which the values belong. Absent: the values are no languages.")
          @Nullable List<@Size(max = MAX_LENGTH) String> models,
      @Required
          @JsonProperty(required = true)
          @JsonPropertyDescription(
              "True: other values are not allowed. False: others may be, because the catalog does not"
                  + " say or the list is cut.")
          boolean complete,
      @Required
          @JsonProperty(required = true)
          @Size(max = MAX_VALUES)
          @JsonPropertyDescription("The values in alphabetical order, ignoring case.")
          List<@Size(max = MAX_LENGTH) String> values) {}
}
