#!/usr/bin/env bash
# EMR bootstrap action, on every node before Hadoop starts: the folder that executors unpack libraries and
# models into and, with the bucket's folder as argument, this release under /opt/troupe.
#
#   aws emr create-cluster ... \
#     --bootstrap-actions 'Path=s3://studio-tools/troupe/deploy/emr/bootstrap.sh,Args=[s3://studio-tools/troupe]'
#
# The folder holds conf/, deploy/ and pipeline/target/troupe-pipeline-0.1.0-job.jar of the checkout.
set -euo pipefail

(($# == 1)) || {
  echo "bootstrap.sh: Cannot install: expected the release's folder in S3, found $# arguments" >&2
  exit 1
}

sudo mkdir -p /opt/troupe /mnt/troupe-cache
sudo chmod 1777 /mnt/troupe-cache
sudo aws s3 cp --recursive --only-show-errors "$1/conf" /opt/troupe/conf
sudo aws s3 cp --recursive --only-show-errors "$1/deploy" /opt/troupe/deploy
sudo aws s3 cp --recursive --only-show-errors "$1/pipeline/target" /opt/troupe/pipeline/target
sudo chmod 755 /opt/troupe/deploy/submit.sh /opt/troupe/deploy/get-gpus.sh
