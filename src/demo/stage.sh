# shellcheck shell=bash
# Helpers of ./demo: build, start, print, wait, check and clean up. The scenes are in ./demo.
#
# A supervisor in the background owns all processes. The script sends it commands through a named pipe. When the script
# ends, even by SIGKILL, the pipe closes, and the supervisor stops the processes that it started and nothing else. With
# --keep the supervisor holds the pipe open itself until `demo --stop`.

readonly STAGES=${TMPDIR:-/tmp}/voice-operator-demo

if [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' cyan=$'\e[36m' plain=$'\e[0m'
else
  bold='' dim='' red='' green='' cyan='' plain=''
fi

# --- Output --------------------------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }
note() { printf '%s\n' "${dim}$*${plain}"; }
good() { printf '%s\n' "${green}ok${plain}  $*"; }

scene() { # HEADING
  scene=$1
  printf '\n%s\n' "${bold}$((++scenes)). $1${plain}"
  [ -z "${api-}" ] || mark
}

fail() { # MESSAGE [NAME of a process whose log is printed, too]
  failure_printed=yes
  printf '\n%s\n' "${red}FAILED${plain} ${scene:+in scene $scenes, \"$scene\"}" >&2
  printf '%s\n' "$1" >&2
  if [ -n "${2-}" ] && [ -s "$stage/$2.log" ]; then
    printf '\n%s\n' "The end of the log of $2:" >&2
    tail -n 25 "$stage/$2.log" | indent >&2
  fi
  exit 1
}

indent() { sed 's/^/    /'; }

typed() { # COMMAND...: prints it in shell syntax
  local word line='$'
  for word; do
    case $word in
      '' | *[!A-Za-z0-9_./:=,@%+-]*) line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '%s\n' "${cyan}$line${plain}"
}

run() { # COMMAND...: prints it and its output; fails if it fails
  typed "$@"
  "$@" > "$stage/output" 2>&1 || fail "expected: the command succeeds
found: exit code $?
$(indent < "$stage/output")" operator
  show_output
}

refused() { # TEXT COMMAND...: prints it and its output; fails unless it fails with the text
  local text=$1
  shift
  typed "$@"
  if "$@" > "$stage/output" 2>&1 || ! grep -qF -- "$text" "$stage/output"; then
    fail "expected: refused with: $text
found: $(cat "$stage/output")"
  fi
  show_output
}

show_output() { printf '%s\n' "$(< "$stage/output")" | indent; }

# --- Waits and checks ----------------------------------------------------------------------------------------------

now() { # milliseconds
  if [ -n "${EPOCHREALTIME-}" ]; then
    local micros=${EPOCHREALTIME/[.,]/}
    printf '%s\n' "${micros%???}"
  else
    printf '%s000\n' "$(date +%s)"
  fi
}

since() { # MILLISECONDS -> such as 1.3 s
  local past=$(($(now) - $1))
  printf '%d.%d s\n' $((past / 1000)) $((past % 1000 / 100))
}

until_true() { # SECONDS WHAT NAME COMMAND...: retries while the process NAME runs
  local deadline=$(($(now) + $1 * 1000)) what=$2 name=$3
  shift 3
  until "$@"; do
    is_running "$name" || fail "expected: $what
found: $name ended" "$name"
    [ "$(now)" -lt "$deadline" ] || fail "expected: $what
found: not within the time limit" "$name"
    sleep 0.1
  done
}

expect() { # WHAT EXPECTED FOUND
  [ "$2" = "$3" ] || fail "$1
expected: $2
found:    $3" operator
}

until_ready() { # RESOURCE...: fails with the current status
  kubectl wait --timeout=30s --for=condition=Ready "$@" > "$stage/wait" 2>&1 && return
  fail "expected: $* become Ready within 30 s
found: $(cat "$stage/wait")
$(kubectl get voiceassistants,lumeniaaccounts -o wide)" operator
}

until_reason() { # REASON RESOURCE...
  local reason=$1
  shift
  kubectl wait --timeout=30s --for="jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}=$reason" "$@" \
    > "$stage/wait" 2>&1 && return
  fail "expected: $* become not Ready within 30 s, with reason $reason
found: $(cat "$stage/wait")
$(kubectl get voiceassistants,lumeniaaccounts -o wide)" operator
}

# --- The simulated API ---------------------------------------------------------------------------------------------

mark() { # patches() shows only requests after this
  local answer
  answer=$(curl "$api/_control/requests?since=999999999")
  marked=${answer#*'"last":'}
  marked=${marked%%,*}
}

# One line for each PATCH since the mark: workspace, status, body.
patches() { # [WORKSPACE]
  local answer
  answer=$(curl "$api/_control/requests?method=PATCH&since=$marked${1:+&workspace=$1}")
  printf '%s\n' "${answer//'},{"sequence"'/$'}\n{"sequence"'}" |
    sed -n 's/.*"workspace":"\([^"]*\)".*"status":\([0-9]*\),"applied":[a-z]*,[^{]*"body":\(.*\)}$/\1 \2 \3/p' |
    sed 's/}\]$//'
}

patched() { [ -n "$(patches "$1")" ]; }

show_patches() { # with line breaks added
  local workspace status body key
  note "sent:"
  while read -r workspace status body; do
    for key in prompt voice transcriber fallbackVoices fallbackTranscribers number_id; do
      body=${body//",\"$key\":"/$',\n "'$key'":'}
    done
    body=${body//'},{'/$'},\n   {'}
    printf '    %s\n' "${bold}PATCH $workspace: $status${plain}"
    printf '%s\n' "$body" | sed 's/^/      /'
  done < <(patches)
}

# --- Build and start -----------------------------------------------------------------------------------------------

require() { # COMMAND PURPOSE
  command -v "$1" > /dev/null || fail "$1 is not on the PATH; it is needed $2"
}

is_built() {
  local last=target/voice-operator/lib/voice-operator.aot
  [ -r "$last" ] && [ -r target/test-classpath ] && [ -z "$(find pom.xml src/main src/test .mvn -newer "$last" -print -quit)" ]
}

build() {
  # Of two demos at once, the second one waits for the build of the first one.
  mkdir -p target
  exec 9> target/demo.lock
  ! command -v flock > /dev/null || flock -n 9 || { note "waiting for another demo to build"; flock 9; }
  if is_built; then
    note "target/voice-operator is up to date"
  else
    build_all
  fi
  exec 9>&-
}

build_all() {
  local started line status=0
  started=$(now)
  say "building; the first build takes minutes, because it downloads the libraries"
  typed ./mvnw package -DskipTests
  ./mvnw --batch-mode package -DskipTests 2>&1 | tee "$stage/build.log" | show_steps || status=$?
  if [ "$status" != 0 ]; then
    grep -E '^\[(ERROR|WARNING)\]' "$stage/build.log" | head -n 25 | indent >&2
    fail "expected: the build succeeds; found: exit code $status" build
  fi
  good "built in $(since "$started")"
}

show_steps() { # a line for each step of Maven, and a line every 20 s without one
  local line status
  while true; do
    status=0
    IFS= read -r -t 20 line || status=$?
    if [ "$status" -gt 128 ]; then
      note "    still building"
    elif [ "$status" != 0 ]; then
      return 0
    elif [[ $line == '[INFO] --- '* ]]; then
      line=${line#'[INFO] --- '}
      note "    ${line% @ *}"
    fi
  done
}

set_up_stage() {
  stage=$(mktemp -d "$STAGES.XXXXXX")
  mkfifo "$stage/commands"
  supervise < "$stage/commands" > "$stage/supervisor.log" 2>&1 &
  supervisor=$!
  exec 3> "$stage/commands"
  trap tear_down_stage EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

tear_down_stage() { # at every exit
  local status=$?
  trap - EXIT
  trap '' HUP INT TERM
  case $status in
    0 | 129 | 130 | 143) ;;
    *) [ -n "${failure_printed-}" ] || printf '\n%s\n' "${red}FAILED${plain} exit code $status in scene $scenes" >&2 ;;
  esac
  [ -z "${kept-}" ] || exit "$status"
  exec 3>&- # the supervisor stops everything
  [ -z "${started_any-}" ] || note "stopping the operator, the simulator and the control plane"
  if ! wait "$supervisor"; then
    printf '%s\n' "${red}FAILED${plain} a process did not end with exit code 0 within 45 s after SIGTERM" >&2
    [ "$status" != 0 ] || status=1
  fi
  exit "$status"
}

start() { # NAME COMMAND...
  local name=$1
  shift
  started_any=yes
  printf 'start %s %s\n' "$name" "$(printf '%q ' "$@")" >&3
  until [ -s "$stage/$name.pid" ]; do
    kill -0 "$supervisor" || fail "expected: the supervisor runs; found: it ended"
    sleep 0.05
  done
}

start_typed() { # NAME COMMAND...: prints it, too
  typed "${@:2}"
  start "$@"
}

is_running() { kill -0 "$(cat "$stage/$1.pid")" 2> /dev/null; }

# The supervisor: runs the commands on its standard input. At its end, stops all processes in reverse order.
supervise() {
  local verb name command names=()
  trap '' HUP INT
  trap 'end_everything; exit 143' TERM
  while read -r verb name command; do
    case $verb in
      start)
        eval "exec $command" < /dev/null > "$stage/$name.log" 2>&1 &
        printf '%s\n' $! > "$stage/$name.pid"
        names=("$name" ${names[@]+"${names[@]}"})
        ;;
      keep) exec 3> "$stage/commands" ;;
      stop) break ;;
    esac
  done
  end_everything
}

end_everything() {
  local name unclean=0
  for name in ${names[@]+"${names[@]}"}; do
    # The control plane is a test program: its exit code is not part of the test.
    end "$(cat "$stage/$name.pid")" || [ "$name" = control-plane ] || unclean=1
  done
  rm -rf "$stage"
  return "$unclean"
}

end() { # PID of a child: stops it and returns its exit code
  local attempt
  kill -TERM "$1" 2> /dev/null || true
  for ((attempt = 0; attempt < 450; attempt++)); do
    kill -0 "$1" 2> /dev/null || break
    sleep 0.1
  done
  kill -KILL "$1" 2> /dev/null || true
  wait "$1"
}

keep_stage() {
  kept=yes
  printf '%s\n' "$supervisor" > "$stage/kept"
  printf 'keep\n' >&3
}

# Stops everything that --keep left running.
stop_kept_stages() {
  local stage supervisor found=
  for stage in "$STAGES".*; do
    if ! [ -O "$stage" ] || ! [ -r "$stage/kept" ]; then
      continue
    fi
    found=yes
    supervisor=$(cat "$stage/kept")
    if kill -0 "$supervisor" 2> /dev/null; then
      exec 4<> "$stage/commands" # also for reading, so that the open does not block if the supervisor is ending
      printf 'stop\n' >&4
      until_ended "$supervisor" || fail "expected: the demo in $stage ends within 60 s; found: it still runs"
      exec 4>&-
      good "stopped the demo in $stage"
    else
      rm -rf "$stage"
      good "removed the files of a demo in $stage"
    fi
  done
  [ -n "$found" ] || say "no demo is running"
}

until_ended() { # PID
  local deadline=$(($(now) + 60000))
  while kill -0 "$1" 2> /dev/null; do
    [ "$(now)" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}
