import type { AccountId } from "./generated/AccountId";
import type { Campaign } from "./generated/Campaign";
import type { CampaignDraft } from "./generated/CampaignDraft";
import type { CampaignPlan } from "./generated/CampaignPlan";
import type { CampaignReport } from "./generated/CampaignReport";
import type { CampaignRows } from "./generated/CampaignRows";
import type { CampaignRowsRequest } from "./generated/CampaignRowsRequest";
import type { DoNotMessage } from "./generated/DoNotMessage";
import type { ExportCampaign } from "./generated/ExportCampaign";
import type { ExportPlan } from "./generated/ExportPlan";
import type { PlanCheck } from "./generated/PlanCheck";
import type { PlanRows } from "./generated/PlanRows";
import type { PlanRowsRequest } from "./generated/PlanRowsRequest";
import type { RescheduleCampaign } from "./generated/RescheduleCampaign";
import type { RetryCampaign } from "./generated/RetryCampaign";
import type { SavedReport } from "./generated/SavedReport";
import type { SendRow } from "./generated/SendRow";
import type { SetPace } from "./generated/SetPace";
import type { StartCampaign } from "./generated/StartCampaign";
import type { TestSend } from "./generated/TestSend";
import { call } from "./transport";

/** Works out who gets what. Asks the server nothing; sends nothing. */
export const campaignsPlan = (account: AccountId, draft: CampaignDraft) =>
	call<CampaignPlan>("campaigns_plan", { account, draft });
/** People of a plan by position, with the text each would read. */
export const campaignsPlanRows = (account: AccountId, request: PlanRowsRequest) =>
	call<PlanRows>("campaigns_plan_rows", { account, request });
/** Asks the server before a start: template, what is left of the plan, pace. */
export const campaignsCheck = (account: AccountId, plan: string) =>
	call<PlanCheck>("campaigns_check", { account, plan });
/** Writes a plan down as a run, which begins by itself. */
export const campaignsStart = (account: AccountId, request: StartCampaign) =>
	call<Campaign>("campaigns_start", { account, request });
/** Sends a plan's message to a number of one's own, marked as a test. */
export const campaignsSendTest = (account: AccountId, request: TestSend) =>
	call<SendRow>("campaigns_send_test", { account, request });
/** All runs, newest first. */
export const campaignsList = (account: AccountId) => call<Campaign[]>("campaigns_list", { account });
/** A run with its reasons. */
export const campaignsGet = (account: AccountId, campaign: number) =>
	call<CampaignReport>("campaigns_get", { account, campaign });
/** People of a run by position. */
export const campaignsRows = (account: AccountId, request: CampaignRowsRequest) =>
	call<CampaignRows>("campaigns_rows", { account, request });
/** The contacts among the people of a run that are asked for, each once; `offset` and `limit` do not count. */
export const campaignsContacts = (account: AccountId, request: CampaignRowsRequest) =>
	call<number[]>("campaigns_contacts", { account, request });
/** Holds a run: no message begins once this returns. */
export const campaignsPause = (account: AccountId, campaign: number) =>
	call<Campaign>("campaigns_pause", { account, campaign });
/** Holds all runs that are under way; how many. */
export const campaignsPauseAll = (account: AccountId) => call<number>("campaigns_pause_all", { account });
/** Lets a run go on that was held or stopped. */
export const campaignsResume = (account: AccountId, campaign: number) =>
	call<Campaign>("campaigns_resume", { account, campaign });
/** Ends a run: whoever was not called is cancelled. */
export const campaignsCancel = (account: AccountId, campaign: number) =>
	call<Campaign>("campaigns_cancel", { account, campaign });
/** Begins a run that waits for its time, now or at another time. */
export const campaignsReschedule = (account: AccountId, request: RescheduleCampaign) =>
	call<Campaign>("campaigns_reschedule", { account, request });
/** Goes faster or slower from now on. */
export const campaignsSetPace = (account: AccountId, request: SetPace) =>
	call<Campaign>("campaigns_set_pace", { account, request });
/** Sends refused rows again that may be. */
export const campaignsRetry = (account: AccountId, request: RetryCampaign) =>
	call<Campaign>("campaigns_retry", { account, request });
/** People who are never sent to from this computer. */
export const campaignsDoNotMessage = (account: AccountId) =>
	call<DoNotMessage>("campaigns_do_not_message", { account });
/** Puts a number on that list, or takes it off. */
export const campaignsBlock = (account: AccountId, phone: string, blocked: boolean) =>
	call<DoNotMessage>("campaigns_block", { account, phone, blocked });
/** Chooses the group whose members are not sent to. */
export const campaignsBlockGroup = (account: AccountId, group: number | null) =>
	call<DoNotMessage>("campaigns_block_group", { account, group });
/** Writes messages of a plan into the folder of downloads; where they lie. */
export const campaignsExportPlan = (account: AccountId, request: ExportPlan) =>
	call<SavedReport>("campaigns_export_plan", { account, request });
/** Writes a run’s report into the folder of downloads; where it lies. */
export const campaignsExport = (account: AccountId, request: ExportCampaign) =>
	call<SavedReport>("campaigns_export", { account, request });
