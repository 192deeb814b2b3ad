# Sourced by the commands of environment/: finds a Python of at least 3.10 and hands over to main.py.
# Uses nothing but bash, so that it can say what is missing on any machine.

alike_lib=${BASH_SOURCE[0]%/*}
for alike_python in python3 python3.13 python3.12 python3.11 python3.10; do
  alike_python=$(command -v "$alike_python") || continue
  if "$alike_python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    exec "$alike_python" "$alike_lib/main.py" "$@"
  fi
done
if command -v python3 >/dev/null; then
  echo "alike: $(python3 -V 2>&1) is too old: Alike needs Python 3.10 or newer. On Debian 12 or Ubuntu 22.04 and newer: apt-get install python3 python3-venv" >&2
else
  echo "alike: python3 is missing: Alike needs Python 3.10 or newer. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
fi
exit 1
