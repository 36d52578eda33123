// Everything the screens may know of Rust.
export * from "./accounts";
export * from "./contacts";
export * from "./generated";
export * from "./groups";
export * from "./jobs";
export * from "./outbox";
export * from "./preferences";
export * from "./selection";
export * from "./sources";
export * from "./statuses";
export * from "./sync";
export * from "./templates";
export { BridgeError, listen, type Transport, useTransport } from "./transport";
export * from "./views";
