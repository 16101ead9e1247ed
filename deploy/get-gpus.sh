#!/usr/bin/env bash
# Spark's GPU discovery: prints the indices of this machine's NVIDIA GPUs as Spark wants them,
# {"name": "gpu", "addresses": ["0", "1"]}. Fails where there is none.
set -euo pipefail

indices=$(nvidia-smi --query-gpu=index --format=csv,noheader)
[[ -n $indices ]] || {
  echo "get-gpus.sh: Cannot find a GPU: nvidia-smi lists none" >&2
  exit 1
}

addresses=
while IFS= read -r index; do
  [[ $index =~ ^[0-9]+$ ]] || {
    printf 'get-gpus.sh: Cannot read what nvidia-smi says: expected an index, found "%s"\n' "$index" >&2
    exit 1
  }
  addresses+="${addresses:+, }\"$index\""
done <<<"$indices"
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
