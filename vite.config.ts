import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { licences } from "./ui/build/licences";

export default defineConfig({
	root: "ui",
	plugins: [react(), licences(import.meta.dirname)],
	clearScreen: false,
	server: { port: 1420, strictPort: true, host: "127.0.0.1" },
	build: {
		outDir: "dist",
		emptyOutDir: true,
		// WebKitGTK of Debian 12, WKWebView of macOS 13, WebView2.
		target: ["safari16", "chrome110"],
		// The CSP forbids inline data for fonts and styles.
		assetsInlineLimit: 0,
		// Read from this computer's disk, in one piece.
		chunkSizeWarningLimit: 1_200,
	},
	test: {
		environment: "jsdom",
		globals: true,
		// A busy machine is slow, not wrong.
		testTimeout: 30_000,
		setupFiles: ["./src/test/setup.ts"],
		css: { modules: { classNameStrategy: "non-scoped" } },
	},
});
