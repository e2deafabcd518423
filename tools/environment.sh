# shellcheck shell=bash
# The environment of a checkout: .venv, made from the hash-locked requirements. Read by ./run and ./test.
#
#   make_environment run    what the amparo command needs (requirements.lock)
#   make_environment test   that and the tools of the tests (requirements-dev.lock)
#
# A second call takes a moment: a stamp in .venv tells that nothing has changed. Whoever calls has set `root`.
# Progress and complaints go to standard error, so that standard output stays the command's own.
root=${root:?}

# What a stranger's shell has set must not change which code runs, or where it is installed.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT VIRTUAL_ENV DJANGO_SETTINGS_MODULE
unset PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIREMENT UV_PYTHON UV_TARGET UV_PREFIX UV_SYSTEM_PYTHON UV_PROJECT_ENVIRONMENT
export PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
unset CDPATH

# pip and uv keep a store of what they have fetched; an account without a home of its own keeps it here
if ! [ -w "${XDG_CACHE_HOME:-${HOME:-/nonexistent}}" ]; then
    export PIP_NO_CACHE_DIR=1 UV_CACHE_DIR=${UV_CACHE_DIR:-$root/.venv/uv-store}
fi

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

not_fetched() { fail "the Python packages could not be fetched (the reason stands above). they are needed once, and again when the locks change"; }

# The first Python that will do: python3 if it is 3.11 or newer, else the newest python3.N on the path.
find_python() {
    local name
    for name in python3 python3.{19..11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    fail "amparo needs Python 3.11 or newer, and none was found. On Debian 12 and Ubuntu: sudo apt-get install python3 python3-venv"
}

# Debian keeps the part of Python that makes environments in a package of its own.
need_venv() {
    local python=$1 package
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then return; fi
    package=$("$python" -c 'import sys; print(f"python3.{sys.version_info.minor}-venv")')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing $package ..."
        apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >&2
    else
        fail "the Python part that makes environments is missing. Install it with: sudo apt-get install $package"
    fi
}

# What the environment was made from: the place (a moved checkout is made anew), the locks, and the translations it compiled.
state_wanted() {
    printf '%s\n' "$root"
    cat "$root/pyproject.toml" "$root/requirements.lock" "$root/requirements-dev.lock" \
        "$root"/tools/translations.py "$root"/src/amparo/desk/locale/*/LC_MESSAGES/*.po | sha256sum
}

is_ready() {
    [ -x "$root/.venv/bin/amparo" ] && [ -x "$root/.venv/bin/python" ] && [ -f "$root/.venv/stamp-$1" ] &&
        [ "$(cat "$root/.venv/stamp-$1")" = "$(state_wanted)" ]
}

new_venv() {
    local python
    python=$(find_python)
    need_venv "$python"
    say "making .venv with $("$python" --version) ..."
    rm -rf "$root/.venv"
    "$python" -m venv "$root/.venv"
    # uv itself comes from the same lock, hashes and all
    sed -n '/^uv==/,/[^\\]$/p' "$root/requirements.lock" >"$root/.venv/uv.lock"
    "$root/.venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$root/.venv/uv.lock" >&2 || not_fetched
    printf '%s\n' "$root" >"$root/.venv/place"
}

fill_venv() {
    local kind=$1 lock=requirements.lock
    if [ "$kind" = test ]; then lock=requirements-dev.lock; fi
    say "installing what $lock names ..."
    rm -f "$root/.venv/stamp-run" "$root/.venv/stamp-test"
    (
        cd "$root" || exit
        export VIRTUAL_ENV=$root/.venv
        .venv/bin/uv --quiet pip sync --compile-bytecode --require-hashes "$lock" >&2 || not_fetched
        .venv/bin/uv --quiet pip install --no-deps --no-build-isolation --editable . >&2
        .venv/bin/python -m compileall -q src || true # also where the account keeps no bytecode: a start is then a fifth quicker
    )
    state_wanted >"$root/.venv/stamp-run"
    if [ "$kind" = test ]; then state_wanted >"$root/.venv/stamp-test"; fi
}

make_environment() {
    local kind=$1
    if is_ready "$kind"; then return; fi
    if ! [ -w "$root" ]; then
        fail "\`$root\` has no environment yet, and this account may not write there. Run it once as the owner, or in a copy of your own"
    fi
    exec 9<"$root/pyproject.toml"
    if command -v flock >/dev/null; then flock 9; fi # two starts at once: the second waits, then finds it ready
    if ! is_ready "$kind"; then
        if [ "$(cat "$root/.venv/place" 2>/dev/null)" != "$root" ] || ! [ -x "$root/.venv/bin/python" ]; then new_venv; fi
        if [ -f "$root/.venv/stamp-test" ]; then kind="test"; fi # what the tests need holds all that ./run needs
        fill_venv "$kind"
    fi
    exec 9<&-
}
