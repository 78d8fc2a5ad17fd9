#!/usr/bin/env bash
# Installs the program for this user: launcher, icons, and .communique files that open by double click.
# Build it first: cargo build --release. "install.sh --remove" takes everything away again.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
data="${XDG_DATA_HOME:-$HOME/.local/share}"
bin="$HOME/.local/bin"
sizes="16 32 48 128 256"

refresh() {
    command -v update-mime-database >/dev/null && update-mime-database "$data/mime"
    command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications"
    command -v gtk-update-icon-cache >/dev/null && gtk-update-icon-cache -q -t -f "$data/icons/hicolor" || true
}

if [ "${1:-}" = "--remove" ]; then
    rm -f "$bin/communique" "$data/applications/communique.desktop" "$data/mime/packages/communique.xml"
    rm -f "$data/icons/hicolor/scalable/apps/communique.svg"
    for size in $sizes; do rm -f "$data/icons/hicolor/${size}x${size}/apps/communique.png"; done
    mkdir -p "$data/mime/packages" "$data/applications"
    refresh
    echo "Removed."
    exit 0
fi

program="${CARGO_TARGET_DIR:-$root/target}/release/communique"
if [ ! -x "$program" ]; then
    echo "There is no $program; run \"cargo build --release\" first." >&2
    exit 1
fi
install -Dm755 "$program" "$bin/communique"
install -Dm644 "$here/communique.xml" "$data/mime/packages/communique.xml"
install -Dm644 "$root/assets/icons/communique.svg" "$data/icons/hicolor/scalable/apps/communique.svg"
for size in $sizes; do
    install -Dm644 "$root/assets/icons/communique-$size.png" "$data/icons/hicolor/${size}x${size}/apps/communique.png"
done
# The launcher names the program by its full path: a desktop's search path may lack ~/.local/bin. Quoted only where it
# must be: xdg-open outside a desktop does not understand quotes.
command="$bin/communique"
case "$command" in *" "*) command="\"$command\"" ;; esac
mkdir -p "$data/applications"
sed "s|^Exec=communique|Exec=$command|" "$here/communique.desktop" > "$data/applications/communique.desktop"
refresh
command -v xdg-mime >/dev/null && xdg-mime default communique.desktop application/x-communique+ron
echo "Installed. Communiqué is in the application menu; .communique files open with it."
