export { ContactSends } from "./ContactSends";
export { SendEntry } from "./SendEntry";
export { SendTemplateDialog, type SendTemplateDialogProps } from "./SendTemplateDialog";
