import { constantValue, type Elements, elementsBytes } from '../../dialects/common/index.js';
import {
  BlockArgument,
  DenseElementsAttr,
  elementBytes,
  FloatType,
  IntegerType,
  NameLoc,
  type Operation,
  type RankedTensorType,
  type Value,
  valueOfBits,
} from '../../ir/index.js';
import { Unsupported } from './report.js';
import type { Weights } from './weights.js';

/** Runs one operation on constants. What is given in by whoever has an interpreter. */
export type Evaluate = (op: Operation, operands: readonly Elements[]) => readonly Elements[];

/** What a front end is given beside the file. */
export interface ImportSettings {
  readonly evaluate?: Evaluate;
  /** Elements of graph inputs that the user has fixed, by name. */
  readonly bound?: ReadonlyMap<string, Elements>;
  /** Shapes of graph inputs that the source leaves open, by name; '' is any other input. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
  /** Shapes of arrays that the network is to be run on, of those inputs that are named. */
  readonly arrayShapes?: (
    inputs: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly number[]>>;
}

/** Most operations that are run to find one constant. */
const MOST_STEPS = 100_000;

/**
 * Values that must be known when the network is imported: shapes, axes, paddings. A value is known when
 * all that it is computed from is constant, has a static shape that is asked for, or was bound.
 */
export class Constants {
  private readonly known = new Map<Value, Elements>();
  private readonly settings: ImportSettings;
  /** Graph inputs whose bound elements were used. */
  readonly used = new Set<string>();

  constructor(settings: ImportSettings) {
    this.settings = settings;
  }

  /** The elements of a value, or undefined where they are not known. Throws Unsupported. */
  find(value: Value): Elements | undefined {
    return this.missing(value) === undefined ? this.known.get(value) : undefined;
  }

  /** The elements of a value. Throws Unsupported with a sentence about `what` (`its input 1`). */
  get(value: Value, what: string): Elements {
    const missing = this.missing(value);
    if (missing === undefined) return this.known.get(value)!;
    const name = nameOf(missing);
    throw new Unsupported(
      name === undefined
        ? `${what} is computed at run time; it must be a constant`
        : `${what} depends on the graph input '${name}'; fix it with --bind ${name}=file.npy`,
    );
  }

  /** Evaluates what a value needs, in order; the value that cannot be known, if there is one. */
  private missing(value: Value): Value | undefined {
    const stack = [value];
    for (let steps = 0; stack.length > 0; steps++) {
      if (steps > MOST_STEPS) return value;
      const top = stack.at(-1)!;
      if (this.known.has(top)) {
        stack.pop();
        continue;
      }
      const op = top.definingOp;
      if (!op) {
        const name = nameOf(top);
        const bound = name === undefined ? undefined : this.settings.bound?.get(name);
        // An array of another shape holds several samples, of which none is meant.
        if (bound?.type !== top.type) return top;
        this.used.add(name!);
        this.known.set(top, bound);
        continue;
      }
      const constant = constantValue(top);
      if (constant) {
        this.known.set(top, constant);
        continue;
      }
      const { evaluate } = this.settings;
      if (!evaluate || !op.hasTrait('Pure')) return top;
      const open = op.operands.filter((v) => !this.known.has(v));
      if (open.length > 0) {
        stack.push(...open);
        continue;
      }
      const results = evaluate(
        op,
        op.operands.map((v) => this.known.get(v)!),
      );
      op.results.forEach((r, i) => {
        this.known.set(r, results[i]);
      });
    }
    return undefined;
  }
}

/** The name of a graph input. */
function nameOf(value: Value): string | undefined {
  return value instanceof BlockArgument && value.loc instanceof NameLoc
    ? value.loc.name
    : undefined;
}

/** Integers of a constant of any integer type. */
export function integersOf(elements: Elements): number[] {
  return bigIntegersOf(elements).map(Number);
}

export function bigIntegersOf(elements: Elements): bigint[] {
  const { elementType } = elements.type;
  if (!(elementType instanceof IntegerType)) {
    throw new Unsupported(`a constant of ${elementType} stands where integers are expected`);
  }
  const bytes = elementsBytes(elements);
  const width = Math.ceil(elementType.width / 8);
  const isUnsigned = elementType.signedness === 'unsigned' || elementType.width === 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: elements.type.elementCount }, (_, i) => {
    let bits = 0n;
    for (let b = width - 1; b >= 0; b--) bits = (bits << 8n) | BigInt(view.getUint8(i * width + b));
    return isUnsigned ? bits : BigInt.asIntN(8 * width, bits);
  });
}

/** A constant attribute over little-endian bytes. */
export function elementsOf(type: RankedTensorType, bytes: Uint8Array): Elements {
  return DenseElementsAttr.get(type, bytes);
}

/** Numbers of a constant of any type; 64-bit integers become the nearest doubles. */
export function numbersOf(elements: Elements): number[] {
  const { elementType } = elements.type;
  if (!(elementType instanceof FloatType)) return integersOf(elements);
  const bytes = elementsBytes(elements);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = elementBytes(elementType);
  return Array.from({ length: elements.type.elementCount }, (_, i) => {
    if (width === 4) return view.getFloat32(4 * i, true);
    if (width === 8) return view.getFloat64(8 * i, true);
    const bits = width === 2 ? view.getUint16(2 * i, true) : view.getUint8(i);
    return valueOfBits(BigInt(bits), elementType.kind);
  });
}

/** Elements that are known as weights. */
export function constantWeights(elements: Elements): Weights {
  return { type: elements.type as RankedTensorType, bytes: elementsBytes(elements) };
}
