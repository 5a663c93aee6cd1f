// Turns BudouX's Japanese model into the C++ table that player/text/phrase_model.cpp includes.
// usage: node phrase-model.mjs MODEL.js OUT.inc
// A row is {feature, "key", weight}; the rows of a feature stand together, in the order of its name, keys sorted by
// code point, so that the program can search them by halves.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const [file, out] = process.argv.slice(2);
const { model } = createRequire(import.meta.url)(file);
const features = ['UW1', 'UW2', 'UW3', 'UW4', 'UW5', 'UW6', 'BW1', 'BW2', 'BW3', 'TW1', 'TW2', 'TW3', 'TW4'];
const unknown = Object.keys(model).filter((name) => !features.includes(name));
const missing = features.filter((name) => !(name in model));
if (unknown.length || missing.length) {
  console.error(`${file}: features ${[...unknown, ...missing]} are not those that phrase_model.cpp knows`);
  process.exit(1);
}
const points = (key) => [...key].map((c) => c.codePointAt(0));
const compare = (a, b) => {
  for (let i = 0; i < 3; ++i) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
};
let total = 0;
const rows = [];
features.forEach((name, index) => {
  const entries = Object.entries(model[name]).map(([key, weight]) => [points(key), weight]);
  const length = Number({ U: 1, B: 2, T: 3 }[name[0]]);
  for (const [key, weight] of entries.sort(([a], [b]) => compare(a, b))) {
    total += weight;
    if (key.length !== length || !Number.isInteger(weight)) throw new Error(`${name}: ${key} ${weight}`);
    const hex = [0, 1, 2].map((i) => `0x${(key[i] ?? 0).toString(16)}`);
    rows.push(`    {${index}, {${hex.join(', ')}}, ${weight}},`);
  }
});
writeFileSync(out, `// Generated from BudouX's Japanese model (Apache License 2.0) by tools/npm/phrase-model.mjs.
constexpr int modelSum = ${total};
constexpr ModelRow modelRows[] = {
${rows.join('\n')}
};
`);
