#!/usr/bin/env bash
# What a GPU makes of Troupe, in one command from a checkout: builds with -Pcuda and -Prapids (a download
# of 3.5 GB), runs the tests that need a GPU, among them the SQL functions' columnar form, renders the demo on
# processors and on the GPU, runs the benchmark, and writes one JSON file.
#
#   deploy/gpu-check.sh [--dry-run] [FILE]     FILE is gpu-check.json by default
#
# --dry-run looks for the GPU and prints what would be run. The exit code is 0 if every step succeeded,
# 1 if one failed (the file says which), 3 where there is no GPU.
set -euo pipefail

root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)

fail() {
  printf 'gpu-check.sh: %s\n' "$1" >&2
  exit 3
}

dry=
if [[ ${1:-} == --dry-run ]]; then
  dry=1
  shift
fi
report=$(realpath -m -- "${1:-gpu-check.json}")

command -v nvidia-smi >/dev/null ||
  fail "Cannot check a GPU: there is none, or no NVIDIA driver: no nvidia-smi was found"
gpu=$(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader) ||
  fail "Cannot check a GPU: nvidia-smi fails: ${gpu:-without a word}"
[[ -n $gpu ]] || fail "Cannot check a GPU: nvidia-smi lists none"

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
steps=()
failed=0

# Runs a step and notes how it went: its name, its command.
step() {
  local name=$1 begin code=0
  shift
  printf '%s: %s\n' "$name" "$*" >&2
  [[ -z $dry ]] || return 0
  begin=$(date +%s.%N)
  (cd -- "$root" && "$@") >"$work/$name.log" 2>&1 </dev/null || code=$?
  ((code == 0)) || {
    failed=1
    tail -n 20 -- "$work/$name.log" >&2
  }
  steps+=("$(printf '{"step": "%s", "exitCode": %d, "seconds": %.1f}' "$name" "$code" \
    "$(bc -l <<<"$(date +%s.%N) - $begin" 2>/dev/null || echo $((SECONDS)))")")
}

export TROUPE_PROFILES=cuda,rapids
demo=(./troupe animate --source "$work/demo/character.png" --driving "$work/demo/driving.mp4")

step build ./troupe --version
step tests ./mvnw -B -q -ntp -Pcuda,rapids -pl udfs -Dgroups=gpu test
step processor ./troupe demo --output "$work/demo"
step gpu-float32 "${demo[@]}" --device gpu --output "$work/float32.mp4"
step gpu-float16 "${demo[@]}" --device gpu --precision float16 --output "$work/float16.mp4"
step gpu-codecs "${demo[@]}" --device gpu --hwaccel auto --output "$work/codecs.mp4"
step benchmark ./troupe bench --output "$work/bench"
[[ -z $dry ]] || exit 0

# A text as JSON has it.
quoted() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  printf '"%s"' "${text//[[:cntrl:]]/ }"
}

# The last line of a step's output: how long and how fast.
last() {
  quoted "$(grep '^Wrote ' -- "$work/$1.log" 2>/dev/null | tail -n 1)"
}

# How many of the GPU's tests ran, from the reports of Maven's test run.
counted() {
  cat -- "$root"/udfs/target/surefire-reports/TEST-*.xml 2>/dev/null |
    sed -n "s/^<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" | awk '{sum += $1} END {print sum + 0}'
}

{
  printf '{\n  "gpu": %s,\n' "$(quoted "$gpu")"
  printf '  "commit": %s,\n' "$(quoted "$(git -C "$root" rev-parse HEAD 2>/dev/null || true)")"
  printf '  "steps": [%s],\n' "$(IFS=, && printf '%s' "${steps[*]}")"
  printf '  "tests": {"run": %d, "failures": %d, "errors": %d, "skipped": %d},\n' \
    "$(counted tests)" "$(counted failures)" "$(counted errors)" "$(counted skipped)"
  printf '  "processor": %s,\n' "$(last processor)"
  for name in float32 float16 codecs; do
    printf '  "%s": %s,\n' "$name" "$(last "gpu-$name")"
  done
  printf '  "benchmark": %s\n}\n' "$(cat -- "$work/bench/bench.json" 2>/dev/null || echo null)"
} >"$report"
printf 'Wrote %s\n' "$report"
exit "$failed"
