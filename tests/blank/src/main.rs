//! The least a program of this Tauri can be: one window, one page, one line of text.

fn main() -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    use_plain_buffers();
    tauri::Builder::default().run(tauri::generate_context!())
}

/// As the program under comparison does.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn use_plain_buffers() {
    const NAME: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(NAME).is_none() {
        // SAFETY: the first line of `main`: no other thread runs yet that could read the environment.
        unsafe { std::env::set_var(NAME, "1") };
    }
}
