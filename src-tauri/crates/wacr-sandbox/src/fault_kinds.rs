//! What a fault does. Each kind has a name in fault files, an example there, and a line of help.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Declares the kinds, each with its name, how it is written in a fault file, and what it does.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:literal $example:literal
        $variant:ident $(($payload:ty))? $({ $($(#[$meta:meta])+ $field:ident: $type:ty,)+ })?;)+) => {
        /// What a fault does.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum FaultKind {
            $(
                $(#[doc = $doc])+
                #[serde(rename = $name)]
                $variant $(($payload))? $({ $($(#[$meta])+ $field: $type,)+ })?,
            )+
        }

        impl FaultKind {
            /// Every kind: how it is written in a fault file, and what it does.
            pub const HELP: &'static [(&'static str, &'static str)] =
                &[$(($example, concat!($($doc,)+)),)+];
        }
    };
}

kinds! {
    /// The connection is closed as soon as it is made. Takes no method, path or text: it has met no call yet.
    "close_on_accept" "\"close_on_accept\"" CloseOnAccept;
    /// The connection is reset (RST) as soon as it is made. Takes no method, path or text.
    "reset_on_accept" "\"reset_on_accept\"" ResetOnAccept;
    /// The connection is closed after the head of the call, its body unread; nothing is done. Takes no text.
    "close_before_read" "\"close_before_read\"" CloseBeforeRead;
    /// The call is read whole, then the connection is closed; nothing is done.
    "close_after_read" "\"close_after_read\"" CloseAfterRead;
    /// The call is read whole, then the connection is reset (RST); nothing is done.
    "reset_after_read" "\"reset_after_read\"" ResetAfterRead;
    /// The call is carried out and the connection closed without an answer.
    "close_after_accept" "\"close_after_accept\"" CloseAfterAccept;
    /// The call is carried out and the connection reset (RST) without an answer.
    "reset_after_accept" "\"reset_after_accept\"" ResetAfterAccept;
    /// The call is carried out; the connection is closed in the middle of the answer's first line.
    "cut_status_line" "\"cut_status_line\"" CutStatusLine;
    /// The call is carried out; the connection is closed in the middle of the answer's headers.
    "cut_headers" "\"cut_headers\"" CutHeaders;
    /// The call is carried out; the connection is closed in the middle of the answer's body.
    "half_body" "\"half_body\"" HalfBody;
    /// The call is carried out; the Content-Length of the answer is so many bytes too large, or too small if negative.
    "wrong_length" "{\"wrong_length\": 40}" WrongLength(i64);
    /// The call is carried out; the answer is half of its JSON, with the right length for that half.
    "truncated_json" "\"truncated_json\"" TruncatedJson;
    /// The call is carried out; the answer is JSON that is no envelope of this API.
    "not_envelope" "\"not_envelope\"" NotEnvelope;
    /// The call is carried out; the answer is no HTTP at all.
    "garbage" "\"garbage\"" Garbage;
    /// The call is carried out and the body of the answer goes out at so many bytes a second.
    "drip" "{\"drip\": 1}" Drip(u32);
    /// The call is carried out and the answer is padded to more than so many bytes.
    "huge_body" "{\"huge_body\": 200000000}" HugeBody(u64);
    /// The call is carried out and the answer waits so many milliseconds.
    "delay" "{\"delay\": 2000}" Delay(u64);
    /// The call is carried out as if it had no body, as behind a proxy that strips the body of a DELETE.
    "strip_body" "\"strip_body\"" StripBody;
    /// The call is carried out; the Date header and `meta.timestamp` are off by so many seconds.
    "clock_skew" "{\"clock_skew\": -3600}" ClockSkew(i64);
    /// This status and JSON instead of an answer, an envelope with `INTERNAL_ERROR` if no body is given; nothing is done.
    "status" "{\"status\": {\"code\": 503, \"body\": {\"message\": \"down\"}}}" Status {
        /// HTTP status.
        code: u16,
        /// JSON body; an envelope with `INTERNAL_ERROR` when left out.
        #[serde(default)]
        body: Option<Value>,
    };
    /// An envelope with `success: false` under status 200; nothing is done.
    "success_false" "\"success_false\"" SuccessFalse;
    /// An HTML page with this status, as proxies send; nothing is done.
    "html" "{\"html\": 502}" Html(u16);
    /// 404 with an HTML page, as a host that is no such API sends; nothing is done.
    "not_found_html" "\"not_found_html\"" NotFoundHtml;
    /// 302 to this address; nothing is done.
    "redirect" "{\"redirect\": \"https://elsewhere.example.com/\"}" Redirect(String);
    /// A redirect with this status to this address; nothing is done.
    "redirect_as" "{\"redirect_as\": {\"code\": 308, \"to\": \"https://elsewhere.example.com/\"}}" RedirectAs {
        /// HTTP status.
        code: u16,
        /// The Location header.
        to: String,
    };
    /// 429 with so many seconds to wait, in the Retry-After header and in `meta.retry_after`; nothing is done.
    "rate_limited" "{\"rate_limited\": 20}" RateLimited(i64);
    /// The same with the seconds in the Retry-After header alone.
    "rate_limited_header" "{\"rate_limited_header\": 20}" RateLimitedHeader(i64);
    /// The same with the seconds in `meta.retry_after` alone.
    "rate_limited_meta" "{\"rate_limited_meta\": 20}" RateLimitedMeta(i64);
    /// The same with the seconds in `error.details.retry_after` alone.
    "rate_limited_details" "{\"rate_limited_details\": 20}" RateLimitedDetails(i64);
}

impl FaultKind {
    /// Whether it befalls a connection before there is a call.
    pub(crate) fn on_accept(&self) -> bool {
        matches!(self, Self::CloseOnAccept | Self::ResetOnAccept)
    }
}
