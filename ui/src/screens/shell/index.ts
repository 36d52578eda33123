export { ReplaceTokenDialog } from "./replace-token-dialog";
export { Shell } from "./shell";
