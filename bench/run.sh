# shellcheck shell=sh
# Sourced by the scripts in bench/: builds the program and runs a measurement.

goals=process-test-classes # of Maven; a script may set others

measure() { # MAIN CLASS [ARGUMENT...]
  . .mvn/find-java.sh
  use_java 25 || { echo "JDK 25 is needed; set JAVA_HOME to one" >&2; exit 1; }
  main=$1
  shift
  # shellcheck disable=SC2086 # this is a list
  ./mvnw -q $goals >&2
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "target/test-classes:target/classes:$(cat target/test-classpath)" \
    "net.lumenia.voice.bench.$main" "$@"
}
