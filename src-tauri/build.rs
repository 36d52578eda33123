//! Points tauri-build at the folders below src-tauri. With the config at the root it would look beside it and,
//! silently, find neither capabilities nor permissions.

fn main() {
    // `generate_context!` wants the folder even when only Rust is checked.
    if let Err(error) = std::fs::create_dir_all("ui/dist") {
        panic!("ui/dist: {error}");
    }
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    println!("cargo:rustc-env=WACR_DESK_COMMIT={}", commit());
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(
            tauri_build::AppManifest::new()
                .permissions_path_pattern("./src-tauri/permissions/**/*.toml"),
        );
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("tauri-build: {error:#}");
    }
}

/// What the program is built from; empty outside of a clone. Written anew with each commit.
fn commit() -> String {
    const LOG: &str = ".git/logs/HEAD";
    if std::path::Path::new(LOG).exists() {
        println!("cargo:rerun-if-changed={LOG}");
    }
    let asked = std::process::Command::new("git")
        .args(["rev-parse", "--short=10", "HEAD"])
        .output();
    match asked {
        Ok(told) if told.status.success() => {
            String::from_utf8_lossy(&told.stdout).trim().to_owned()
        }
        _ => String::new(),
    }
}
