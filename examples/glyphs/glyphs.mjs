// Draws the labelled data set of this example: digits of a 5x7 font, shifted, slanted and noisy, as
// 16x16 int8 pictures (-128 black … 127 white). The same seed draws the same pictures.

export const SIZE = 16;

const FONT = [
  '01110 10001 10011 10101 11001 10001 01110',
  '00100 01100 00100 00100 00100 00100 01110',
  '01110 10001 00001 00010 00100 01000 11111',
  '11111 00010 00100 00010 00001 10001 01110',
  '00010 00110 01010 10010 11111 00010 00010',
  '11111 10000 11110 00001 00001 10001 01110',
  '00110 01000 10000 11110 10001 10001 01110',
  '11111 00001 00010 00100 01000 01000 01000',
  '01110 10001 10001 01110 10001 10001 01110',
  '01110 10001 10001 01111 00001 00010 01100',
].map((rows) => rows.split(' '));

/** A stream of numbers in [0, 1) from a seed (mulberry32). */
export function random(seed) {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A normally distributed number. */
export function normal(next) {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** One picture of a digit: Int8Array of SIZE * SIZE. */
function draw(digit, next) {
  const scale = 1.5 + 0.5 * next();
  const slant = 0.3 * (next() - 0.5);
  const dx = 3 + 3 * next();
  const dy = 1 + 2.5 * next();
  const picture = new Int8Array(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const row = Math.floor((y - dy) / scale);
      const column = Math.floor((x - dx + slant * (y - SIZE / 2)) / scale);
      const ink = FONT[digit][row]?.[column] === '1' ? 180 : 20;
      const value = Math.round(ink + 24 * normal(next)) - 128;
      picture[y * SIZE + x] = Math.max(-128, Math.min(127, value));
    }
  }
  return picture;
}

/** `count` pictures with their labels. */
export function drawSet(count, seed) {
  const next = random(seed);
  const labels = Array.from({ length: count }, () => Math.floor(10 * next()));
  return { labels, pictures: labels.map((digit) => draw(digit, next)) };
}
