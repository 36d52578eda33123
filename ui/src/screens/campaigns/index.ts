export { RunsArea } from "./side/RunsArea";
export { RunsCount } from "./side/RunsCount";
export { useRunning } from "./useRuns";
