/** IR texts of a given size for the benchmark of `npu-opt`: the same text for the same size. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** The parts of a text of about so many operations, or for a constant of so many MiB. */
type Generator = (size: number) => Iterable<string>;

/** One long chain of operations in generic form, each with two attributes. */
function* generic(ops: number): Iterable<string> {
  yield '"builtin.module"() ({\n  "func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({\n  ^bb0(%arg0: i32):\n';
  let last = '%arg0';
  for (let i = 0; i < ops; i++) {
    yield `    %${i} = "test.op${i % 50}"(${last}, %arg0) {index = ${i} : i32, tag = "t"} : (i32, i32) -> i32\n`;
    last = `%${i}`;
  }
  yield `    "func.return"(${last}) : (i32) -> ()\n  }) : () -> ()\n}) : () -> ()\n`;
}

/** Functions of ten operations: symbols, signatures, numbers that start anew. */
function* functions(ops: number): Iterable<string> {
  yield 'module {\n';
  for (let i = 0; i < ops / 10; i++) {
    yield `  func.func @f${i}(%arg0: i32, %arg1: i32) -> i32 {\n`;
    for (let j = 0; j < 8; j++) {
      yield `    %${j} = "test.add"(%arg0, %arg1) : (i32, i32) -> i32\n`;
    }
    yield '    return %0 : i32\n  }\n';
  }
  yield '}\n';
}

const BINARY = ['addi', 'muli', 'subi', 'xori'];

/** Arithmetic in its custom form, a thousand operations a function. */
function* custom(ops: number): Iterable<string> {
  yield 'module {\n';
  for (let f = 0; f < ops / 1000; f++) {
    yield `  func.func @f${f}(%arg0: i32, %arg1: i32) -> i32 {\n    %c${f + 2}_i32 = arith.constant ${f + 2} : i32\n`;
    let last = '%arg1';
    for (let j = 0; j < 998; j++) {
      yield `    %${j} = arith.${BINARY[j % 4]} ${last}, %arg0 : i32\n`;
      last = `%${j}`;
    }
    yield `    %998 = arith.addi ${last}, %c${f + 2}_i32 : i32\n    return %998 : i32\n  }\n`;
  }
  yield '}\n';
}

/** Regions in regions, seven deep; a tree of them has 766 operations. */
function* nested(ops: number): Iterable<string> {
  function* level(depth: number, indent: string): Iterable<string> {
    if (depth === 0) {
      yield `${indent}"t.leaf"() : () -> ()\n`.repeat(4);
      return;
    }
    for (let i = 0; i < 2; i++) {
      yield `${indent}"t.region"() ({\n`;
      yield* level(depth - 1, `${indent}  `);
      yield `${indent}}) : () -> ()\n`;
    }
  }
  yield 'module {\n';
  for (let i = 0; i < Math.max(1, Math.round(ops / 766)); i++) yield* level(7, '  ');
  yield '}\n';
}

/** Operations with six attributes of as many kinds, most of them new. */
function* attributes(ops: number): Iterable<string> {
  yield 'module {\n';
  for (let i = 0; i < ops; i++) {
    yield `  "test.op"() {a = [1, 2, ${i}], b = {x = "s${i}", y = ${i}.5 : f32}, c = array<i64: 1, ${i}, 3>, d = @sym${i % 100}, e = dense<[1, 2, ${i}]> : tensor<3xi32>, f = tensor<${(i % 64) + 1}x4xf32>} : () -> ()\n`;
  }
  yield '}\n';
}

/** Work for canonicalize and cse: constants to fold, neutral elements, duplicates, dead code. */
function* redundant(ops: number): Iterable<string> {
  yield 'module {\n';
  for (let f = 0; f < ops / 100; f++) {
    yield `  func.func @f${f}(%x0: i32, %b: i32) -> i32 {\n    %zero = arith.constant 0 : i32\n`;
    for (let j = 0; j < 12; j++) {
      yield `    %l${j} = arith.constant ${f + j} : i32
    %r${j} = arith.constant ${j + 3} : i32
    %folded${j} = arith.addi %l${j}, %r${j} : i32
    %same${j} = arith.addi %x${j}, %zero : i32
    %one${j} = arith.muli %same${j}, %folded${j} : i32
    %two${j} = arith.muli %same${j}, %folded${j} : i32
    %dead${j} = arith.xori %one${j}, %b : i32
    %x${j + 1} = arith.addi %one${j}, %two${j} : i32\n`;
    }
    yield '    return %x12 : i32\n  }\n';
  }
  yield '}\n';
}

/** Bytes without order, the same every time, in pieces of 64 KiB. */
function* noise(mebibytes: number): Iterable<Uint8Array> {
  const piece = new Uint8Array(1 << 16);
  let state = 1;
  for (let i = 0; i < mebibytes * 16; i++) {
    for (let at = 0; at < piece.length; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      piece[at] = state >>> 24;
    }
    yield piece;
  }
}

function* hexDigits(mebibytes: number): Iterable<string> {
  for (const piece of noise(mebibytes)) yield Buffer.from(piece).toString('hex').toUpperCase();
}

function* constant(type: string, literal: Iterable<string>): Iterable<string> {
  yield `func.func @f() -> ${type} {\n  %cst = arith.constant `;
  yield* literal;
  yield ` : ${type}\n  return %cst : ${type}\n}\n`;
}

/** So many MiB of elements as hex digits. */
function* hex(mebibytes: number): Iterable<string> {
  function* literal() {
    yield 'dense<"0x';
    yield* hexDigits(mebibytes);
    yield '">';
  }
  yield* constant(`tensor<${mebibytes << 18}xf32>`, literal());
}

/** So many MiB of elements in the resource section. */
function* resource(mebibytes: number): Iterable<string> {
  yield* constant(`tensor<${mebibytes << 18}xf32>`, ['dense_resource<weights>']);
  yield '\n{-#\n  dialect_resources: {\n    builtin: {\n      weights: "0x04000000';
  yield* hexDigits(mebibytes);
  yield '"\n    }\n  }\n#-}\n';
}

/** A list of numbers: so many MiB of elements of a type. */
function numbers(type: string, size: number, text: (byte: number, next: number) => string) {
  return function* (mebibytes: number): Iterable<string> {
    function* literal() {
      let separator = 'dense<[';
      for (const piece of noise(mebibytes)) {
        const elements: string[] = [];
        for (let i = 0; i < piece.length; i += size) {
          elements.push(text(piece[i], piece[(i + 1) % piece.length]));
        }
        yield separator + elements.join(', ');
        separator = ', ';
      }
      yield ']>';
    }
    yield* constant(`tensor<${(mebibytes << 20) / size}x${type}>`, literal());
  };
}

/** Texts by their number of operations. */
export const BY_OPERATIONS: Readonly<Record<string, Generator>> = {
  generic,
  functions,
  custom,
  nested,
  attributes,
  redundant,
};

/** Texts of one constant by the MiB of its elements. */
export const BY_MEBIBYTES: Readonly<Record<string, Generator>> = {
  'dense hex': hex,
  dense_resource: resource,
  'dense i8 list': numbers('i8', 1, (byte) => String(byte - 128)),
  'dense f32 list': numbers('f32', 4, (byte, next) => (byte - 128 + next / 256).toExponential(6)),
};

/** Writes what a generator yields in pieces of some size: the text need not fit into a string. */
export function writeText(path: string, parts: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let text = '';
    for (const part of parts) {
      text += part;
      if (text.length < 1 << 20) continue;
      writeSync(file, text);
      text = '';
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}
