import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Bookmark, Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../app/actions";
import { useNewCampaign } from "../../app/newCampaign";
import { grouped } from "../../app/number";
import { keys } from "../../app/query";
import { useAccount } from "../../app/session";
import { type View, viewsCounts } from "../../bridge";
import { IconButton, Menu, useToast } from "../../components";
import { NameDialog } from "./NameDialog";
import css from "./SavedViews.module.css";
import { useViews } from "./useViews";

/** Digits jump to the first nine. */
const DIGITS = 9;

/** The views of the contacts, in the sidebar. */
export function SavedViews() {
	const { t } = useTranslation("views");
	const { id: account } = useAccount();
	const navigate = useNavigate();
	const toast = useToast();
	const newCampaign = useNewCampaign();
	const there = useLocation({ select: (location) => location.pathname === "/contacts" });
	const { views, view, open, save, remove } = useViews(account);
	const counts = useQuery({
		queryKey: keys.viewCounts(account),
		queryFn: () => viewsCounts(account),
		enabled: views.length > 0,
	}).data;
	const [naming, setNaming] = useState<View | null>(null);
	const [nameOpen, setNameOpen] = useState(false);

	const go = (id: number | null) => {
		void open(id);
		if (!there) void navigate({ to: "/contacts" });
	};
	const drop = async (gone: View) => {
		try {
			const kept = await remove(gone.id);
			toast.show({
				text: <bdi>{t("deleted", { name: gone.name })}</bdi>,
				action: { label: t("undo"), onSelect: () => void save(kept).catch(failed) },
			});
		} catch {
			failed();
		}
	};
	const failed = () => void toast.show({ tone: "danger", text: t("failed") });
	if (views.length === 0) return null;
	return (
		<section className={css.views} aria-label={t("title")} data-region="views">
			<div className={css.head}>{t("title")}</div>
			<ul>
				<li>
					<button
						type="button"
						className={css.view}
						aria-current={there && view === null ? "true" : undefined}
						onClick={() => go(null)}
					>
						<span className={css.digit} />
						<span className="cut">{t("all")}</span>
					</button>
				</li>
				{views.map((one, index) => {
					const count = counts?.find(({ id }) => id === one.id)?.count;
					return (
						<li key={one.id}>
							<button
								type="button"
								className={css.view}
								aria-current={there && view?.id === one.id ? "true" : undefined}
								aria-keyshortcuts={index < DIGITS ? String(index + 1) : undefined}
								aria-description={count === undefined ? undefined : t("count", { count })}
								onClick={() => go(one.id)}
							>
								<span className={css.digit} aria-hidden="true">
									{index < DIGITS ? index + 1 : ""}
								</span>
								<bdi className="cut">{one.name}</bdi>
								<span className={css.count} aria-hidden="true">
									{count === undefined ? null : grouped(count)}
								</span>
							</button>
							<span className={css.more}>
								<Menu
									label={t("menu", { name: one.name })}
									align="end"
									trigger={
										<IconButton
											size="small"
											label={t("menu", { name: one.name })}
											icon={<Ellipsis aria-hidden="true" />}
										/>
									}
									items={[
										{
											label: t("newCampaign:action.toView"),
											onSelect: () => newCampaign({ audience: [{ kind: "view", id: one.id }] }),
										},
										{
											label: t("rename"),
											onSelect: () => {
												setNaming(one);
												setNameOpen(true);
											},
										},
										{ label: t("delete"), danger: true, onSelect: () => void drop(one) },
									]}
								/>
							</span>
							<ViewAction view={one} digit={index < DIGITS ? String(index + 1) : undefined} onOpen={() => go(one.id)} />
						</li>
					);
				})}
			</ul>
			{naming && (
				<NameDialog
					open={nameOpen}
					onOpenChange={setNameOpen}
					title={t("renameTitle")}
					name={naming.name}
					onSave={(name) => save({ ...naming, name })}
				/>
			)}
		</section>
	);
}

function ViewAction({ view, digit, onOpen }: { view: View; digit: string | undefined; onOpen: () => void }) {
	const { t } = useTranslation("views");
	useAction({
		id: `view-${view.id}`,
		label: t("open", { name: view.name }),
		keys: digit,
		icon: <Bookmark aria-hidden="true" />,
		run: onOpen,
	});
	return null;
}
