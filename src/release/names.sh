# shellcheck shell=bash disable=SC2034
# Sourced by the scripts of a release: what is released, and where it goes.
# RELEASE_REGISTRY   another registry
# RELEASE_INSECURE   not empty: it speaks http, for rehearsals
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

# Prints the digest of what has a name in the registry, and nothing if nothing has. A registry that does not answer is no
# permission to write. ghcr.io denies what does not exist yet; who may not write is told so by the push.
digest_of() { # REFERENCE
  local said
  if said=$(crane digest "${insecure[@]}" "$1" 2>&1); then
    echo "${said##*$'\n'}" # warnings before it
  elif ! grep -qE 'MANIFEST_UNKNOWN|NAME_UNKNOWN|DENIED|404 Not Found' <<< "$said"; then
    fail "cannot tell whether $1 is there: $said"
  fi
}
