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
