import { Navigate, Outlet, useNavigate } from "@tanstack/react-router";
import {
	ArrowLeftRight,
	CircleDot,
	LayoutTemplate,
	Plus,
	RefreshCw,
	Send,
	Settings,
	Signpost,
	Tags,
	Users,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../app/actions";
import { errorText } from "../../app/errors";
import { useSession } from "../../app/session";
import { type AccountId, type BridgeError, syncNow } from "../../bridge";
import { cx, useToast } from "../../components";
import { NewCampaignArea } from "../campaign-draft";
import { SavedViews } from "../views";
import { AccountBanners } from "./account-banners";
import { AccountMenu } from "./account-menu";
import { Navigation } from "./navigation";
import css from "./shell.module.css";
import { Vitals } from "./vitals";

/** What the keys and the palette can do on every screen of an account. */
function useShellActions(account: AccountId) {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const { accounts, switchTo } = useSession();
	const { show } = useToast();
	const refused = (error: BridgeError) => {
		const { title, text } = errorText(error, t);
		show({ tone: "danger", text: `${title} ${text}` });
	};
	useAction({
		id: "go-contacts",
		label: t("shell:actions.contacts"),
		icon: <Users aria-hidden="true" />,
		run: () => void navigate({ to: "/contacts" }),
	});
	useAction({
		id: "go-campaigns",
		label: t("shell:actions.campaigns"),
		icon: <Send aria-hidden="true" />,
		run: () => void navigate({ to: "/campaigns" }),
	});
	useAction({
		id: "go-templates",
		label: t("shell:actions.templates"),
		icon: <LayoutTemplate aria-hidden="true" />,
		run: () => void navigate({ to: "/templates" }),
	});
	useAction({
		id: "go-groups",
		label: t("shell:actions.groups"),
		icon: <Tags aria-hidden="true" />,
		run: () => void navigate({ to: "/groups" }),
	});
	useAction({
		id: "go-sources",
		label: t("shell:actions.sources"),
		icon: <Signpost aria-hidden="true" />,
		run: () => void navigate({ to: "/sources" }),
	});
	useAction({
		id: "go-statuses",
		label: t("shell:actions.statuses"),
		icon: <CircleDot aria-hidden="true" />,
		run: () => void navigate({ to: "/statuses" }),
	});
	useAction({
		id: "go-settings",
		label: t("shell:actions.settings"),
		keys: "Ctrl+,",
		icon: <Settings aria-hidden="true" />,
		run: () => void navigate({ to: "/settings" }),
	});
	useAction({
		id: "add-account",
		label: t("shell:accounts.add"),
		icon: <Plus aria-hidden="true" />,
		run: () => void navigate({ to: "/connect" }),
	});
	useAction({
		id: "sync-now",
		label: t("shell:actions.sync"),
		icon: <RefreshCw aria-hidden="true" />,
		run: () => void syncNow(account).catch(refused),
	});
	return {
		switches: accounts.slice(0, 9).map((one, index) => ({
			id: one.id,
			name: one.name,
			keys: `Ctrl+${index + 1}`,
			run: () => void switchTo(one.id).catch(refused),
		})),
	};
}

/** Ctrl 1 to 9, one component each since accounts come and go. */
function SwitchAction({
	id,
	label,
	keys,
	run,
	when,
}: {
	id: string;
	label: string;
	keys: string;
	run: () => void;
	when: boolean;
}) {
	useAction({ id: `switch-${id}`, label, keys, icon: <ArrowLeftRight aria-hidden="true" />, rank: 2, run, when });
	return null;
}

function Frame({ account, practice }: { account: AccountId; practice: boolean }) {
	const { t } = useTranslation();
	const { switches } = useShellActions(account);
	return (
		<div className={cx(css.app, practice && css.practice)}>
			{switches.map((one) => (
				<SwitchAction
					key={one.id}
					id={one.id}
					label={t("shell:accounts.switchTo", { name: one.name })}
					keys={one.keys}
					run={one.run}
					when={one.id !== account}
				/>
			))}
			<aside className={css.side}>
				<div data-region="account">
					<AccountMenu />
				</div>
				<Navigation />
				<SavedViews />
				<Vitals />
			</aside>
			<div className={css.main}>
				<AccountBanners />
				{/* Each account has its own screens: nothing of one is left standing in another. */}
				<div className={css.screen} key={account}>
					<Outlet />
				</div>
			</div>
		</div>
	);
}

/** The window round every screen of an account. */
export function Shell() {
	const { active } = useSession();
	if (!active) return <Navigate to="/connect" replace />;
	return (
		<NewCampaignArea>
			<Frame account={active.id} practice={active.practice} />
		</NewCampaignArea>
	);
}
