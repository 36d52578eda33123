import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNewCampaign } from "../../app/newCampaign";
import { keys } from "../../app/query";
import { useAccount, useAccounts } from "../../app/session";
import { syncStatus } from "../../bridge";
import { cx, ErrorBanner, useToast } from "../../components";
import { rescueFocus } from "../../components/focus";
import frame from "../frame.module.css";
import { ChangesDialog } from "./ChangesDialog";
import { Detail } from "./Detail";
import { EmptyFace, ErrorFace, ForbiddenFace, LoadingFace, NobodyFace } from "./Faces";
import { FilterBar } from "./FilterBar";
import { Foot } from "./Foot";
import { isNarrowed } from "./filters";
import { Gallery, type GalleryHandle } from "./Gallery";
import { forgetOthers } from "./kept";
import css from "./TemplatesScreen.module.css";
import { Toolbar } from "./Toolbar";
import { useFound } from "./useFound";
import { useMarks } from "./useMarks";
import { usePlace } from "./usePlace";
import { useTemplateActions } from "./useTemplateActions";
import { useTemplateList } from "./useTemplateList";
import { useUsed } from "./useUsed";

/** Every template of the account: found, read as it will be read, and sent on its way. */
export function TemplatesScreen() {
	const { t } = useTranslation();
	const account = useAccount();
	const accounts = useAccounts();
	const toast = useToast();
	const newCampaign = useNewCampaign();
	const { data: sync } = useQuery({ queryKey: keys.sync(account.id), queryFn: () => syncStatus(account.id) });
	const [askedAt, setAskedAt] = useState<string | null>(null);
	const list = useTemplateList(account.id, {
		onAnswer: () => setAskedAt(new Date().toISOString()),
		onSame: (count) => toast.show({ text: t("templates:same", { count }) }),
		onFirst: (count) => toast.show({ text: t("templates:first", { count }) }),
	});
	const used = useUsed(account.id);
	const { marks, toggle } = useMarks(account.id);
	const { gallery, change, clear, narrowed, cards, shelves, hidden } = useFound(list.families, marks, used);
	const { families, filters } = gallery;
	const place = usePlace(families, cards);
	const { family, template } = place;
	const search = useRef<HTMLInputElement>(null);
	const grid = useRef<GalleryHandle>(null);
	const removed = useRef(false);

	useEffect(() => forgetOthers([account.id, ...accounts.map(({ id }) => id)]), [account.id, accounts]);
	// A card that goes takes the focus with it.
	useEffect(() => {
		if (!removed.current) return;
		removed.current = false;
		if (document.activeElement !== document.body) return;
		grid.current?.focus();
		rescueFocus();
	});

	const favourite = () => family && toggle("favourites", family.name);
	const hide = () => {
		if (!family) return;
		const { name } = family;
		const at = cards.findIndex((card) => card.family.name === name);
		const next = cards[at + 1] ?? cards[at - 1];
		const hiding = !marks.hidden.includes(name);
		removed.current = at >= 0;
		toggle("hidden", name);
		if (at >= 0 && next) place.move(next.family.name);
		else if (at >= 0) place.close();
		if (!hiding) return;
		toast.show({
			text: <bdi>{t("templates:toast.hidden", { name })}</bdi>,
			action: { label: t("templates:toast.undo"), onSelect: () => toggle("hidden", name) },
		});
	};
	// Its button and its key are off while it cannot be sent.
	const send = () => template && newCampaign({ template: template.template_id });
	const close = () => {
		place.close();
		grid.current?.focus();
	};
	useTemplateActions({
		template,
		open: place.open !== null,
		cards: cards.length > 0,
		languages: family?.members.length ?? 0,
		hidden: family !== null && marks.hidden.includes(family.name),
		search,
		onOpen: () => family && place.openAt(family.name),
		onClose: close,
		onFavourite: favourite,
		onHide: hide,
		onLanguage: place.next,
		onSend: send,
		onRefresh: list.ask,
	});

	const reading = sync?.state === "checking" || (sync?.state === "filling" && sync.done === 0);
	const face = list.error ? (
		<ErrorFace error={list.error} onRetry={list.retry} />
	) : !list.families ? (
		<LoadingFace />
	) : families.length === 0 ? (
		account.missing_scopes.includes("templates:read") ? (
			<ForbiddenFace />
		) : reading ? (
			// The lists come before the contacts: until then there being none says nothing.
			<LoadingFace />
		) : (
			<EmptyFace asking={list.asking} onAsk={list.ask} />
		)
	) : cards.length === 0 ? (
		<NobodyFace
			filters={filters}
			hidden={filters.which === "hidden" ? 0 : hidden}
			narrowed={isNarrowed({ ...filters, which: "all" })}
			onAll={() => change({ which: "all" })}
			onShowHidden={() => change({ which: "hidden" })}
			onClear={() => {
				clear();
				search.current?.focus();
			}}
		/>
	) : null;
	return (
		<div className={cx(frame.split, css.split, place.open !== null && frame.withDetail)}>
			<main className={frame.screen} data-region="screen">
				<Toolbar
					search={search}
					text={filters.text}
					onText={(text) => change({ text })}
					shown={cards.length}
					all={families.length}
					narrowed={narrowed || hidden > 0}
					onCards={() => grid.current?.focus()}
					asking={list.asking}
					onAsk={list.ask}
				/>
				{families.length > 0 ? (
					<FilterBar gallery={gallery} onChange={change} onClear={cards.length > 0 ? clear : null} />
				) : null}
				{list.askError ? <ErrorBanner error={list.askError} onRetry={list.ask} /> : null}
				{face ? (
					<div className={frame.face}>{face}</div>
				) : (
					<Gallery
						ref={grid}
						shelves={shelves}
						marks={marks}
						current={place.current}
						open={place.open}
						onOpen={place.openAt}
						onMove={place.move}
					/>
				)}
				<Foot
					families={families}
					asking={list.asking}
					waiting={list.waiting}
					since={list.since}
					onShow={list.show}
					askedAt={askedAt}
					hidden={filters.which === "hidden" ? 0 : marks.hidden.length}
					onHidden={() => change({ which: "hidden" })}
				/>
			</main>
			{place.open !== null && family && template ? (
				<Detail
					account={account}
					family={family}
					template={template}
					onLanguage={place.read}
					favourite={marks.favourites.includes(family.name)}
					onFavourite={favourite}
					hidden={marks.hidden.includes(family.name)}
					onHide={hide}
					used={used?.get(family.name)}
					onSend={send}
					onClose={close}
				/>
			) : null}
			{list.told ? <ChangesDialog told={list.told} open={list.telling} onClose={list.close} /> : null}
		</div>
	);
}
