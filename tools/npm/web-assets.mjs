// Turns the hub's pages and the libraries they use into the C++ table that tools/hub/assets.cpp includes.
// usage: node web-assets.mjs WEB-FOLDER NODE_MODULES OUT.inc
// Every file gets a piece of its hash into its name (fleet.js: fleet-0123456789ab.js), and the imports are written
// accordingly, so that a browser may keep it for ever and never mixes two versions.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, modules, out] = process.argv.slice(2);
const libraries = {
  'preact.js': ['preact', 'dist/preact.module.js'],
  'hooks.js': ['preact', 'hooks/dist/hooks.module.js'],
  'htm.js': ['htm', 'dist/htm.module.js'],
  'uplot.js': ['uplot', 'dist/uPlot.esm.js'],
  'uplot.css': ['uplot', 'dist/uPlot.min.css'],
};
const bare = { preact: './preact.js', 'preact/hooks': './hooks.js', htm: './htm.js', uplot: './uplot.js' };
const types = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};
const importing = /((?:^|[;}\n])\s*(?:import|export)\b[^;"']*?\bfrom\s*)(["'])([^"']+)\2/g;

const sources = new Map();
for (const name of readdirSync(folder).sort()) {
  if (/\.(js|css|svg)$/.test(name)) sources.set(name, readFileSync(join(folder, name), 'utf8'));
}
for (const [name, [library, file]] of Object.entries(libraries)) {
  if (sources.has(name)) throw new Error(`${name} is the name of a library`);
  const text = readFileSync(join(modules, library, file), 'utf8');
  sources.set(name, text.replace(/\n?\/[/*]# sourceMappingURL=.*\n?/, '\n'));
}
// Who gives these libraries away wants the licence to go with them.
const licences = [...new Set(Object.values(libraries).map(([library]) => library))].map((library) => {
  const { name, version } = JSON.parse(readFileSync(join(modules, library, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${readFileSync(join(modules, library, 'LICENSE'), 'utf8')}`;
});
sources.set('licences.txt', licences.join('\n\n----\n\n'));

const done = new Map();
function finish(name, above = []) {
  if (done.has(name)) return done.get(name);
  if (!sources.has(name)) throw new Error(`${above.at(-1)} imports ${name}, which is not there`);
  if (above.includes(name)) throw new Error(`${[...above, name].join(' -> ')}: a circle of imports`);
  const needs = new Set();
  const rename = (whole, head, quote, wanted) => {
    const path = bare[wanted] ?? wanted;
    if (!path.startsWith('./')) throw new Error(`${name} imports ${wanted}`);
    const other = finish(path.slice(2), [...above, name]);
    for (const file of [other.file, ...other.needs]) needs.add(file);
    return `${head}${quote}./${other.file}${quote}`;
  };
  let text = sources.get(name);
  if (name.endsWith('.js')) text = text.replace(importing, rename);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const extension = name.split('.').pop();
  const file = `${name.slice(0, -extension.length - 1)}-${hash}.${extension}`;
  done.set(name, { name, file, hash, type: types[extension], bytes: Buffer.from(text, 'utf8'), needs: [...needs] });
  return done.get(name);
}
for (const name of [...sources.keys()].sort()) finish(name);

const rows = [...done.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
let text = '// Generated from tools/hub/web and npm by tools/npm/web-assets.mjs.\n';
rows.forEach((row, i) => {
  const numbers = [...row.bytes].join(',').replace(/(.{1,118}),/g, '$1,\n');
  text += `constexpr unsigned char webFile${i}[] = {\n${numbers}};\n`;
});
text += 'constexpr WebFile webFiles[] = {\n';
rows.forEach((row, i) => {
  text += `    {"${row.name}", "${row.file}", "${row.hash}", "${row.type}", "${row.needs.join(' ')}", webFile${i}, sizeof(webFile${i})},\n`;
});
writeFileSync(out, `${text}};\n`);
