export { SavedViews } from "./SavedViews";
export { useOpenContacts, useViews, type ViewsState } from "./useViews";
