// A small invented shop.
import type { Account, Contact, Group, Preferences, Slot, Source, Status, Template } from "../bridge";

export const ACCOUNTS: Account[] = [
	{ id: "a-blue", name: "Blue Harbour Books", plan: "Growth", accent: "blue" },
	{ id: "a-teal", name: "Sahil Tea House", plan: "Starter", accent: "teal" },
	{ id: "a-plum", name: "Atelier Mirabel", plan: "Growth", accent: "plum" },
].map((account) => ({
	...(account as Pick<Account, "id" | "name" | "plan" | "accent">),
	server: "https://app.wa.cr",
	practice: false,
	token: "keyring",
	missing_scopes: [],
	clock_ahead: null,
}));

export const PRACTICE: Account = {
	id: "practice",
	name: "Practice account",
	server: "http://127.0.0.1:40123",
	plan: "Growth",
	accent: "practice",
	practice: true,
	token: "session",
	missing_scopes: [],
	clock_ahead: null,
};

export const PREFERENCES: Preferences = {
	theme: "system",
	contrast: false,
	density: "normal",
	text_size: "normal",
	screen: null,
	country: null,
	sending: { ceiling: null, cancel_window: 10, stop: { failures_in_a_row: 10, failures_percent: 50 } },
	detailed_log: false,
};

export const GROUPS: Group[] = [
	"Spring launch",
	"Repeat buyers",
	"Schools",
	"Harbour regulars",
	"Trade fair Harwich",
	"Charter schools",
	"Hardcover club",
	"VIP",
	"Do not message",
].map((name, index) => ({ id: 11 + index, name }));

export const SOURCES: Source[] = ["Trade fair", "Walk-in", "Website", "Referral", "Old list"].map((name, index) => ({
	id: 1 + index,
	name,
}));

export const STATUSES: Status[] = [
	{ id: 1, name: "New", color: "#1E88E5" },
	{ id: 2, name: "Contacted", color: "#FB8C00" },
	{ id: 3, name: "Qualified", color: "#9C27B0" },
	{ id: 4, name: "Waiting", color: "#FDD835" },
	{ id: 5, name: "Won", color: "#2E7D32" },
	{ id: 6, name: "Lost", color: "#9E9E9E" },
];

type Row = [first: string, last: string, phone: string, company: string, type: string, status: number, source: number];
const ROWS: Row[] = [
	["Nadia", "Verhoeven", "+1 555 010 0142", "Verhoeven Papier", "customer", 3, 1],
	["فاطمة الزهراء", "بن علي", "+212 600 000 142", "مكتبة الأندلس", "customer", 5, 2],
	["अनन्या", "कृष्णमूर्ति", "+91 98765 00142", "किताब घर", "lead", 1, 3],
	[
		"Friederike Freifrau",
		"von Schwarzenbrunner-Hohenlohe",
		"+49 171 39200 14",
		"Donaubuchhandlung Vilshofen GmbH & Co. KG",
		"customer",
		5,
		4,
	],
	["诗涵", "欧阳", "+86 138 0000 0142", "海港书店", "lead", 2, 1],
	["Tomás", "Lindqvist", "+46 70 174 06 05", "", "customer", 3, 1],
	["", "", "+44 7700 900177", "", "lead", 1, 3],
	["محمد عبد الرحمن", "الشريف", "+966 55 555 0187", "شركة النخيل للتجارة", "lead", 4, 3],
	["José", "Ñuñez Íñiguez", "+34 600 000 142", "Librería Ñandú", "customer", 5, 5],
	["Зоя", "Мирошниченко", "+380 50 000 0142", "", "lead", 2, 2],
	["Aoife", "Ní Bhraonáin", "+353 20 912 0142", "Trá Books", "customer", 3, 4],
	["健太", "佐藤", "+81 90 0000 0142", "佐藤書房", "lead", 1, 3],
	["PETER", "GRANT", "+44 7700 900312", "GRANT & SONS", "customer", 6, 5],
	["Nguyễn Thị", "Minh Châu", "+84 90 000 0142", "Nhà sách Cây Bàng", "lead", 2, 1],
	["Camille", "Lefèvre-Dufresne", "+33 6 39 98 01 42", "Le Quai des livres", "customer", 5, 2],
	["Priya", "", "+91 98765 00177", "", "guest", 1, 3],
	["Oluwaseun", "Adébáyọ̀", "+234 803 000 0142", "Lagos Book Depot", "lead", 4, 4],
	["민서", "김", "+82 10 0000 0142", "민서네 책방", "lead", 3, 1],
	["Zoë", "van Aalst", "+31 6 0000 0142", "", "lead", 1, 3],
	["Ελένη", "Παπαδοπούλου", "+30 690 000 0142", "Βιβλιοπωλείο Πόλις", "customer", 5, 2],
];
const MORE = ["Ilse", "Marek", "Amara", "Luca", "Noor", "Hana", "Diego", "Freya", "Kofi", "Mei"];
const LAST = ["Okonkwo", "Svensson", "Rossi", "Haddad", "Novák", "Silva", "Tanaka", "Murphy"];
/** When everything in the fake happened; `now` is a moment later. */
const BASE = Date.now();

function contact(row: Row, index: number): Contact {
	const [firstname, lastname, shown, company, type, status_id, source_id] = row;
	const changed = new Date(BASE - index * index * 7 * 60_000 - 120_000).toISOString();
	return {
		id: 501 + index,
		firstname: firstname || shown,
		lastname,
		company: company || null,
		type,
		email: index % 3 === 0 ? `person${index}@example.com` : null,
		phone: shown.replace(/[^+\d]/g, ""),
		phone_display: shown,
		status_id,
		source_id,
		description: index === 0 ? "Asked for the spring catalogue" : null,
		city: index === 0 ? "Springfield" : null,
		state: index === 0 ? "IL" : null,
		zip: index === 0 ? "62701" : null,
		address: index === 0 ? "14 Quay Street" : null,
		country_id: index === 0 ? 233 : null,
		assigned_id: index === 0 ? 21 : null,
		groups: index === 0 ? [11, 12, 13] : index % 4 === 1 ? [] : [11 + (index % 5)],
		is_opted_out: index === 10,
		created_at: changed,
		updated_at: changed,
	};
}

export function makeContacts(count = 60): Contact[] {
	return Array.from({ length: count }, (_, index) => {
		const known = ROWS[index];
		if (known) return contact(known, index);
		const first = MORE[index % MORE.length] ?? "Ilse";
		const last = LAST[(index * 3) % LAST.length] ?? "Rossi";
		const digits = String(100_000 + index * 7).slice(-6);
		return contact(
			[first, last, `+44 7700 ${digits}`, "", index % 2 ? "lead" : "customer", 1 + (index % 6), 1 + (index % 5)],
			index,
		);
	});
}

function slots(body: string, samples: string[]): Slot[] {
	const parts = body.split(/\{\{\d+\}\}/);
	return samples.map((sample, index) => ({
		field: `field_${index + 1}`,
		number: index + 1,
		kind: "text",
		before: (parts[index] ?? "").slice(-24),
		after: (parts[index + 1] ?? "").slice(0, 24),
		sample,
	}));
}

function template(id: number, name: string, body: string, samples: string[], more: Partial<Template> = {}): Template {
	return {
		template_id: `90000000000${id}`,
		name,
		language: "en_US",
		category: "MARKETING",
		status: "APPROVED",
		header: "none",
		header_text: null,
		body,
		footer: null,
		buttons: [],
		slots: slots(body, samples),
		problem: null,
		...more,
	};
}

const WELCOME = "Hello {{1}}, welcome to Blue Harbour Books. We are open until six.";
const SPRING =
	"Hello {{1}}, the spring catalogue is here: {{2}} new titles, from {{3}}. Shall we put one aside for you?";
const ORDER = "Dear {{1}}, your order {{2}} is ready at {{3}}. We keep it for {{4}} days.";
const headerSlot = (kind: Slot["kind"], field: string, sample: string): Slot => ({
	field,
	number: 0,
	kind,
	before: "",
	after: "",
	sample,
});

export const TEMPLATES: Template[] = [
	template(1, "welcome_reader", WELCOME, ["Nadia"]),
	template(2, "spring_catalogue", SPRING, ["Nadia", "24", "Tove Jansson to Zadie Smith"], {
		header: "text",
		header_text: "News for {{1}}",
		footer: "Reply STOP to hear no more",
		buttons: [
			{ kind: "URL", text: "See the catalogue" },
			{ kind: "QUICK_REPLY", text: "Put one aside" },
		],
		slots: [headerSlot("text", "header_field_1", "Nadia"), ...slots(SPRING, ["Nadia", "24", "Tove Jansson"])],
	}),
	template(3, "order_ready", ORDER, ["Nadia", "B-1042", "the harbour shop", "7"], {
		category: "UTILITY",
		header: "image",
		slots: [
			headerSlot("media_link", "header_image_url", "https://example.com/shop.jpg"),
			...slots(ORDER, ["Nadia", "B-1042", "the harbour shop", "7"]),
		],
	}),
	template(4, "thank_you", "Thank you for your visit. See you soon!", [], { category: "UTILITY" }),
	template(5, "thank_you", "شكراً لزيارتكم. نراكم قريباً!", [], { language: "ar", category: "UTILITY" }),
	template(6, "summer_reading", "The summer list for {{1}} is waiting.", ["Nadia"], {
		status: "PENDING",
		problem: "pending",
	}),
	template(7, "shop_location", "Here is our shop.", [], { header: "location", problem: "location_header" }),
	template(8, "login_code", "Your code is {{1}}.", ["123456"], {
		category: "AUTHENTICATION",
		problem: "authentication",
	}),
];
