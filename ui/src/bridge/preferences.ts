import type { Preferences } from "./generated/Preferences";
import { call } from "./transport";

export const preferencesSet = (preferences: Preferences) => call<null>("preferences_set", { preferences });
