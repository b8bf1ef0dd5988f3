#!/usr/bin/env bash
# A throw-away PostgreSQL 15 for tests, one for each checkout, in the folder for temporary files.
#   eng/postgres.sh start   installs it where it is missing, starts it, and prints its URL
#   eng/postgres.sh url     prints the URL of the one that runs
#   eng/postgres.sh stop    stops it and deletes its files
# It listens on a free port of 127.0.0.1 only; fsync is on, since tests of durability mean it.
set -euo pipefail

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
# Not under the checkout: the user postgres may have no right to the folders above it.
home=${TMPDIR:-/tmp}/lintel-postgres-$(pwd | cksum | cut -d" " -f1)
data=$home/data
bin=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi
}

install() {
  [[ -x $bin/initdb ]] && return
  echo 'Installing postgresql-15' >&2
  # Debian's package would start a cluster of its own.
  mkdir -p /etc/postgresql-common
  [[ -e /etc/postgresql-common/createcluster.conf ]] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --no-install-recommends postgresql-15; } >/dev/null
}

free_port() {
  local port
  for port in {54320..54399}; do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo 'postgres: no free port between 54320 and 54399' >&2
  return 1
}

running() { [[ -f $home/url ]] && as_postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }

start() {
  install
  if running; then cat "$home/url"; return; fi
  stop
  mkdir -p "$data"
  ((EUID != 0)) || chown -R postgres: "$home"
  chmod 700 "$data"
  (
    cd "$home"
    as_postgres "$bin/initdb" -D "$data" -E UTF8 --locale=C.UTF-8 -U lintel -A trust >"$home/initdb.log"
    port=$(free_port)
    printf '%s\n' "port = $port" "listen_addresses = '127.0.0.1'" "unix_socket_directories = ''" 'fsync = on' 'max_connections = 200' \
      "log_line_prefix = '%m %u@%d '" >>"$data/postgresql.conf"
    as_postgres "$bin/pg_ctl" -D "$data" -l "$home/server.log" -w -t 60 start >/dev/null || { cat "$home/server.log" >&2; exit 1; }
    echo "postgres://lintel@127.0.0.1:$port/postgres" >"$home/url"
  )
  cat "$home/url"
}

stop() {
  if [[ -f $data/postmaster.pid && -x $bin/pg_ctl ]]; then
    (cd "$home" && as_postgres "$bin/pg_ctl" -D "$data" -m immediate -w -t 30 stop >/dev/null 2>&1) || true
  fi
  rm -rf "$home"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  url) running && cat "$home/url" ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
