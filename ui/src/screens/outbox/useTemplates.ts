import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "../../app/query";
import { type AccountId, type BridgeError, type Template, templatesList, templatesRefresh } from "../../bridge";
import { families } from "./families";

/** The account's templates by name, and a way to have the server asked again. */
export function useTemplates(account: AccountId, enabled: boolean) {
	const client = useQueryClient();
	const query = useQuery<Template[], BridgeError>({
		queryKey: keys.templates(account),
		queryFn: () => templatesList(account),
		enabled,
	});
	const refresh = useMutation<Template[], BridgeError>({
		mutationFn: () => templatesRefresh(account),
		onSuccess: (templates) => client.setQueryData(keys.templates(account), templates),
	});
	return {
		families: useMemo(() => (query.data ? families(query.data) : undefined), [query.data]),
		error: query.error,
		retry: () => void query.refetch(),
		ask: () => refresh.mutate(),
		asking: refresh.isPending,
		askError: refresh.error,
	};
}
