// What the screens Groups, Sources and Statuses have in common: all of it but the calls.
export type { Kind, Label, LabelInput, ListName } from "./kind";
export { LabelsScreen } from "./LabelsScreen";
