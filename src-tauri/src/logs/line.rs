//! One line of the log: when, how grave, where, and what, masked.

use std::fmt;

use tracing::{Event, Subscriber};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormatFields,
        format::Writer,
        time::{FormatTime, SystemTime},
    },
    registry::LookupSpan,
};

use super::mask::mask;

/// The format of every line, wherever it goes.
pub struct MaskedLine;

impl<S, N> FormatEvent<S, N> for MaskedLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut said = String::new();
        context
            .field_format()
            .format_fields(Writer::new(&mut said), event)?;
        SystemTime.format_time(&mut writer)?;
        let about = event.metadata();
        // What is masked is one line: a new one could look like another entry.
        let said = mask(&said).replace(['\n', '\r'], " ");
        writeln!(writer, " {} {}: {said}", about.level(), about.target())
    }
}
