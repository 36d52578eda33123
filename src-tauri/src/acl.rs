//! Tests that every command stands under the ACL: the handler list, the permission files and the bridge agree.

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{collections::BTreeSet, fs, path::Path};

    fn read(path: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
    }

    /// File stems and texts of a folder's files with this ending.
    fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|found| found == ending))
            .map(|path| {
                (
                    path.file_stem().unwrap().to_string_lossy().into_owned(),
                    fs::read_to_string(&path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    }

    fn handlers() -> BTreeSet<String> {
        read("src-tauri/src/commands/mod.rs")
            .lines()
            .filter_map(|line| line.trim().strip_prefix("$crate::commands::"))
            .map(|path| {
                path.trim_end_matches(',')
                    .rsplit("::")
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }

    fn quoted(text: &str) -> impl Iterator<Item = String> + '_ {
        text.split('"').skip(1).step_by(2).map(str::to_owned)
    }

    #[test]
    fn every_handler_is_permitted_and_every_permission_has_a_handler() {
        let permitted: BTreeSet<String> = files("src-tauri/permissions", "toml")
            .iter()
            .flat_map(|(_, text)| {
                let list = text.split_once("commands.allow = [").unwrap().1;
                quoted(list.split_once(']').unwrap().0).collect::<Vec<_>>()
            })
            .collect();
        assert!(!permitted.is_empty());
        assert_eq!(permitted, handlers());
    }

    #[test]
    fn every_command_function_is_a_handler() {
        let written: BTreeSet<String> = files("src-tauri/src/commands", "rs")
            .iter()
            .flat_map(|(_, text)| {
                text.split("#[tauri::command]")
                    .skip(1)
                    .map(|after| {
                        let after = after.split_once("fn ").unwrap().1;
                        after.split_once('(').unwrap().0.to_owned()
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(written, handlers());
    }

    #[test]
    fn the_bridge_calls_every_handler_and_nothing_else() {
        let called: BTreeSet<String> = files("ui/src/bridge", "ts")
            .iter()
            .flat_map(|(_, text)| {
                quoted(text)
                    .filter(|word| {
                        word.contains('_')
                            && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(called, handlers());
    }

    #[test]
    fn the_window_has_our_permissions_and_no_other() {
        let capability: serde_json::Value =
            serde_json::from_str(&read("src-tauri/capabilities/main.json")).unwrap();
        let given: BTreeSet<_> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|permission| permission.as_str().unwrap().to_owned())
            .collect();
        let ours: BTreeSet<_> = files("src-tauri/permissions", "toml")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(given, ours);
        assert_eq!(
            capability["windows"],
            serde_json::json!([crate::window::MAIN])
        );
        assert_eq!(files("src-tauri/capabilities", "json").len(), 1);
    }

    #[test]
    fn the_configuration_keeps_the_security_list() {
        let config: serde_json::Value = serde_json::from_str(&read("tauri.conf.json")).unwrap();
        let app = &config["app"];
        assert_eq!(app["withGlobalTauri"], false);
        assert_eq!(app["security"]["freezePrototype"], true);
        let csp = app["security"]["csp"].as_str().unwrap();
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-src 'none'",
            "style-src 'self'",
        ] {
            assert!(csp.contains(part), "{part}");
        }
        assert!(!csp.contains("unsafe"));
        assert!(config["build"]["removeUnusedCommands"].is_null());
    }
}
