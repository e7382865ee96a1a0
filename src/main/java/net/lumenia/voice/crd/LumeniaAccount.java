package net.lumenia.voice.crd;

import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Access to an account of the Lumenia API. The schema is that of the records, the content raw. */
@Group(LumeniaApi.GROUP)
@Version(LumeniaApi.VERSION)
@Kind("LumeniaAccount")
@Plural("lumeniaaccounts")
@Singular("lumeniaaccount")
@ShortNames("lacc")
@Categories(LumeniaApi.CATEGORY)
@SchemaSwap(
    originalType = LumeniaAccount.class,
    fieldName = "spec",
    targetType = LumeniaAccountSpec.class)
@SchemaSwap(
    originalType = LumeniaAccount.class,
    fieldName = "status",
    targetType = LumeniaAccountStatus.class)
public class LumeniaAccount extends CustomResource<RawJson, RawJson> implements Namespaced {

  /** The spec; invalid if it is missing or not what the schema says. */
  public Decoded<LumeniaAccountSpec> decodeSpec() {
    return Decoder.decode("spec", getSpec(), LumeniaAccountSpec.class);
  }

  /** The status. One that is missing or can't be read is as good as none: it is written anew. */
  public LumeniaAccountStatus decodeStatus() {
    return switch (Decoder.decode("status", getStatus(), LumeniaAccountStatus.class)) {
      case Decoded.Valid<LumeniaAccountStatus>(LumeniaAccountStatus status) -> status;
      case Decoded.Invalid<LumeniaAccountStatus> _ -> LumeniaAccountStatus.empty();
    };
  }
}
