# shellcheck shell=sh
# Sourced by ./mvnw, ./demo and bin/voice-operator. Sets JAVA_HOME to the first JDK of at least the given release: JAVA_HOME,
# the java on the PATH, or one in the usual folders. Without one, returns 1 and does not change JAVA_HOME.

java_release() { # JAVA_HOME -> 25
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2> /dev/null
}

find_java() ( # RELEASE -> the home of the first suitable JDK
  set +f
  on_path=$(command -v java) && on_path=$(readlink -f "$on_path")
  for home in "${JAVA_HOME-}" "${on_path%/bin/java}" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -x "$home/bin/java" ] && [ "$(java_release "$home")" -ge "$1" ] 2> /dev/null && echo "$home" && exit
  done
  exit 1
)

use_java() { # RELEASE
  found=$(find_java "$1") || return 1
  JAVA_HOME=$found
  export JAVA_HOME
}
