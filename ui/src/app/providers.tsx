import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { I18nextProvider } from "react-i18next";
import type { StartState } from "../bridge";
import { ConfirmProvider, ToastProvider, TooltipProvider, WhoseContext } from "../components";
import { ActionsProvider } from "./actions";
import { i18n } from "./i18n";
import { seed } from "./opening";
import { follow, makeQueryClient } from "./query";
import { SessionProvider, useSession } from "./session";

/** Every dialog is about the account in front unless it says otherwise. */
function FrontAccount({ children }: { children: ReactNode }) {
	return <WhoseContext value={useSession().active}>{children}</WhoseContext>;
}

export interface ProvidersProps {
	start: StartState;
	/** For tests. */
	client?: QueryClient | undefined;
	children: ReactNode;
}

/** Everything a screen may count on. */
export function Providers({ start, client: given, children }: ProvidersProps) {
	const [client] = useState(() => {
		const client = given ?? makeQueryClient();
		seed(client, start);
		return client;
	});
	useEffect(() => follow(client), [client]);
	return (
		<CSPProvider disableStyleElements>
			<I18nextProvider i18n={i18n}>
				<QueryClientProvider client={client}>
					<TooltipProvider delay={500}>
						<SessionProvider start={start}>
							<FrontAccount>
								<ActionsProvider>
									<ToastProvider>
										<ConfirmProvider>{children}</ConfirmProvider>
									</ToastProvider>
								</ActionsProvider>
							</FrontAccount>
						</SessionProvider>
					</TooltipProvider>
				</QueryClientProvider>
			</I18nextProvider>
		</CSPProvider>
	);
}
