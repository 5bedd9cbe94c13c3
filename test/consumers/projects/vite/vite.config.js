import { defineConfig } from "vite";

// A name without a hash, and no code that only a document can run: Node runs what a browser would get.
export default defineConfig({
  build: {
    modulePreload: { polyfill: false },
    rollupOptions: { output: { entryFileNames: "assets/main.js" } },
  },
});
