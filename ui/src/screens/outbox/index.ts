export { ContactSends } from "./ContactSends";
export { SendTemplateDialog, type SendTemplateDialogProps } from "./SendTemplateDialog";
