//! The practice server over real sockets. Every answer the harness reads is checked against `contract/openapi.yaml`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod account;
mod contacts;
mod contract;
mod control;
mod cuts;
mod data;
mod faults;
mod harness;
mod labels;
mod lists;
mod messages;
mod program;
mod seed;
mod sends;
mod tokens;
