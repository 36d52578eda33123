import type { NetworkSettings } from "./generated/NetworkSettings";
import type { ProxyRequest } from "./generated/ProxyRequest";
import { call } from "./transport";

export const networkGet = () => call<NetworkSettings>("network_get");

export const networkSetProxy = (request: ProxyRequest) => call<NetworkSettings>("network_set_proxy", { request });

export const networkPutCertificate = (name: string, file: Uint8Array) =>
	call<NetworkSettings>("network_put_certificate", { name }, file);

export const networkDropCertificate = () => call<NetworkSettings>("network_drop_certificate");
