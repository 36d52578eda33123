// Colours of statuses: what can be read on them, and which of them a person may take for one another.

/** Far enough from each other to be told apart, also by most who see red and green alike; none of them shouts. */
export const PALETTE = [
	["blue", "#1E88E5"],
	["teal", "#00897B"],
	["green", "#2E7D32"],
	["lime", "#9CCC65"],
	["yellow", "#FDD835"],
	["orange", "#FB8C00"],
	["red", "#D32F2F"],
	["pink", "#EC407A"],
	["purple", "#6A1B9A"],
	["grey", "#9E9E9E"],
] as const;

type Rgb = readonly [number, number, number];

/** `#RRGGBB` in capitals, from what was typed: the `#` may be missing. None if it is no colour. */
export function readColour(text: string): string | null {
	const hex = /^#?([0-9a-f]{6})$/i.exec(text.trim())?.[1];
	return hex ? `#${hex.toUpperCase()}` : null;
}

/** Light, as it adds up: 0 to 1 each. */
function linear(colour: string): Rgb {
	const of = (at: number) => {
		const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	};
	return [of(1), of(3), of(5)];
}

/** WCAG 2: 1 is no contrast, 21 black on white. */
export function contrast(one: string, other: string): number {
	const light = (colour: string) => {
		const [r, g, b] = linear(colour);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const [a, b] = [light(one), light(other)];
	return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever can be read better on it: at least 4.58 on any colour. */
export function textOn(colour: string): "#000000" | "#FFFFFF" {
	return contrast(colour, "#000000") >= contrast(colour, "#FFFFFF") ? "#000000" : "#FFFFFF";
}

/** As seen without the red or the green cones (Viénot, Brettel and Mollon, 1999), and as most see it. */
const EYES: readonly ((rgb: Rgb) => Rgb)[] = [
	(rgb) => rgb,
	([r, g, b]) => {
		const yellow = 0.11238 * r + 0.88762 * g;
		return [yellow, yellow, 0.00401 * r - 0.00401 * g + b];
	},
	([r, g, b]) => {
		const yellow = 0.29275 * r + 0.70725 * g;
		return [yellow, yellow, -0.02234 * r + 0.02234 * g + b];
	},
];

/** OKLab: distances in it are as large as they look. */
function lab([r, g, b]: Rgb): Rgb {
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [
		0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
	];
}

/** How far apart two colours look to those who tell them apart least. */
export function distance(one: string, other: string): number {
	const [a, b] = [linear(one), linear(other)];
	return Math.min(
		...EYES.map((eye) => {
			const [from, to] = [lab(eye(a)), lab(eye(b))];
			return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
		}),
	);
}

/** An 8 px dot below this is taken for the other one. */
const APART = 0.05;

/** The one whose colour can hardly be told from this. */
export function lookAlike<T extends { color?: string | null }>(colour: string, others: readonly T[]): T | undefined {
	return others
		.filter((other) => other.color)
		.map((other) => ({ other, far: distance(colour, other.color ?? "") }))
		.filter(({ far }) => far < APART)
		.sort((a, b) => a.far - b.far)[0]?.other;
}

/** The colour of the palette that is farthest from those in use: what a new status begins with. */
export function freshColour(used: readonly (string | null | undefined)[]): string {
	const taken = used.filter((colour) => colour != null);
	const scored = PALETTE.map(([, colour]) => ({
		colour,
		far: Math.min(1, ...taken.map((other) => distance(colour, other))),
	}));
	return scored.reduce((best, one) => (one.far > best.far ? one : best)).colour;
}
