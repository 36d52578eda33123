// A shop with templates of every kind, for looking and for tests: several languages, headers, marks, all states.
import type { Slot, Template } from "../bridge";

const WORDS = 40;

/** Reads the slots of a text as Rust does. */
function slotsOf(body: string, samples: readonly string[]): Slot[] {
	const parts = body.split(/\{\{\d+\}\}/);
	return parts.slice(1).map((_, index) => ({
		field: `field_${index + 1}`,
		number: index + 1,
		kind: "text",
		before: (parts[index] ?? "").slice(-WORDS),
		after: (parts[index + 1] ?? "").slice(0, WORDS),
		sample: samples[index] ?? null,
	}));
}

let last = 0;

/** One template; its id is its place, its slots are those of its text. */
export function makeTemplate(
	name: string,
	language: string,
	body: string,
	{ samples = [], ...more }: Partial<Template> & { samples?: readonly string[] } = {},
): Template {
	last += 1;
	return {
		template_id: `91000000${1000 + last}`,
		name,
		language,
		category: "MARKETING",
		status: "APPROVED",
		header: "none",
		header_text: null,
		body,
		footer: null,
		buttons: [],
		slots: slotsOf(body, samples),
		problem: null,
		...more,
	};
}

const media = (kind: "image" | "video" | "document"): Slot => ({
	field: `header_${kind}_url`,
	number: 0,
	kind: "media_link",
	before: "",
	after: "",
	sample: `https://example.com/${kind}`,
});

function withMedia(kind: "image" | "video" | "document", template: Template): Template {
	return { ...template, header: kind, slots: [media(kind), ...template.slots] };
}

const UTILITY = { category: "UTILITY" };

export function shopTemplates(): Template[] {
	const reply = (text: string) => ({ kind: "QUICK_REPLY", text });
	return [
		makeTemplate(
			"spring_sittings",
			"en",
			"*The garden is in bloom*, {{1}}.\nFamily sittings on _Saturdays in April_, from {{2}} (~120~ 90 €). Code: ```SPRING26```.\n\nShall we keep a morning for you?",
			{
				samples: ["Nadia", "90 €"],
				header: "text",
				header_text: "Spring at the studio",
				footer: "Reply STOP to hear no more",
				buttons: [reply("Yes, please"), reply("Another day"), { kind: "URL", text: "See the studio" }],
			},
		),
		makeTemplate("spring_sittings", "fr", "Le jardin est en fleurs, {{1}}. Séances de famille dès {{2}}.", {
			samples: ["Nadia", "90 €"],
		}),
		makeTemplate("spring_sittings", "ar", "الحديقة مزهرة يا {{1}}. جلسات العائلة كل سبت في أبريل ابتداءً من {{2}}.", {
			samples: ["نادية", "90 €"],
			footer: "أرسل STOP لإيقاف الرسائل",
			buttons: [reply("نعم، من فضلكم")],
		}),
		withMedia(
			"image",
			makeTemplate("proofs_ready", "en", "Your proofs are ready, {{1}}. Choose your favourites with the button below."),
		),
		makeTemplate("proofs_ready", "de", "Ihre Abzüge sind fertig, {{1}}. Wählen Sie Ihre liebsten mit dem Knopf unten."),
		withMedia("video", makeTemplate("portrait_day", "en", "One day, one backdrop, one price: {{1}} on {{2}}.")),
		makeTemplate("open_studio", "fr", "Nos portes s’ouvrent le {{1}} dès {{2}}. Venez à deux, {{3}}.", {
			status: "PENDING",
			problem: "pending",
		}),
		makeTemplate("anniversary", "en", "One year ago you stood in our studio, {{1}}. The same picture again?", {
			status: "PAUSED",
			problem: "paused",
		}),
		makeTemplate("winner", "en", "You have won, {{1}}!!!", { status: "REJECTED", problem: "rejected" }),
		makeTemplate("passport_week", "en_GB", "This week, passport pictures without an appointment, {{1}}."),
		makeTemplate("passport_week", "hi", "इस सप्ताह बिना अपॉइंटमेंट के पासपोर्ट फ़ोटो, {{1}}।"),
		makeTemplate("newborn", "en", "Congratulations, {{1}}! For the first hundred days we come to your home."),
		withMedia(
			"document",
			makeTemplate(
				"invoice_sent",
				"en",
				"Dear {{1}}, invoice {{2}} over {{3}} is attached. Thank you for your trust.",
				{
					...UTILITY,
					samples: ["Nadia", "2026-114", "340 €"],
				},
			),
		),
		makeTemplate("sitting_moved", "en", "Dear {{1}}, your sitting moves to {{2}} at {{3}}. Is that possible?", UTILITY),
		makeTemplate("sitting_moved", "zh_CN", "亲爱的{{1}}，您的拍摄改到{{2}}的{{3}}。可以吗？", UTILITY),
		makeTemplate("album_shipped", "en", "Your album left us today, {{1}}. It is at your door on {{2}}.", UTILITY),
		makeTemplate("directions", "en", "How to find us: third floor, the lift is behind the gallery.", {
			...UTILITY,
			header: "location",
			problem: "location_header",
		}),
		makeTemplate("login_code", "en", "{{1}} is your verification code.", {
			category: "AUTHENTICATION",
			problem: "authentication",
		}),
	];
}

/** What the server says of the same shop a day later: one of each change. */
export function shopTemplatesLater(before: readonly Template[]): Template[] {
	const later = before
		.filter(({ name }) => name !== "newborn")
		.map((template): Template => {
			if (template.name === "portrait_day") return { ...template, status: "PAUSED", problem: "paused" };
			if (template.name === "open_studio") return { ...template, status: "APPROVED", problem: null };
			if (template.name === "sitting_moved" && template.language === "en")
				return {
					...template,
					body: "Dear {{1}}, your sitting was moved to {{2}} at {{3}}. Does that suit you?",
					footer: "Atelier Mirabel, 3rd floor",
				};
			return template;
		});
	return [...later, makeTemplate("summer_light", "en", "Long days, soft light: sittings at {{1}} on {{2}}.")];
}
