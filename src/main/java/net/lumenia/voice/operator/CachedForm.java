package net.lumenia.voice.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.cluster.ApprovalAnnotations;
import net.lumenia.voice.cluster.LastEdit;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.cache.TextCache;
import net.lumenia.voice.cluster.cache.TrimmedSpec;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * The form in which resources are cached: without what nothing here uses and tenants decide the
 * size of. It is taken on when an object is decoded, so that even a page of a list holds no more.
 */
final class CachedForm {

  private CachedForm() {}

  /**
   * Makes a mapper decode our resources into this form, and keep what it removes in a cache.
   *
   * @param labels the names of the labels that stay
   */
  static SimpleModule module(TextCache texts, Set<String> labels) {
    return new SimpleModule("cached-form")
        .setMixInAnnotation(ManagedFieldsEntry.class, WithoutFields.class)
        .setMixInAnnotation(WatchEvent.class, DirectObject.class)
        .setDeserializerModifier(
            new BeanDeserializerModifier() {
              @Serial private static final long serialVersionUID = 1L;

              @Override
              public JsonDeserializer<?> modifyDeserializer(
                  DeserializationConfig config,
                  BeanDescription bean,
                  JsonDeserializer<?> deserializer) {
                return bean.getBeanClass() == VoiceAssistant.class
                        || bean.getBeanClass() == LumeniaAccount.class
                    ? new Shortening(deserializer, texts, labels)
                    : deserializer;
              }
            });
  }

  /** The names of managed fields are often longer than the resource, and only the time is used. */
  @JsonIgnoreProperties("fieldsV1")
  private interface WithoutFields {}

  /** The API server sends the kind first, so our resources need no tree to find it. */
  private interface DirectObject {

    @JsonDeserialize(using = WatchedObject.class)
    @SuppressWarnings("UnusedMethod") // Jackson reads the annotation
    void setObject(Object resource);
  }

  /** Decodes the object of a watch event. */
  static final class WatchedObject extends StdDeserializer<KubernetesResource> {
    @Serial private static final long serialVersionUID = 1L;

    private static final String API_VERSION = HasMetadata.getApiVersion(VoiceAssistant.class);
    private static final Map<String, Class<? extends KubernetesResource>> BY_KIND =
        Map.of(
            HasMetadata.getKind(VoiceAssistant.class), VoiceAssistant.class,
            HasMetadata.getKind(LumeniaAccount.class), LumeniaAccount.class);

    WatchedObject() {
      super(KubernetesResource.class);
    }

    @Override
    public KubernetesResource deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try (var start = new TokenBuffer(parser, context)) {
        Class<? extends KubernetesResource> type =
            copyText("apiVersion", parser, start).filter(API_VERSION::equals).isPresent()
                ? copyText("kind", parser, start)
                    .<Class<? extends KubernetesResource>>map(BY_KIND::get)
                    .orElse(KubernetesResource.class)
                : KubernetesResource.class;
        var whole =
            JsonParserSequence.createFlattened(
                /* checkForExistingToken= */ true, start.asParser(parser), parser);
        whole.nextToken();
        return context.readValue(whole, type);
      }
    }

    /** Copies what precedes the value of the next key; returns the value if the key is this one. */
    private static Optional<String> copyText(String name, JsonParser parser, TokenBuffer start)
        throws IOException {
      start.copyCurrentEvent(parser);
      if (!name.equals(parser.nextFieldName())) {
        return Optional.empty();
      }
      start.copyCurrentEvent(parser);
      return Optional.ofNullable(parser.nextTextValue());
    }
  }

  private static final class Shortening extends DelegatingDeserializer {
    @Serial private static final long serialVersionUID = 1L;

    private final transient TextCache texts;
    private final transient Set<String> labels;

    private Shortening(JsonDeserializer<?> whole, TextCache texts, Set<String> labels) {
      super(whole);
      this.texts = texts;
      this.labels = labels;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> whole) {
      return new Shortening(whole, texts, labels);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Object decoded = super.deserialize(parser, context);
      if (decoded instanceof HasMetadata resource) {
        shorten(resource.getMetadata(), labels);
      }
      if (decoded instanceof VoiceAssistant assistant) {
        TrimmedSpec.trim(assistant, texts);
      }
      return decoded;
    }
  }

  /**
   * Of the annotations, only the request for a check, the approver and our own mark stay; of the
   * managed fields, only the time of the last edit.
   *
   * @param labels the names of the labels that stay
   */
  static void shorten(ObjectMeta metadata, Set<String> labels) {
    var kept = new LinkedHashMap<>(metadata.getLabels());
    kept.keySet().retainAll(labels);
    metadata.setLabels(kept);
    metadata.setFinalizers(new ArrayList<>());
    metadata.setOwnerReferences(new ArrayList<>());
    var annotations = new LinkedHashMap<String, String>();
    ReconcileAnnotation.of(metadata)
        .ifPresent(request -> annotations.put(ReconcileAnnotation.NAME, request));
    ApprovalAnnotations.approver(metadata)
        .ifPresent(user -> annotations.put(ApprovalAnnotations.APPROVED_BY, user));
    if (metadata.getAnnotations().containsKey(TrimmedSpec.TRIMMED)) {
      annotations.put(TrimmedSpec.TRIMMED, "true");
    }
    metadata.setAnnotations(annotations);
    metadata.setManagedFields(new ArrayList<>(lastEdit(metadata).map(List::of).orElse(List.of())));
  }

  private static Optional<ManagedFieldsEntry> lastEdit(ObjectMeta metadata) {
    return LastEdit.of(metadata)
        .map(Instant::toString)
        .map(time -> new ManagedFieldsEntryBuilder().withTime(time).build());
  }
}
