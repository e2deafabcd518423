# shellcheck shell=bash
# The parts of ./test. `part NAME COMMAND...` runs one, times it and remembers whether it held.

root=${root:?}
parts_passed=0
parts_failed=()
tests_passed=0
tests_failed=0

part() {
    local name=$1 status start=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    set +e
    (
        set -e
        "$@"
    )
    status=$?
    set -e
    if [ "$status" = 0 ]; then
        parts_passed=$((parts_passed + 1))
        printf '== %s: holds (%s s)\n' "$name" $((SECONDS - start))
    else
        parts_failed+=("$name")
        printf '== %s: FAILS (%s s)\n' "$name" $((SECONDS - start))
    fi
}

# Every pack that lies under law/ loads and passes the checker, which has much to say of each.
check_law() {
    local pack name said found=0
    for pack in "$root"/law/*/pack.toml; do
        [ -f "$pack" ] || break
        found=1
        name=$(basename "$(dirname "$pack")")
        if ! said=$("$1" law check "$name" 2>&1); then
            fail "$said"
        fi
        printf '%s is sound\n' "$name"
    done
    [ "$found" = 1 ] || fail "there is no pack under law/"
}

need_chromium() {
    if [ -x /usr/bin/chromium ]; then
        /usr/bin/chromium --version --no-sandbox 2>/dev/null
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
        /usr/bin/chromium --version --no-sandbox
    else
        fail "the browser tests need Chromium. Install it with: sudo apt-get install chromium"
    fi
}

# The tests that wait for a browser or a process of their own; they run beside all the others, on the second core.
second_half=(tests/api tests/cli tests/web)
# The tests that start databases and processes of their own, and kill them.
of_databases=(tests/crash tests/databases)

# pytest in two halves at once, measured by coverage. What was skipped or left out was not tested, and counts as a failure.
run_pytest() {
    local status=0 second
    rm -f .cache/pytest-*.log .cache/coverage .cache/coverage.*
    half second "${second_half[@]}" >/dev/null &
    second=$!
    half first "${second_half[@]/#/--ignore=}" "${of_databases[@]/#/--ignore=}" || status=$?
    wait "$second" || status=$?
    cat .cache/pytest-second.log
    .venv/bin/coverage combine --quiet || status=$?
    none_left_out || status=$?
    return "$status"
}

# The tests of casework once more, as the application's role on PostgreSQL (but for the policy, which knows no database);
# beside them, those that start databases of their own.
run_on_databases() {
    local status=0 beside
    plain databases .venv/bin/python -m pytest "${of_databases[@]}" >/dev/null &
    beside=$!
    plain postgresql .venv/bin/python tests/postgres.py .venv/bin/python -m pytest tests/casework --ignore=tests/casework/test_policy.py || status=$?
    wait "$beside" || status=$?
    cat .cache/pytest-databases.log
    none_left_out || status=$?
    return "$status"
}

none_left_out() {
    if last_lines | grep -qE '[0-9]+ (skipped|xfailed|deselected)'; then
        say "some tests did not run: ./test skips none"
        return 1
    fi
}

# pytest as it is, with its log beside those of the halves: `plain NAME COMMAND...`.
plain() {
    local name=$1
    shift
    "$@" -o "cache_dir=.cache/pytest-$name" --durations=10 2>&1 | tee ".cache/pytest-$name.log"
}

half() {
    local name=$1
    shift
    .venv/bin/coverage run --parallel-mode -m pytest -o "cache_dir=.cache/pytest-$name" --durations=10 "$@" 2>&1 | tee ".cache/pytest-$name.log"
}

last_lines() { for log in .cache/pytest-*.log; do tail -n 1 "$log"; done; }

# How many tests the last lines of pytest count as such: `counted passed`, `counted 'failed|errors?'`.
counted() {
    { last_lines | grep -oE "[0-9]+ ($1)" || true; } 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'
}

check_coverage() { .venv/bin/python -I tools/coverage_of_pure_rooms.py; }

# The newest released Python on this machine, wherever it is kept.
newest_python() {
    local python
    {
        compgen -c python3. || true
        printf '%s\n' "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3 "$(command -v pyenv >/dev/null && pyenv root)"/versions/*/bin/python3
        printf '%s\n' "$root/.venv/bin/python"
    } | sort -u | while read -r python; do
        case ${python##*/} in python | python3 | python3.1[0-9]) ;; *) continue ;; esac
        "$python" -c 'import sys; sys.version_info[3] == "final" and print(*sys.version_info[:3], sep=".", end=f"\t{sys.executable}\n")' 2>/dev/null || true
    done | sort -t "$(printf '\t')" -k 1,1V | tail -n 1 | cut -f 2
}

# The wheel, as a stranger gets it: built, installed in an environment of its own, used from another folder.
check_wheel() {
    local scratch
    scratch=$(mktemp -d)
    # shellcheck disable=SC2064 # the name is gone when the trap runs
    trap "rm -rf '$scratch'" EXIT
    .venv/bin/uv build --quiet --wheel --no-build-isolation --out-dir "$scratch/dist" .
    .venv/bin/uv venv --quiet --python "$1" "$scratch/env"
    VIRTUAL_ENV=$scratch/env .venv/bin/uv pip install --quiet --constraint requirements.lock "$scratch"/dist/*.whl
    cd "$scratch"
    env/bin/python -I "$root/tools/import_everything.py" "$root"
    env/bin/amparo law list
    check_law env/bin/amparo
}

close() {
    local failed
    tests_passed=$(counted passed)
    tests_failed=$(counted 'failed|errors?|skipped|xfailed|deselected')
    failed=$((tests_failed + ${#parts_failed[@]}))
    printf '\n'
    if [ ${#parts_failed[@]} -gt 0 ]; then printf 'fails: %s\n' "${parts_failed[@]}"; fi
    printf '%s passed, %s failed\n' $((tests_passed + parts_passed)) "$failed"
    [ "$failed" = 0 ]
}
