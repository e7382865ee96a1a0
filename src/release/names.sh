# shellcheck shell=bash disable=SC2034
# Sourced by the release scripts: names of artifacts and of the registry.
# RELEASE_REGISTRY   overrides the registry
# RELEASE_INSECURE   not empty: the registry uses http, for rehearsals
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=$(grep -m1 '<version>' pom.xml | sed 's/ *<version>\(.*\)<\/version>/\1/')
chart=helm/voice-operator
bundle=src/olm/bundle
architectures=(amd64 arm64)

registry=${RELEASE_REGISTRY:-ghcr.io/lumenia}
image=$registry/voice-operator
charts=$registry/charts
insecure=(${RELEASE_INSECURE:+--insecure})
plain_http=(${RELEASE_INSECURE:+--plain-http})
allow_insecure_registry=(${RELEASE_INSECURE:+--allow-insecure-registry --allow-http-registry})

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Prints the digest of a reference, or nothing if it does not exist. Fails if the registry does not answer. ghcr.io answers
# DENIED for a name that does not exist yet; a lack of permissions shows at the push.
digest_of() { # REFERENCE
  local output
  if output=$(crane digest "${insecure[@]}" "$1" 2>&1); then
    echo "${output##*$'\n'}" # the last line, after warnings
  elif ! grep -qE 'MANIFEST_UNKNOWN|NAME_UNKNOWN|DENIED|404 Not Found' <<< "$output"; then
    fail "can't check whether $1 exists: $output"
  fi
}
