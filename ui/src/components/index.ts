// The design system: everything the screens are built from.
export {
	Banner,
	type BannerProps,
	EmptyState,
	type EmptyStateProps,
	ErrorBanner,
	type ErrorBannerProps,
} from "./banner/banner";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./button/button";
export { cx } from "./classes";
export {
	ConfirmDialog,
	type ConfirmDialogProps,
	ConfirmProvider,
	type ConfirmRequest,
	useConfirm,
} from "./dialog/confirm";
export { Dialog, DialogBody, type DialogProps, type WhoseAccount, WhoseContext } from "./dialog/dialog";
export { ChoiceField, type ChoiceFieldProps } from "./field/choice-field";
export { type ControlProps, Field, type FieldProps } from "./field/field";
export { SelectField, type SelectFieldProps, type SelectOption } from "./field/select-field";
export {
	Checkbox,
	type CheckboxProps,
	PasswordField,
	TextArea,
	type TextAreaProps,
	TextField,
	type TextFieldProps,
} from "./field/text-field";
export { ariaKeys, drawKeys, isMac, isTyping, matchesKeys } from "./keys";
export { Layer, topLayer, useLayer } from "./layers";
export { Menu, type MenuAction, type MenuItem, type MenuProps } from "./menu/menu";
export { Progress, type ProgressProps } from "./progress/progress";
export { SearchBox, type SearchBoxProps } from "./search/search-box";
export { Kbd } from "./small/kbd";
export {
	Chip,
	type ChipProps,
	Name,
	Segment,
	type SegmentProps,
	Skeleton,
	StatusDot,
	type StatusDotProps,
	Tel,
	type Tone,
	Whose,
} from "./small/small";
export { ToastProvider, type ToastRequest, useToast } from "./toast/toast";
export { Tooltip, type TooltipProps, TooltipProvider } from "./tooltip/tooltip";
