//! Everything one test needs around the program, started in order and ended with the test.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::bus::Bus;
use crate::close::ask_windows_to_close;
use crate::display::Display;
use crate::driver::Driver;
use crate::failure::{Failure, Outcome};
use crate::home::Home;
use crate::keyring::{Keyring, KeyringState};
use crate::page::Page;
use crate::paths::Paths;
use crate::process::{kill_hard, pids_of, processes};

/// Which colours the system asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// How the world is before the program starts.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// The keyring the program finds.
    pub keyring: KeyringState,
    /// The system's colours.
    pub theme: Theme,
    /// Width and height of the screen in pixels; the window fills it.
    pub size: (u32, u32),
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            keyring: KeyringState::Unlocked,
            theme: Theme::Light,
            size: (1280, 800),
        }
    }
}

/// One computer with one person at it.
#[derive(Debug)]
pub struct World {
    // Dropped in this order: the window before the display it is on, the folders last.
    driver: Option<Driver>,
    keyring: Option<Keyring>,
    display: Display,
    bus: Bus,
    /// The programs in use.
    pub paths: Paths,
    setup: Setup,
    home: Home,
}

impl World {
    /// Starts display, bus and keyring.
    ///
    /// # Errors
    /// Names what did not start.
    pub async fn new(setup: Setup) -> Outcome<Self> {
        let paths = Paths::find()?;
        let home = Home::new()?;
        let display = Display::start(&home, setup.size).await?;
        let bus = Bus::start(&home).await?;
        let keyring = Keyring::start(&home, &bus, setup.keyring).await?;
        Ok(Self {
            driver: None,
            keyring,
            display,
            bus,
            paths,
            setup,
            home,
        })
    }

    /// Opens the program with these arguments. One window at a time.
    ///
    /// # Errors
    /// If a window of this world is open, or none opens.
    pub async fn open(&mut self, args: &[&str]) -> Outcome<Page> {
        let program = self.paths.program.clone();
        // The program may log as much as it can: a secret has to stay out of that, too.
        self.start(&program, args, "trace").await
    }

    /// Opens this program, for a measurement: as a person would, with nothing logged.
    ///
    /// # Errors
    /// As [`World::open`].
    pub async fn open_quietly(&mut self, program: &Path) -> Outcome<Page> {
        self.start(program, &[], "off").await
    }

    async fn start(&mut self, program: &Path, args: &[&str], log: &str) -> Outcome<Page> {
        if self.driver.is_some() {
            return Err(Failure::new(
                "close the window before another one is opened",
            ));
        }
        let mut command = self.home.command(&self.paths.tauri_driver, "program.log")?;
        command
            .env("DISPLAY", &self.display.name)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address)
            .env("GDK_BACKEND", "x11")
            .env(
                "GTK_THEME",
                if self.setup.theme == Theme::Dark {
                    "Adwaita:dark"
                } else {
                    "Adwaita"
                },
            )
            .env("NO_AT_BRIDGE", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("RUST_BACKTRACE", "1")
            .env("WACR_DESK_LOG", log);
        let driver = Driver::start(&mut command).await?;
        let opened = driver.open(program, args).await;
        let driver_url = driver.url();
        self.driver = Some(driver);
        let client =
            opened.map_err(|error| Failure::new(format!("{error}\n{}", self.last_words())))?;
        let page = Page::new(client, self.paths.clone(), driver_url);
        page.set_size(self.setup.size).await?;
        Ok(page)
    }

    /// Closes the window as a person would, and waits until the program has ended.
    ///
    /// # Errors
    /// If the program is still there after 20 s.
    pub async fn close(&mut self, page: Page) -> Outcome {
        let program = self.paths.program.clone();
        self.close_program(page, &program).await
    }

    /// The same for another program than the one under test.
    ///
    /// # Errors
    /// As [`World::close`].
    pub async fn close_program(&mut self, page: Page, program: &Path) -> Outcome {
        ask_windows_to_close(&self.display.name)?;
        self.wait_until_ended(program).await?;
        self.end_driver().await;
        drop(page);
        Ok(())
    }

    /// Ends the program as a power cut would (`kill -9`).
    ///
    /// # Errors
    /// If it is not running.
    pub async fn crash(&mut self, page: Page) -> Outcome {
        let pids = pids_of(&self.paths.program, &self.desk_home());
        if pids.is_empty() {
            return Err(Failure::new(
                "the program was not running when it should have crashed",
            ));
        }
        for pid in pids {
            kill_hard(pid)?;
        }
        let program = self.paths.program.clone();
        self.wait_until_ended(&program).await?;
        self.end_driver().await;
        drop(page);
        Ok(())
    }

    /// Puts another state in the keyring's place while the program is closed.
    ///
    /// # Errors
    /// If the keyring does not start.
    pub async fn set_keyring(&mut self, state: KeyringState) -> Outcome {
        self.keyring = None;
        self.keyring = Keyring::start(&self.home, &self.bus, state).await?;
        Ok(())
    }

    /// The folder `WACR_DESK_HOME` names.
    #[must_use]
    pub fn desk_home(&self) -> PathBuf {
        self.home.desk()
    }

    /// The folder that holds everything any program of this test wrote: homes, logs, keyring.
    #[must_use]
    pub fn everything(&self) -> &Path {
        self.home.root()
    }

    /// What the program had the system open, oldest first.
    #[must_use]
    pub fn opened(&self) -> Vec<String> {
        self.home.log("opened").lines().map(str::to_owned).collect()
    }

    /// What the program printed.
    #[must_use]
    pub fn program_log(&self) -> String {
        self.home.log("program.log")
    }

    /// Arguments and environment of every process that can be read, for a search through them.
    #[must_use]
    pub fn process_texts(&self) -> Vec<(i32, Vec<u8>)> {
        processes()
            .map(|pid| {
                let mut text = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
                text.extend(fs::read(format!("/proc/{pid}/environ")).unwrap_or_default());
                (pid, text)
            })
            .collect()
    }

    /// The processes that are the program under test.
    #[must_use]
    pub fn program_pids(&self) -> Vec<i32> {
        self.pids_of(&self.paths.program)
    }

    /// The processes that are this program, opened here.
    #[must_use]
    pub fn pids_of(&self, program: &Path) -> Vec<i32> {
        pids_of(program, &self.desk_home())
    }

    async fn wait_until_ended(&self, program: &Path) -> Outcome {
        let until = Instant::now() + Duration::from_secs(20);
        while !self.pids_of(program).is_empty() {
            if Instant::now() > until {
                return Err(Failure::new(
                    "the program was still running 20 s after its window was closed",
                ));
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    async fn end_driver(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.end().await;
        }
    }

    fn last_words(&self) -> String {
        let log = self.program_log();
        let lines: Vec<&str> = log.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}
