// A browser's screenshot made small enough for a README: six bits a colour, which no eye misses, and the best compression.
import { deflateSync, inflateSync } from 'node:zlib';

const signature = 8;
const paeth = (a, b, c) => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};
const filters = [() => 0, (a) => a, (a, b) => b, (a, b) => (a + b) >> 1, paeth];
const coarse = (value) => Math.min(255, Math.round(value / 4) * 4);

// Debian's Node has none.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunksOf(png) {
  const chunks = [];
  for (let at = signature; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

// What the filter of a row guesses for the byte at `i` from those beside and above it.
const guess = (filter, row, above, i, step) => filters[filter](i >= step ? row[i - step] : 0, above[i], i >= step ? above[i - step] : 0);

function rowsOf(data, width, height, step) {
  const rows = [];
  let above = Buffer.alloc(width * step);
  for (let y = 0; y < height; ++y) {
    const from = y * (width * step + 1);
    const row = Buffer.from(data.subarray(from + 1, from + 1 + width * step));
    for (let i = 0; i < row.length; ++i) row[i] += guess(data[from], row, above, i, step);
    rows.push(row);
    above = row;
  }
  return rows;
}

function filtered(row, above, step) {
  const tries = filters.map((_, filter) => Buffer.from([filter, ...row.map((value, i) => value - guess(filter, row, above, i, step))]));
  const cost = (bytes) => bytes.reduce((sum, byte) => sum + Math.min(byte, 256 - byte), 0);
  return tries.map((bytes) => [cost(bytes), bytes]).reduce((a, b) => (b[0] < a[0] ? b : a))[1];
}

export function smaller(png) {
  const chunks = chunksOf(png);
  const head = chunks[0].data;
  const [width, height, depth, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]];
  if (depth !== 8 || ![2, 6].includes(kind)) throw new Error(`a PNG of ${depth} bits, kind ${kind}`);
  const step = kind === 6 ? 4 : 3;
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((each) => each.data)));
  const rows = rowsOf(data, width, height, step).map((row) => Buffer.from(row.map(coarse)));
  const packed = rows.map((row, y) => filtered(row, rows[y - 1] ?? Buffer.alloc(row.length), step));
  return Buffer.concat([png.subarray(0, signature), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(packed), { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
