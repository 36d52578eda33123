//! The practice server over real sockets. Every answer the harness reads is checked against `contract/openapi.yaml`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod account;
mod batch;
mod comments;
mod contacts;
mod contract;
mod control;
mod cuts;
mod data;
mod faults;
mod harness;
mod interactive;
mod labels;
mod lists;
mod media;
mod messages;
mod operations;
mod otp;
mod practice;
mod program;
mod quirks;
mod seed;
mod sends;
mod texts;
mod tokens;
