export { JobsArea } from "./JobsArea";
export { PickDialog } from "./PickDialog";
export { ReviewDialog } from "./ReviewDialog";
