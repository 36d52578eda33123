export { TemplatesScreen } from "./TemplatesScreen";
