package net.lumenia.voice.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.WorkspaceSlug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestNamesTest {

  @ParameterizedTest
  @CsvSource({
    "acme, acme",
    "Acme Ltd., acme-ltd",
    "Café Zürich, cafe-zurich",
    "'  -- a --  ', a",
    "7-eleven, 7-eleven",
    "日本, workspace-af726c",
    "x-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
        + " x-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  })
  void namesAreThoseOfTheWorkspaces(String workspace, String name) {
    var slug = WorkspaceSlug.ofName(workspace);
    assertThat(ManifestNames.of(List.of(slug), Set.of())).containsEntry(slug, name);
  }

  @Test
  void namesAreUnique() {
    List<WorkspaceSlug> workspaces =
        Stream.of("acme", "Acme", "shop", "taken").map(WorkspaceSlug::ofName).toList();
    assertThat(ManifestNames.of(workspaces, Set.of("taken")).values())
        .doesNotHaveDuplicates()
        .contains("shop")
        .doesNotContain("taken", "acme")
        .allSatisfy(name -> assertThat(name).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
  }

  @Test
  void aSlugThatEncodesNoNameGivesItsOwn() {
    var slug = new WorkspaceSlug("Some_Slug");
    assertThat(ManifestNames.of(List.of(slug), Set.of())).containsEntry(slug, "some-slug");
  }
}
