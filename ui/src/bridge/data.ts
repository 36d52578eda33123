import type { DataPlace } from "./generated/DataPlace";
import { call } from "./transport";

export const dataPlace = () => call<DataPlace>("data_place");

/** Shows the folder in the system's file manager. */
export const dataOpenFolder = () => call<null>("data_open_folder");

/** Everything of every account, and the settings. */
export const dataDeleteAll = () => call<null>("data_delete_all");
