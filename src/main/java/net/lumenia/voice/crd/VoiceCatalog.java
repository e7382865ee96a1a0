package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
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

/** What an account allows, for users and admission policies. Only the operator writes it. */
@Group(LumeniaApi.GROUP)
@Version(LumeniaApi.VERSION)
@Kind("VoiceCatalog")
@Plural("voicecatalogs")
@Singular("voicecatalog")
@ShortNames("vcat")
@Categories(LumeniaApi.CATEGORY)
@SchemaSwap(
    originalType = VoiceCatalog.class,
    fieldName = "spec",
    targetType = VoiceCatalogSpec.class)
@AdditionalPrinterColumn(
    name = "Complete",
    jsonPath = ".spec.complete",
    type = AdditionalPrinterColumn.Type.BOOLEAN,
    getDescription = "Whether the object holds the whole catalog.")
@AdditionalPrinterColumn(
    name = "Hash",
    jsonPath = ".spec.hash",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "A hash of the catalog; empty: the account has none.")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@JsonClassDescription(
    "What an account of the Lumenia API allows for voices and transcribers. The operator writes it"
        + " from the account's catalog, with the name of the LumeniaAccount, and deletes it with the"
        + " account. Admission policies use it as parameter. Changes by users are overwritten.")
public class VoiceCatalog extends CustomResource<RawJson, Void> implements Namespaced {

  /** The label of every VoiceCatalog that the operator writes, which admission policies select. */
  public static final String LABEL = "voice.lumenia.net/catalog";
}
