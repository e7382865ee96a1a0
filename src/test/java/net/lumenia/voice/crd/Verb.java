package net.lumenia.voice.crd;

import static java.util.Locale.ROOT;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;

/** How a manifest is sent to the API server. Unknown fields are errors, as for kubectl. */
enum Verb {
  /** The whole object, as {@code kubectl create} and {@code kubectl replace} send it. */
  REPLACE {
    @Override
    void send(KubernetesClient client, GenericKubernetesResource resource) {
      Resource<GenericKubernetesResource> handle = client.resource(resource);
      GenericKubernetesResource existing = handle.get();
      if (existing == null) {
        handle.fieldValidation(Validation.STRICT).create();
      } else {
        resource.getMetadata().setResourceVersion(existing.getMetadata().getResourceVersion());
        handle.fieldValidation(Validation.STRICT).update();
      }
    }
  },

  /** A server-side apply, as GitOps tools and {@code kubectl apply --server-side} send it. */
  APPLY {
    @Override
    void send(KubernetesClient client, GenericKubernetesResource resource) {
      client.resource(resource).fieldValidation(Validation.STRICT).serverSideApply();
    }
  };

  /** The name in file names and comments. */
  String label() {
    return name().toLowerCase(ROOT);
  }

  abstract void send(KubernetesClient client, GenericKubernetesResource resource);
}
