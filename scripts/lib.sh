# Shared by the scripts: finds or installs tools, starts and stops servers for tests. Sourced by bash.

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

install_packages() {
    command -v apt-get >/dev/null || return 1
    as_root apt-get update -qq || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# postgres_bin: the folder with initdb and postgres, or nothing.
postgres_bin() {
    local folder
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && { echo "$folder"; return; }
    done
    command -v initdb >/dev/null && dirname "$(readlink -f "$(command -v initdb)")"
    return 0
}

ensure_tools() {
    local strict=$1 missing=()
    command -v cargo >/dev/null || { echo "Rust is missing: install it from https://rustup.rs" >&2; exit 1; }
    command -v npm >/dev/null || { echo "Node.js with npm is missing: install Node.js 20 or newer" >&2; exit 1; }
    [ -n "$(postgres_bin)" ] || missing+=(postgresql)
    command -v openssl >/dev/null || missing+=(openssl)
    command -v c++ >/dev/null || missing+=(g++)
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    if [ ${#missing[@]} -gt 0 ]; then
        echo "installing ${missing[*]}"
        if ! install_packages "${missing[@]}"; then
            echo "could not install ${missing[*]}: install them by hand, or tests that need them are skipped" >&2
            [ "$strict" = 0 ] || exit 1
        fi
    fi
    # Pictures of pages show emoji with it; no test fails without.
    if ! { command -v fc-list && fc-list | grep -qi emoji; } >/dev/null 2>&1; then
        install_packages fonts-noto-color-emoji 2>/dev/null || echo "no font for emoji: pictures of pages show boxes instead" >&2
    fi
}

# make_certificates FOLDER: an authority, a certificate by it for the name localhost, and another authority.
make_certificates() {
    local new=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    (cd "$1" && for who in authority stranger; do
        openssl req -x509 "${new[@]}" -keyout $who.key -out $who.pem -days 30 -subj "/CN=$who"
    done &&
        openssl req "${new[@]}" -keyout server.key -out server.csr -subj /CN=localhost &&
        printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' >server.ext &&
        openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -out server.pem \
            -days 30 -extfile server.ext && chmod 600 server.key) >"$1/certificates.log" 2>&1
}

# start_postgres FOLDER: a throw-away server on a free loopback port; sets TEST_POSTGRES, and TEST_POSTGRES_CERTIFICATES to a folder if it
# can encrypt. It refuses to run as root, so root lends it an unprivileged account.
start_postgres() {
    local bin data=$1/postgres port run=() account=nobody
    bin=$(postgres_bin)
    [ -n "$bin" ] || { echo "PostgreSQL is missing: its tests are skipped" >&2; return 0; }
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    mkdir -p "$data"
    if [ "$(id -u)" = 0 ]; then
        id postgres >/dev/null 2>&1 && account=postgres
        chmod 755 "$1"
        chown "$account" "$data"
        run=(setpriv --reuid "$account" --regid "$(id -g "$account")" --clear-groups env HOME="$data")
    fi
    local tls=()
    if command -v openssl >/dev/null && make_certificates "$data"; then
        [ "$(id -u)" != 0 ] || chown "$account" "$data/server.key"
        tls=(-c ssl=on -c ssl_cert_file="$data/server.pem" -c ssl_key_file="$data/server.key")
        export TEST_POSTGRES_CERTIFICATES=$data
    fi
    (cd "$data" && "${run[@]}" "$bin/initdb" -D "$data/db" -U guildhall -A trust -E UTF8 --no-sync >"$data/initdb.log" 2>&1) ||
        { cat "$data/initdb.log" >&2; return 1; }
    (cd "$data" && exec "${run[@]}" "$bin/postgres" -D "$data/db" -h 127.0.0.1 -p "$port" -k "$data" \
        "${tls[@]}" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 \
        >"$data/postgres.log" 2>&1) &
    postgres_pid=$!
    export TEST_POSTGRES="postgres://guildhall@127.0.0.1:$port/postgres"
    local tries=0
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && grep -q 'ready to accept' "$data/postgres.log"; do
        tries=$((tries + 1))
        if [ $tries -gt 200 ] || ! kill -0 "$postgres_pid" 2>/dev/null; then
            cat "$data/postgres.log" >&2
            return 1
        fi
        sleep 0.1
    done
}

stop_postgres() {
    if [ -n "${postgres_pid:-}" ]; then
        kill -INT "$postgres_pid" 2>/dev/null || true
        wait "$postgres_pid" 2>/dev/null || true
        postgres_pid=
    fi
}
