//! Gives the program its commit for About, and its icon and version information on Windows.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Grows with every commit. A path that is not there, as in a tarball, would be taken for changed at every build.
    if std::path::Path::new(".git/logs/HEAD").exists() {
        println!("cargo:rerun-if-changed=.git/logs/HEAD");
    }
    println!("cargo:rustc-env=COMMUNIQUE_COMMIT={}", commit());
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("windows") {
        let mut resource = winresource::WindowsResource::new();
        resource.set_icon("assets/icons/communique.ico").set("ProductName", "Communiqué").set_language(0x0409);
        if let Err(err) = resource.compile() {
            println!("cargo:warning=no icon and version information in the program: {err}");
        }
    }
}

/// The short commit; empty in a tarball without git.
fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    output.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
}
