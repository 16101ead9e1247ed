#!/usr/bin/env bash
# Runs Troupe on a cluster: spark-submit with the job JAR and the JVM flags that Troupe needs.
#
#   deploy/submit.sh [--profile NAME,...] [spark-submit options] -- command [Troupe's options]
#   deploy/submit.sh --profile standalone,gpu --master spark://host:7077 -- \
#     animate --source s3a://b/a.png --driving s3a://b/c.mp4 --output s3a://b/out/ac.mp4
#
# A profile is a file of settings in conf/spark; common.conf comes before the first one. What stands
# later wins, and the options of spark-submit win over all files.
#
#   SPARK_HOME   the distribution of Spark 4; its bin/spark-submit is used, else the PATH's
#   TROUPE_JAR   the job JAR, where it is not the one that ./mvnw package built; may be a URI
#   TROUPE_CACHE where the driver unpacks models and libraries; for executors a profile says it
#
# The exit code is Troupe's in client mode; 3 where there is no Spark or no job JAR.
set -euo pipefail

fail() {
  printf 'submit.sh: %s\n' "$1" >&2
  exit 3
}

root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)

submit=$(command -v spark-submit || true)
[[ -z ${SPARK_HOME:-} ]] || submit=$SPARK_HOME/bin/spark-submit
[[ -x $submit ]] || fail "Cannot start: no spark-submit; set SPARK_HOME to a distribution of Spark 4"

jar=${TROUPE_JAR:-}
if [[ -z $jar ]]; then
  for candidate in "$root"/pipeline/target/troupe-pipeline-*-job.jar; do
    jar=$candidate
  done
fi
[[ $jar == *:/* || -f $jar ]] ||
  fail "Cannot start: no job JAR at ${jar:-pipeline/target}; build it with ./mvnw package or set TROUPE_JAR"

# Reads a file of settings, "key value" by line, into --conf options.
settings=()
read_profile() {
  local file=$root/conf/spark/$1.conf key value
  [[ -f $file ]] || fail "Cannot use the profile $1: there is no $file"
  while read -r key value; do
    [[ -z $key || $key == \#* ]] || settings+=(--conf "$key=$value")
  done <"$file"
}

if [[ ${1:-} == --profile ]]; then
  (($# > 1)) || fail "Cannot start: --profile needs a name"
  read_profile common
  IFS=, read -r -a profiles <<<"$2"
  for profile in "${profiles[@]}"; do
    read_profile "$profile"
  done
  shift 2
fi

options=()
while (($# > 0)) && [[ $1 != -- ]]; do
  options+=("$1")
  shift
done
(($# > 1)) || fail "Cannot start: no command; expected [spark-submit options] -- command [options]"
shift

# The driver's flags; executors get theirs from the program. Spark adds its own --add-opens.
flags=$(sed -n 's/^\(-D[^ ]*\)$/\1/p' "$root/conf/jvm.options" | tr '\n' ' ')

# As in ./troupe: a small heap beside much memory outside of it, and file names in UTF-8, for the
# driver and for executors.
flags+="-XX:+UseSerialGC "
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
defaults=(
  --conf spark.driver.memory=2g
  --conf "spark.executorEnv.MALLOC_ARENA_MAX=$MALLOC_ARENA_MAX"
  --conf spark.executorEnv.LC_ALL=C.UTF-8
)

# Spark does not start where the host's name has no address.
if [[ -z ${SPARK_LOCAL_HOSTNAME:-}${SPARK_LOCAL_IP:-} ]] && command -v getent >/dev/null &&
  ! getent hosts "$(uname -n)" >/dev/null; then
  address=$(hostname -I 2>/dev/null | cut -d ' ' -f 1 || true)
  export SPARK_LOCAL_IP=${address:-127.0.0.1}
fi

exec "$submit" --class dev.troupe.cli.Main --name troupe \
  --driver-java-options "$flags-Dlog4j2.configurationFile=$root/conf/log4j2.properties" \
  "${defaults[@]}" ${settings[@]+"${settings[@]}"} ${options[@]+"${options[@]}"} "$jar" "$@"
