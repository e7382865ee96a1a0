package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Completes a CRD where the generator has no annotation for it. */
final class CrdFinish {

  private final Class<?> resource;

  CrdFinish(Class<?> resource) {
    this.resource = resource;
  }

  void finish(CustomResourceDefinition crd) {
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
    orderColumns(version.getAdditionalPrinterColumns());
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    describe(root);
    root.setRequired(List.of("spec"));
    property(root, "spec").getProperties().forEach(CrdFinish::requireProvider);
    JSONSchemaProps status = property(root, "status");
    status.getProperties().values().forEach(CrdFinish::makeAtomic);
    if (status.getProperties().isEmpty()) {
      root.getProperties().remove("status");
    }
    finish(root);
  }

  /**
   * One manager writes the whole status, so its objects need no owner for each key. Such records
   * are longer than the status, and most of what a status write costs the API server.
   */
  private static void makeAtomic(JSONSchemaProps schema) {
    if (schema.getType().equals("object")) {
      schema.setXKubernetesMapType("atomic");
    }
  }

  /** The generator sorts columns by path; restores the order of the annotations. */
  private void orderColumns(List<CustomResourceColumnDefinition> columns) {
    List<String> order =
        Arrays.stream(resource.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    // The API server drops its default priority 0, which GitOps tools would report as a difference.
    columns.stream()
        .filter(column -> column.getPriority() == 0)
        .forEach(column -> column.setPriority(null));
    columns.sort(Comparator.comparingInt(column -> order.indexOf(column.getName())));
  }

  private void describe(JSONSchemaProps root) {
    root.setDescription(description(resource));
    for (SchemaSwap part : resource.getAnnotationsByType(SchemaSwap.class)) {
      property(root, part.fieldName()).setDescription(description(part.targetType()));
    }
  }

  private static String description(Class<?> type) {
    return type.getAnnotation(JsonClassDescription.class).value();
  }

  /**
   * Fallback items are not merged with live values, so each needs a provider. The rule is set on
   * the items, so that the message's path has the index. It cannot be set on their type, because
   * voice and transcriber have the same type.
   */
  private static void requireProvider(String name, JSONSchemaProps schema) {
    if (name.startsWith("fallback")) {
      var rule = new ValidationRule();
      rule.setRule("has(self.provider)");
      rule.setFieldPath(".provider");
      rule.setMessage(
          "give provider: a fallback item must be complete, because it is not merged with live values");
      schema.getItems().getSchema().getXKubernetesValidations().addFirst(rule);
    }
  }

  private static void finish(JSONSchemaProps schema) {
    schema.getProperties().forEach(CrdFinish::finishProperty);
    if (schema.getItems() != null) {
      finish(schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null) {
      finish(schema.getAdditionalProperties().getSchema());
    }
  }

  private static void finishProperty(String name, JSONSchemaProps schema) {
    finish(schema);
    if (schema.getType().equals("integer")) {
      schema.setFormat("int64");
    } else if (isTime(name)) {
      schema.setFormat("date-time");
    } else if (name.equals("conditions")) {
      // Server-side apply tracks ownership per condition, as for all conditions in Kubernetes.
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of("type"));
    }
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  private static boolean isTime(String name) {
    return name.equals("time") || name.equals("since") || name.endsWith("Time");
  }
}
