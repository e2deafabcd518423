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

# Spark runs on Java, 17 or newer; all else does without.
need_java() {
    if ! java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])'; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null ||
                DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-21-jre-headless >/dev/null
        else
            fail "the tests of Spark need Java 17 or newer. Install it with: sudo apt-get install openjdk-17-jre-headless"
        fi
    fi
    java -version 2>&1 | head -n 1
}

# The tests in groups, the longest first. Two run at once, one a core: a third only makes browsers and processes late.
groups=(web cli postgresql casework reason killed law prove api bulk property)

paths_of() {
    case $1 in
        reason) echo tests/disclosure tests/explain tests/facts tests/house tests/ledger tests/matching tests/rules tests/screening tests/sealing tests/casework/test_{policy,entitled}.py tests/prove/test_exceptions.py ;;
        prove) echo tests/prove --ignore=tests/prove/test_exceptions.py ;;
        casework) echo tests/casework tests/stages tests/releases --ignore=tests/casework/test_{policy,entitled}.py ;;
        postgresql) echo tests/casework --ignore=tests/casework/test_{policy,matrix,access_document,abroad,copying,retention,seeing,importing,opening,people,names,notes,large_case}.py ;;
        killed) echo tests/crash tests/databases ;;
        *) echo "tests/$1" ;;
    esac
}

# Run one group. The pure rooms are watched for what is never tried; `postgresql` is casework as the application's role there.
run_group() {
    local before=() start=$SECONDS status=0
    case $1 in
        law | reason) before=(.venv/bin/coverage run --parallel-mode -m) ;;
        postgresql) before=(.venv/bin/python tests/postgres.py .venv/bin/python -m) ;;
        *) before=(.venv/bin/python -m) ;;
    esac
    # shellcheck disable=SC2046 # several paths, none with a blank
    "${before[@]}" pytest $(paths_of "$1") -o "cache_dir=.cache/pytest-$1" --durations=10 >".cache/pytest-$1.log" 2>&1 || status=$?
    printf '%s: %s (%s s)\n' "$1" "$(tail -n 1 ".cache/pytest-$1.log" | tr -d =)" $((SECONDS - start))
    return "$status"
}

# Every group. What was skipped or left out was not tested, and counts as a failure.
run_pytest() {
    local status=0 name
    rm -rf .cache/pytest-*
    rm -f .cache/coverage .cache/coverage.*
    export root
    export -f run_group paths_of
    printf '%s\n' "${groups[@]}" | xargs -P 2 -I{} bash -c 'run_group {}' || status=$?
    for name in "${groups[@]}"; do cat ".cache/pytest-$name.log"; done
    .venv/bin/coverage combine --quiet || status=$?
    if last_lines | grep -qE '[0-9]+ (skipped|xfailed|deselected)'; then
        say "some tests did not run: ./test skips none"
        status=1
    fi
    return "$status"
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
