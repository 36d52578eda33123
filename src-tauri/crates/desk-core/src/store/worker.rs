//! A thread that owns a connection and does one job after the other.

use std::{
    io,
    sync::{Mutex, PoisonError, mpsc},
    thread::{Builder, JoinHandle},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub(super) struct Worker {
    inner: Mutex<Option<(mpsc::Sender<Job>, JoinHandle<()>)>>,
}

impl Worker {
    pub(super) fn start(mut connection: Connection) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let thread = Builder::new().name("database".into()).spawn(move || {
            for job in queue {
                job(&mut connection);
            }
        })?;
        Ok(Self {
            inner: Mutex::new(Some((jobs, thread))),
        })
    }

    /// None when the thread has ended. The job runs to its end even if the caller goes away.
    pub(super) async fn run<T, F>(&self, job: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> T + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // The caller may have gone away; the work is done all the same.
            let _ = reply.send(job(connection));
        });
        let queued = match &*self.inner.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((jobs, _)) => jobs.send(job).is_ok(),
            None => false,
        };
        if queued { answer.await.ok() } else { None }
    }

    pub(super) fn stop(&self) {
        let taken = self
            .inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((jobs, thread)) = taken {
            drop(jobs);
            // A panic in a job was reported when it happened.
            let _ = thread.join();
        }
    }
}
