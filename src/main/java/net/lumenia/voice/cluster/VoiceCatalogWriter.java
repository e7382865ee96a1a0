package net.lumenia.voice.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceCatalog;
import net.lumenia.voice.crd.VoiceCatalogSpec;

/** Writes VoiceCatalogs with one request each, by server-side apply: it undoes changes of users. */
public final class VoiceCatalogWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("voice-operator")
          .withForce(true)
          .build();

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  public VoiceCatalogWriter(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /**
   * Creates or replaces the VoiceCatalog of an account.
   *
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  public void write(LumeniaAccount account, VoiceCatalogSpec spec) {
    VoiceCatalog catalog = of(account, spec);
    limit.call(() -> kubernetes.resource(catalog).patch(APPLY, catalog));
  }

  private static VoiceCatalog of(LumeniaAccount account, VoiceCatalogSpec spec) {
    var metadata = account.getMetadata();
    var catalog = new VoiceCatalog();
    catalog.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .addToLabels(VoiceCatalog.LABEL, "true")
            .addNewOwnerReference()
            .withApiVersion(account.getApiVersion())
            .withKind(account.getKind())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .withController(true)
            .endOwnerReference()
            .build());
    catalog.setSpec(new RawJson(JSON.valueToTree(spec)));
    return catalog;
  }
}
