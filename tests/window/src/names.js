// Finds elements as a person with a screen reader would: by role and accessible name. A small part of the two
// specifications (HTML-AAM for roles, accname for names): what this program uses. The window test `names` compares it
// with what the browser itself computes.
const [ask] = arguments;

const INPUT_ROLES = { button: "button", submit: "button", reset: "button", checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", hidden: "" };
const TAG_ROLES = {
	article: "article", aside: "complementary", button: "button", datalist: "listbox", dialog: "dialog", fieldset: "group", h1: "heading", h2: "heading", h3: "heading",
	h4: "heading", h5: "heading", h6: "heading", hr: "separator", img: "img", li: "listitem", main: "main", menu: "list", nav: "navigation", ol: "list",
	optgroup: "group", option: "option", output: "status", progress: "progressbar", table: "table", tbody: "rowgroup", td: "cell", textarea: "textbox",
	th: "columnheader", thead: "rowgroup", tr: "row", ul: "list", dl: "list",
};
const NAMED_BY_CONTENT = new Set(["button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab", "tooltip", "treeitem"]);

function roleOf(element) {
	const given = element.getAttribute("role")?.trim().split(/\s+/)[0];
	if (given) return given;
	const tag = element.localName;
	if (tag === "input") return INPUT_ROLES[element.type] ?? (element.hasAttribute("list") ? "combobox" : "textbox");
	if (tag === "a") return element.hasAttribute("href") ? "link" : "";
	if (tag === "select") return element.multiple || element.size > 1 ? "listbox" : "combobox";
	if (tag === "section") return hasName(element) ? "region" : "";
	if (tag === "form") return hasName(element) ? "form" : "";
	return TAG_ROLES[tag] ?? "";
}

function hasName(element) {
	return element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
}

function shown(element) {
	if (element.closest('[aria-hidden="true"], [inert]')) return false;
	return element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
}

function tidy(text) {
	return text.replace(/\s+/g, " ").trim();
}

function textOf(node, seen) {
	if (node.nodeType === Node.TEXT_NODE) return node.data;
	if (node.nodeType !== Node.ELEMENT_NODE || seen.has(node)) return "";
	if (node.getAttribute("aria-hidden") === "true" || !node.checkVisibility({ checkVisibilityCSS: true })) return "";
	seen.add(node);
	const label = node.getAttribute("aria-label")?.trim();
	if (label) return label;
	if (node.localName === "img") return node.getAttribute("alt") ?? "";
	if (node.localName === "svg") return node.querySelector(":scope > title")?.textContent ?? "";
	const inner = [...node.childNodes].map((child) => textOf(child, seen)).join("");
	return getComputedStyle(node).display.startsWith("inline") ? inner : ` ${inner} `;
}

function nameOf(element, role) {
	const by = element.getAttribute("aria-labelledby");
	if (by) {
		const name = tidy(by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map((each) => (each === element ? element.getAttribute("aria-label") : null) ?? labelText(each)).join(" "));
		if (name) return name;
	}
	const label = element.getAttribute("aria-label")?.trim();
	if (label) return tidy(label);
	if (element.labels?.length) return tidy([...element.labels].map(labelText).join(" "));
	if (element.localName === "img") return tidy(element.alt);
	if (element.localName === "fieldset") return tidy(element.querySelector(":scope > legend")?.textContent ?? "");
	if (NAMED_BY_CONTENT.has(role)) {
		const name = tidy([...element.childNodes].map((child) => textOf(child, new Set())).join(""));
		if (name) return name;
	}
	return tidy(element.getAttribute("title") ?? element.getAttribute("placeholder") ?? "");
}

// A label may be hidden from the eye and still name something: its own text counts then.
function labelText(element) {
	const seen = new Set();
	const text = [...element.childNodes].map((child) => textOf(child, seen)).join("");
	return tidy(text) ? text : element.textContent;
}

function descriptionOf(element) {
	const ids = (element.getAttribute("aria-describedby") ?? "").split(/\s+/);
	return tidy(ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
}

function matches(element, query) {
	if (roleOf(element) !== query.role || !shown(element)) return false;
	if (query.name === null) return true;
	const name = nameOf(element, query.role);
	return query.exact ? name === query.name : name.includes(query.name);
}

function all(query) {
	const roots = query.within ? all(query.within) : [document];
	const found = roots.flatMap((root) => [...root.querySelectorAll("*")].filter((element) => matches(element, query)));
	return query.at === null ? found : found.slice(query.at, query.at + 1);
}

if (ask.find) return all(ask.find);
if (ask.values) return all(ask.values).map((element) => element.value ?? "");
if (ask.descriptions) return all(ask.descriptions).map(descriptionOf);
if (ask.texts) return all(ask.texts).map((element) => element.innerText ?? element.textContent);

// What there is, as a person would hear it: for the message of a test that failed.
return [...document.querySelectorAll("body *")]
	.map((element) => [element, roleOf(element)])
	.filter(([element, role]) => role && shown(element))
	.slice(0, 250)
	.map(([element, role]) => `${role} ${JSON.stringify(nameOf(element, role))}${"value" in element && element.localName !== "li" ? ` = ${JSON.stringify(element.type === "password" ? "(a password)" : element.value)}` : ""}`)
	.join("\n");
