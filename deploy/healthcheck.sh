#!/usr/bin/env bash
# Succeeds when the node in this container is ready. The image has no client for HTTP.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${1:-8080}"
printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3
read -r status <&3
[[ $status == *" 200"* ]]
