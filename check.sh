#!/usr/bin/env bash
# Everything that CI does, in the same order. Installs cargo-deny where it is missing. The real window is tried where
# CI is set: that installs packages and needs Debian and root.
set -euo pipefail
cd "$(dirname "$0")"
step() { printf '\n== %s\n' "$*"; }

step "format"
cargo fmt --all -- --check
step "tests"
cargo test --all-features
step "the engine without a window"
cargo check --no-default-features --all-targets
step "lints"
cargo clippy --all-targets --all-features -- -D warnings
step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --all-features
step "licences"
command -v cargo-deny >/dev/null || cargo install cargo-deny --locked
cargo deny check licenses bans sources
step "the real window"
if [ -n "${CI:-}" ]; then tests/desktop/run; else echo "left out: run tests/desktop/run as root on Debian"; fi
