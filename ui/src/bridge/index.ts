// Everything the screens may know of Rust.
export * from "./accounts";
export * from "./comments";
export * from "./contacts";
export * from "./deep_links";
export * from "./detail";
export * from "./generated";
export * from "./groups";
export * from "./history";
export * from "./links";
export * from "./lists";
export * from "./outbox";
export * from "./preferences";
export * from "./sources";
export * from "./statuses";
export * from "./sync";
export * from "./templates";
export { BridgeError, listen, type Transport, useTransport } from "./transport";
export * from "./views";
