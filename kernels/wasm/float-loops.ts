/**
 * The loops of training in WebAssembly SIMD: the matrix product of float32, and the windows of a
 * convolution laid side by side (im2col) and added back (col2im). Every sum is taken in the order of
 * its index, so the results are those of plain loops to the bit.
 *
 * Four rows by eight columns of a product stay in registers. The left matrix is read element by
 * element with two strides, so its transpose costs nothing; rows of the right one must be contiguous.
 */
import {
  advance,
  assemble,
  type Code,
  f32x4,
  i32,
  type Local,
  repeat,
  v128,
  type WasmFunction,
  wasmFunction,
  when,
} from './assembler.js';

const FLOAT = 4;
/** Rows of a block of a product. */
const ROWS = 4;
const ZERO = v128.const(new Array<number>(16).fill(0));

const PRODUCT = [
  ...(['a', 'aRow', 'aStep', 'b', 'bRow', 'c', 'cRow'] as const),
  ...(['rows', 'columns', 'depth', 'accumulate'] as const),
] as const;

/**
 * C[i,j] = Σk A[i,k] · B[k,j], or C[i,j] + that with `accumulate`. Addresses and steps in bytes: A[i,k]
 * at a + i·aRow + k·aStep, B[k,j] at b + k·bRow + 4j, C[i,j] at c + i·cRow + 4j.
 */
export type Product = Readonly<
  Record<Exclude<(typeof PRODUCT)[number], 'accumulate'>, number> & { accumulate: boolean }
>;

/** Columns of a block: whole vectors, or one column that all lanes compute. */
interface Width {
  readonly vectors: number;
  readonly floats: number;
  readonly load: (offset: number, at: Code) => Code;
  readonly store: (offset: number, at: Code, value: Code) => Code;
}

const WIDTHS = {
  eight: { vectors: 2, floats: 8, load: v128.load, store: v128.store },
  four: { vectors: 1, floats: 4, load: v128.load, store: v128.store },
  one: { vectors: 1, floats: 1, load: v128.load32Splat, store: v128.store32 },
} as const satisfies Record<string, Width>;

const named = <K extends string>(names: readonly K[], make: () => Local) =>
  Object.fromEntries(names.map((name) => [name, make()])) as Readonly<Record<K, Local>>;

const product = wasmFunction('product', (f) => {
  const p = named(PRODUCT, () => f.param());
  const [aRows, cRows, columnsLeft, rowsLeft, depthLeft, bAt] = Array.from({ length: 6 }, () =>
    f.i32(),
  );
  const allA = Array.from({ length: ROWS }, () => f.i32());
  const allC = Array.from({ length: ROWS }, () => f.i32());
  const allSums = Array.from({ length: ROWS }, () => [f.v128(), f.v128()]);
  const right = [f.v128(), f.v128()];
  const x = f.v128();

  const block = (rows: number, { vectors, load, store }: Width): Code => {
    const [a, c] = [allA.slice(0, rows), allC.slice(0, rows)];
    const sums = allSums.slice(0, rows).map((row) => row.slice(0, vectors));
    const eachSum = (visit: (sum: Local, row: number, offset: number) => Code) =>
      sums.flatMap((row, i) => row.flatMap((sum, v) => visit(sum, i, 16 * v)));
    return [
      ...a.flatMap((at, i) => at.set(i === 0 ? aRows.get : i32.add(a[i - 1].get, p.aRow.get))),
      ...c.flatMap((at, i) => at.set(i === 0 ? cRows.get : i32.add(c[i - 1].get, p.cRow.get))),
      ...eachSum((sum) => sum.set(ZERO)),
      ...when(
        p.accumulate.get,
        eachSum((sum, i, offset) => sum.set(load(offset, c[i].get))),
      ),
      ...bAt.set(p.b.get),
      ...depthLeft.set(p.depth.get),
      ...repeat(depthLeft, [
        ...right.slice(0, vectors).flatMap((b, v) => b.set(load(16 * v, bAt.get))),
        ...a.flatMap((at, i) => [
          ...x.set(v128.load32Splat(0, at.get)),
          ...sums[i].flatMap((sum, v) =>
            sum.set(f32x4.add(sum.get, f32x4.mul(x.get, right[v].get))),
          ),
          ...advance(at, p.aStep.get),
        ]),
        ...advance(bAt, p.bRow.get),
      ]),
      ...eachSum((sum, i, offset) => store(offset, c[i].get, sum.get)),
      ...Array.from({ length: rows }, () => [
        ...advance(aRows, p.aRow.get),
        ...advance(cRows, p.cRow.get),
      ]).flat(),
    ];
  };

  /** All rows of the next columns. */
  const stripe = (width: Width): Code => [
    ...aRows.set(p.a.get),
    ...cRows.set(p.c.get),
    ...rowsLeft.set(i32.shrU(p.rows.get, i32.const(2))),
    ...repeat(rowsLeft, block(ROWS, width)),
    ...rowsLeft.set(i32.and(p.rows.get, i32.const(ROWS - 1))),
    ...repeat(rowsLeft, block(1, width)),
    ...advance(p.b, i32.const(FLOAT * width.floats)),
    ...advance(p.c, i32.const(FLOAT * width.floats)),
  ];
  return [
    columnsLeft.set(i32.shrU(p.columns.get, i32.const(3))),
    repeat(columnsLeft, stripe(WIDTHS.eight)),
    columnsLeft.set(i32.and(i32.shrU(p.columns.get, i32.const(2)), i32.const(1))),
    repeat(columnsLeft, stripe(WIDTHS.four)),
    columnsLeft.set(i32.and(p.columns.get, i32.const(3))),
    repeat(columnsLeft, stripe(WIDTHS.one)),
  ];
});

const WINDOWS = [
  ...(['picture', 'rowStep', 'pixelStep', 'tapRowStep', 'tapStep'] as const),
  ...(['rows', 'columns', 'tapRows', 'taps', 'run', 'matrix'] as const),
] as const;

/**
 * Windows of a picture that has its border already. The window at (y, x) begins at picture +
 * y·rowStep + x·pixelStep; tap (i, j) of it is a run of `run` floats that stands i·tapRowStep +
 * j·tapStep further on. In the matrix all runs of all windows follow each other. Steps in bytes.
 */
export type Windows = Readonly<Record<(typeof WINDOWS)[number], number>>;

/** `move` is one vector or (with one lane) one float from picture to matrix, or back. */
function windows(
  name: string,
  move: (width: Width, picture: Code, matrix: Code) => Code,
): WasmFunction {
  return wasmFunction(name, (f) => {
    const p = named(WINDOWS, () => f.param());
    const [rowAt, pixelAt, tapRowAt, tapAt, at] = Array.from({ length: 5 }, () => f.i32());
    const [columnsLeft, tapRowsLeft, tapsLeft, left] = Array.from({ length: 4 }, () => f.i32());
    const step = (width: Width): Code => [
      ...move(width, at.get, p.matrix.get),
      ...advance(at, i32.const(FLOAT * width.floats)),
      ...advance(p.matrix, i32.const(FLOAT * width.floats)),
    ];
    return [
      rowAt.set(p.picture.get),
      repeat(p.rows, [
        ...pixelAt.set(rowAt.get),
        ...columnsLeft.set(p.columns.get),
        ...repeat(columnsLeft, [
          ...tapRowAt.set(pixelAt.get),
          ...tapRowsLeft.set(p.tapRows.get),
          ...repeat(tapRowsLeft, [
            ...tapAt.set(tapRowAt.get),
            ...tapsLeft.set(p.taps.get),
            ...repeat(tapsLeft, [
              ...at.set(tapAt.get),
              ...left.set(i32.shrU(p.run.get, i32.const(2))),
              ...repeat(left, step(WIDTHS.four)),
              ...left.set(i32.and(p.run.get, i32.const(3))),
              ...repeat(left, step(WIDTHS.one)),
              ...advance(tapAt, p.tapStep.get),
            ]),
            ...advance(tapRowAt, p.tapRowStep.get),
          ]),
          ...advance(pixelAt, p.pixelStep.get),
        ]),
        ...advance(rowAt, p.rowStep.get),
      ]),
    ];
  });
}

const FUNCTIONS = [
  product,
  windows('gatherWindows', ({ load, store }, picture, matrix) =>
    store(0, matrix, load(0, picture)),
  ),
  windows('addWindows', ({ load, store }, picture, matrix) =>
    store(0, picture, f32x4.add(load(0, picture), load(0, matrix))),
  ),
];

export interface FloatLoops {
  product(p: Product): void;
  /** Picture to matrix (im2col). */
  gatherWindows(p: Windows): void;
  /** Matrix added to picture (col2im). */
  addWindows(p: Windows): void;
}

let compiled: WebAssembly.Module | undefined;

/** The loops over `memory`. The module is compiled once. */
export function floatLoops(memory: WebAssembly.Memory): FloatLoops {
  compiled ??= new WebAssembly.Module(assemble(FUNCTIONS));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const functions = exports as Record<keyof FloatLoops, (...args: number[]) => void>;
  const overWindows = (name: 'gatherWindows' | 'addWindows') => (p: Windows) =>
    functions[name](...WINDOWS.map((key) => p[key]));
  return {
    product: (p) => functions.product(...PRODUCT.map((key) => Number(p[key]))),
    gatherWindows: overWindows('gatherWindows'),
    addWindows: overWindows('addWindows'),
  };
}
