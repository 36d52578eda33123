export { NewCampaignArea } from "./NewCampaignArea";
