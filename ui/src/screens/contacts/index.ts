export { ContactsScreen } from "./ContactsScreen";
