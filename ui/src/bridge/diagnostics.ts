import type { CrashReport } from "./generated/CrashReport";
import { call } from "./transport";

/** A text for somebody who helps: no token, no number, no name. */
export const diagnosticsRead = () => call<string>("diagnostics_read");

/** What broke the last time; none once it was seen. */
export const diagnosticsCrash = () => call<CrashReport | null>("diagnostics_crash");

export const diagnosticsCrashSeen = () => call<null>("diagnostics_crash_seen");
