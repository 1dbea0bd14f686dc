// Bundles third-party browser code into src/tocsin/serve/vendor: one module, one style sheet, one map, and their licences.
import {build} from "esbuild";
import {copyFile, mkdir, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "src", "tocsin", "serve", "vendor");
await rm(out, {recursive: true, force: true});
await mkdir(out, {recursive: true});

const result = await build({
  entryPoints: {vendor: path.join(here, "vendor.js")},
  outdir: out, outExtension: {".js": ".mjs"}, bundle: true, format: "esm", minify: true, target: "es2022",
  legalComments: "none", metafile: true, absWorkingDir: here, logLevel: "warning",
});
const styles = await build({
  entryPoints: {vendor: path.join(here, "vendor.css")},
  outdir: out, assetNames: "[name]", bundle: true, minify: true, metafile: true, absWorkingDir: here, logLevel: "warning",
  loader: {".png": "empty", ".woff2": "file"}, external: ["*.png"],
});
await copyFile(path.join(here, "node_modules/world-atlas/countries-50m.json"), path.join(out, "countries-50m.json"));

const packages = new Set(["world-atlas"]);
for (const input of [...Object.keys(result.metafile.inputs), ...Object.keys(styles.metafile.inputs)]) {
  const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
  if (found) packages.add(found[1]);
}
const notices = [];
for (const name of [...packages].sort()) {
  const folder = path.join(here, "node_modules", name);
  const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file && existsSync(path.join(folder, file)) ? await readFile(path.join(folder, file), "utf8") : "";
  notices.push(`${name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
}
await writeFile(path.join(out, "LICENSES.txt"), notices.join("\n----------------------------------------\n\n"));
console.log(`vendor: ${packages.size} packages into ${path.relative(process.cwd(), out)}`);
