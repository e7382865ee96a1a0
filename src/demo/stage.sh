# shellcheck shell=bash
# The machinery of ./demo: what builds, starts, shows, waits, checks and clears up. The story is in ./demo.
#
# A keeper in the background owns every process. The script holds it on a leash, a named pipe: it tells the keeper
# through it what to start, and however the script ends, SIGKILL included, the pipe closes and the keeper ends
# everything that it started, and nothing else. With --keep the keeper holds the leash itself until `demo --stop`.

readonly STAGES=${TMPDIR:-/tmp}/voice-operator-demo

if [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' cyan=$'\e[36m' plain=$'\e[0m'
else
  bold='' dim='' red='' green='' cyan='' plain=''
fi

# --- What is shown -------------------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }
note() { printf '%s\n' "${dim}$*${plain}"; }
good() { printf '%s\n' "${green}ok${plain}  $*"; }

scene() { # HEADING
  scene=$1
  printf '\n%s\n' "${bold}$((++scenes)). $1${plain}"
  [ -z "${api-}" ] || mark
}

fail() { # MESSAGE [NAME of the process whose log tells more]
  told_failure=yes
  printf '\n%s\n' "${red}FAILED${plain} ${scene:+in scene $scenes, \"$scene\"}" >&2
  printf '%s\n' "$1" >&2
  if [ -n "${2-}" ] && [ -s "$stage/$2.log" ]; then
    printf '\n%s\n' "The end of the log of $2:" >&2
    tail -n 25 "$stage/$2.log" | indent >&2
  fi
  exit 1
}

indent() { sed 's/^/    /'; }

typed() { # COMMAND...: as a person would type it
  local word line='$'
  for word; do
    case $word in
      '' | *[!A-Za-z0-9_./:=,@%+-]*) line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '%s\n' "${cyan}$line${plain}"
}

run() { # COMMAND...: shows it and what it says; fails with it
  typed "$@"
  "$@" > "$stage/output" 2>&1 || fail "expected: the command succeeds
found: exit code $?
$(indent < "$stage/output")" operator
  show_output
}

refused() { # TEXT COMMAND...: shows it and what it says; fails unless it is refused and says the text
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

# --- What is waited for and checked --------------------------------------------------------------------------------

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

until_true() { # SECONDS WHAT NAME COMMAND...: tries again while the process NAME lives
  local deadline=$(($(now) + $1 * 1000)) what=$2 name=$3
  shift 3
  until "$@"; do
    is_running "$name" || fail "expected: $what
found: $name ended" "$name"
    [ "$(now)" -lt "$deadline" ] || fail "expected: $what
found: still not so when the time for it was up" "$name"
    sleep 0.1
  done
}

expect() { # WHAT EXPECTED FOUND
  [ "$2" = "$3" ] || fail "$1
expected: $2
found:    $3" operator
}

until_ready() { # RESOURCE... : fails with the status found
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

mark() { # from here on, requests are new
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

show_patches() { # as they were sent, but for the line breaks
  local workspace status body key
  note "what was sent:"
  while read -r workspace status body; do
    for key in prompt voice transcriber fallbackVoices fallbackTranscribers number_id; do
      body=${body//",\"$key\":"/$',\n "'$key'":'}
    done
    body=${body//'},{'/$'},\n   {'}
    printf '    %s\n' "${bold}PATCH $workspace: $status${plain}"
    printf '%s\n' "$body" | sed 's/^/      /'
  done < <(patches)
}

# --- What is built and started -------------------------------------------------------------------------------------

require() { # COMMAND WHAT FOR
  command -v "$1" > /dev/null || fail "$1 is needed $2, and is not on the PATH"
}

is_built() {
  local last=target/voice-operator/lib/voice-operator.aot
  [ -r "$last" ] && [ -r target/test-classpath ] && [ -z "$(find pom.xml src/main src/test .mvn -newer "$last" -print -quit)" ]
}

build() {
  # Two demos at once: the second one waits, and then finds everything built.
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
  say "building; the first time this downloads the libraries, which takes minutes"
  typed ./mvnw package -DskipTests
  ./mvnw --batch-mode package -DskipTests 2>&1 | tee "$stage/build.log" | show_steps || status=$?
  if [ "$status" != 0 ]; then
    grep -E '^\[(ERROR|WARNING)\]' "$stage/build.log" | head -n 25 | indent >&2
    fail "expected: the build succeeds; found: exit code $status" build
  fi
  good "built in $(since "$started")"
}

show_steps() { # a line for each step of Maven, and a sign of life every 20 s
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

raise_stage() {
  stage=$(mktemp -d "$STAGES.XXXXXX")
  mkfifo "$stage/leash"
  keep_everything < "$stage/leash" > "$stage/keeper.log" 2>&1 &
  keeper=$!
  exec 3> "$stage/leash"
  trap strike_stage EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

strike_stage() { # at any end
  local status=$?
  trap - EXIT
  trap '' HUP INT TERM
  case $status in
    0 | 129 | 130 | 143) ;;
    *) [ -n "${told_failure-}" ] || printf '\n%s\n' "${red}FAILED${plain} exit code $status in scene $scenes" >&2 ;;
  esac
  [ -z "${kept-}" ] || exit "$status"
  exec 3>&- # lets go of the leash
  [ -z "${told_of_start-}" ] || note "ending the operator, the simulator and the control plane"
  if ! wait "$keeper"; then
    printf '%s\n' "${red}FAILED${plain} a process did not end with exit code 0 on SIGTERM, or not in time" >&2
    [ "$status" != 0 ] || status=1
  fi
  exit "$status"
}

start() { # NAME COMMAND...
  local name=$1
  shift
  told_of_start=yes
  printf 'start %s %s\n' "$name" "$(printf '%q ' "$@")" >&3
  until [ -s "$stage/$name.pid" ]; do
    kill -0 "$keeper" || fail "expected: the keeper runs; found: it does not"
    sleep 0.05
  done
}

start_typed() { # NAME COMMAND...: and shows it
  typed "${@:2}"
  start "$@"
}

is_running() { kill -0 "$(cat "$stage/$1.pid")" 2> /dev/null; }

# The keeper: obeys its standard input, and when that ends, ends everything, the last one first.
keep_everything() {
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
      keep) exec 3> "$stage/leash" ;;
      stop) break ;;
    esac
  done
  end_everything
}

end_everything() {
  local name unclean=0
  for name in ${names[@]+"${names[@]}"}; do
    # The control plane is a program for tests: what it ends with says nothing about the product.
    end "$(cat "$stage/$name.pid")" || [ "$name" = control-plane ] || unclean=1
  done
  rm -rf "$stage"
  return "$unclean"
}

end() { # PID of a child -> its exit code
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
  printf '%s\n' "$keeper" > "$stage/kept"
  printf 'keep\n' >&3
}

# Ends what --keep has left running.
strike_kept_stages() {
  local stage keeper found=
  for stage in "$STAGES".*; do
    if ! [ -O "$stage" ] || ! [ -r "$stage/kept" ]; then
      continue
    fi
    found=yes
    keeper=$(cat "$stage/kept")
    if kill -0 "$keeper" 2> /dev/null; then
      exec 4<> "$stage/leash" # for reading, too, so that it does not wait for a keeper that is just ending
      printf 'stop\n' >&4
      until_ended "$keeper" || fail "expected: the demo in $stage ends within 60 s; found: it still runs"
      exec 4>&-
      good "ended the demo in $stage"
    else
      rm -rf "$stage"
      good "removed what a demo left in $stage"
    fi
  done
  [ -n "$found" ] || say "no demo was left running"
}

until_ended() { # PID
  local deadline=$(($(now) + 60000))
  while kill -0 "$1" 2> /dev/null; do
    [ "$(now)" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}
