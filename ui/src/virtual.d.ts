declare module "virtual:licences" {
	const licences: import("../build/licences").Licences;
	export default licences;
}
