package net.lumenia.voice.operator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.cluster.cache.TrimmedSpec;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.operator.metrics.LastEdit;

/**
 * The form in which resources are cached: without what nothing here uses and tenants decide the
 * size of. It is taken on when an object is decoded, so that even a page of a list holds no more.
 */
final class CachedForm {

  private static final String OUR_ANNOTATIONS = "voice.lumenia.net/";

  private CachedForm() {}

  /** Makes a mapper decode our resources into this form. */
  static SimpleModule module() {
    return new SimpleModule("cached-form")
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
                    ? new Shortening(deserializer)
                    : deserializer;
              }
            });
  }

  private static final class Shortening extends DelegatingDeserializer {
    @Serial private static final long serialVersionUID = 1L;

    private Shortening(JsonDeserializer<?> whole) {
      super(whole);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> whole) {
      return new Shortening(whole);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Object decoded = super.deserialize(parser, context);
      if (decoded instanceof HasMetadata resource) {
        shorten(resource.getMetadata());
      }
      if (decoded instanceof VoiceAssistant assistant) {
        TrimmedSpec.trim(assistant);
      }
      return decoded;
    }
  }

  /**
   * Of the annotations, only our own stay; of the managed fields, only the time of the last edit.
   */
  static void shorten(ObjectMeta metadata) {
    metadata.setLabels(new LinkedHashMap<>());
    metadata.setFinalizers(new ArrayList<>());
    metadata.setOwnerReferences(new ArrayList<>());
    var annotations = new LinkedHashMap<>(metadata.getAnnotations());
    annotations.keySet().removeIf(name -> !name.startsWith(OUR_ANNOTATIONS));
    metadata.setAnnotations(annotations);
    metadata.setManagedFields(new ArrayList<>(lastEdit(metadata).map(List::of).orElse(List.of())));
  }

  private static Optional<ManagedFieldsEntry> lastEdit(ObjectMeta metadata) {
    return LastEdit.of(metadata)
        .map(Instant::toString)
        .map(time -> new ManagedFieldsEntryBuilder().withTime(time).build());
  }
}
