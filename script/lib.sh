# shellcheck shell=bash disable=SC2034
# What the scripts share. Source it; it changes to the project directory and sets the environment.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CALLER="$PWD" # paths given by the caller are meant from there
cd "$ROOT" || exit 1

set -E
trap 'printf "error: stopped at %s, line %s: %s\n" "${BASH_SOURCE[0]}" "$LINENO" "$BASH_COMMAND" >&2' ERR

SYSTEM_PYTHON=/usr/bin/python3
PYTHON="$ROOT/.venv/bin/python"
FANDOL=FandolFang-Regular.otf # 仿宋; Debian ships it only inside TeX Live's package
FANDOL_PACKAGE=texlive-lang-chinese
SERVER_PACKAGES=(
  ca-certificates python3 python3-venv
  fontconfig fonts-noto-cjk fonts-lxgw-wenkai fonts-hanazono
  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
)
TEST_PACKAGES=(postgresql chromium libatomic1) # the last is for the program that drives the browser

# A minimal Debian has no locale set, and every text here is Chinese.
export LANG=C.UTF-8 LC_ALL=C.UTF-8 PYTHONUTF8=1
export FONTCONFIG_FILE="$ROOT/var/fonts.conf"

say() { printf '%s\n' "$*"; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# run LOG COMMAND…: keep the output out of sight unless the command fails
run() {
  local log="$1"
  shift
  "$@" >"$log" 2>&1 && return
  tail -n 40 "$log" >&2
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# can_be_root: root already, or sudo that works (it may ask for the password once, on a terminal)
can_be_root() {
  [ "$(id -u)" -eq 0 ] && return
  command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }
}

missing_packages() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
  done
}

# use_laptop_database DEMO: name the SQLite file, by its full path, and the settings that read it
use_laptop_database() {
  local name=demo
  [ "$1" = yes ] || name=liangpiao
  LIANGPIAO_SQLITE="$(from_caller "${LIANGPIAO_SQLITE:-$ROOT/var/$name.sqlite3}")"
  export LIANGPIAO_SQLITE DJANGO_SETTINGS_MODULE=liangpiao.settings.laptop
}

# from_caller PATH: what the path means in the directory the script was called from
from_caller() { (cd "$CALLER" && realpath -m "$1"); }

choose_server_or_laptop() {
  if [ -n "${DATABASE_URL:-}" ]; then
    export DJANGO_SETTINGS_MODULE=liangpiao.settings.production
  else
    export DJANGO_SETTINGS_MODULE=liangpiao.settings.laptop
    [ -z "${LIANGPIAO_SQLITE:-}" ] || LIANGPIAO_SQLITE="$(from_caller "$LIANGPIAO_SQLITE")"
  fi
}

# The server's database, else the laptop's own, else the demo.
choose_database() {
  choose_server_or_laptop
  [ -z "${DATABASE_URL:-}" ] || return 0
  if [ -e var/liangpiao.sqlite3 ]; then use_laptop_database no; else use_laptop_database yes; fi
}
