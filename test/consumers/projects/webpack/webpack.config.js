module.exports = {
  mode: "production",
  target: "node20",
  entry: "./src/main.ts",
  resolve: { extensions: [".ts", ".js"] },
  module: { rules: [{ test: /\.ts$/, loader: "esbuild-loader", options: { target: "es2022" } }] },
};
