// The loops of training against plain ones, on random shapes: equal to the bit.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Arena } from '../../../kernels/index.js';

const int = (min: number, max: number) => fc.integer({ min, max });
const f32 = Math.fround;

function floats(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 30;
  });
}

const same = (found: Float32Array, wanted: Float32Array) =>
  assert.equal(new Int32Array(found.slice().buffer), new Int32Array(wanted.slice().buffer));

test('matrix products, plain and with the left matrix transposed', () => {
  const sizes = fc.record({
    rows: int(0, 13),
    columns: int(0, 21),
    depth: int(0, 17),
    spare: int(0, 3),
    isTransposed: fc.boolean(),
    accumulate: fc.boolean(),
    seed: int(0, 2 ** 30),
  });
  fc.assert(
    fc.property(sizes, ({ rows, columns, depth, spare, isTransposed, accumulate, seed }) => {
      const a = floats(rows * depth, seed);
      const b = floats(depth * (columns + spare), seed + 1);
      const c = floats(rows * (columns + spare), seed + 2);
      const [aRow, aStep] = isTransposed ? [1, rows] : [depth, 1];
      const row = columns + spare;
      const wanted = c.slice();
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = accumulate ? c[i * row + j] : 0;
          for (let k = 0; k < depth; k++) {
            sum = f32(sum + f32(a[i * aRow + k * aStep] * b[k * row + j]));
          }
          wanted[i * row + j] = sum;
        }
      }
      const arena = new Arena();
      const [aAt, bAt, cAt] = [arena.place(a), arena.place(b), arena.place(c)];
      arena.commit();
      arena.floatLoops.product({
        ...{ a: aAt, aRow: 4 * aRow, aStep: 4 * aStep, b: bAt, bRow: 4 * row, c: cAt },
        ...{ cRow: 4 * row, rows, columns, depth, accumulate },
      });
      same(new Float32Array(arena.buffer, cAt, c.length), wanted);
    }),
    { numRuns: 300 },
  );
});

test('windows laid side by side, and added back', () => {
  const sizes = fc.record({
    rows: int(1, 4),
    columns: int(1, 4),
    tapRows: int(1, 3),
    taps: int(1, 3),
    run: int(1, 9),
    strideY: int(1, 3),
    strideX: int(1, 3),
    dilationY: int(1, 2),
    dilationX: int(1, 2),
    seed: int(0, 2 ** 30),
  });
  fc.assert(
    fc.property(sizes, (s) => {
      const height = (s.rows - 1) * s.strideY + (s.tapRows - 1) * s.dilationY + 1;
      const width = (s.columns - 1) * s.strideX + (s.taps - 1) * s.dilationX + 1;
      const picture = floats(height * width * s.run, s.seed);
      const matrix = floats(s.rows * s.columns * s.tapRows * s.taps * s.run, s.seed + 1);
      const gathered = matrix.slice();
      const added = picture.slice();
      let to = 0;
      for (let y = 0; y < s.rows; y++) {
        for (let x = 0; x < s.columns; x++) {
          for (let i = 0; i < s.tapRows; i++) {
            for (let j = 0; j < s.taps; j++) {
              const tapY = y * s.strideY + i * s.dilationY;
              const from = (tapY * width + x * s.strideX + j * s.dilationX) * s.run;
              for (let c = 0; c < s.run; c++, to++) {
                gathered[to] = picture[from + c];
                added[from + c] = f32(added[from + c] + matrix[to]);
              }
            }
          }
        }
      }
      const arena = new Arena();
      const [first, second] = [arena.place(picture), arena.place(picture)];
      const [target, source] = [arena.reserve(matrix.byteLength), arena.place(matrix)];
      arena.commit();
      const geometry = {
        rowStep: 4 * s.strideY * width * s.run,
        pixelStep: 4 * s.strideX * s.run,
        tapRowStep: 4 * s.dilationY * width * s.run,
        tapStep: 4 * s.dilationX * s.run,
        ...{ rows: s.rows, columns: s.columns, tapRows: s.tapRows, taps: s.taps, run: s.run },
      };
      arena.floatLoops.gatherWindows({ ...geometry, picture: first, matrix: target });
      arena.floatLoops.addWindows({ ...geometry, picture: second, matrix: source });
      same(new Float32Array(arena.buffer, target, matrix.length), gathered);
      same(new Float32Array(arena.buffer, second, picture.length), added);
    }),
    { numRuns: 300 },
  );
});

test.run();
