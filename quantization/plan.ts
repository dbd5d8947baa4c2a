/**
 * Precision plans: what each layer is stored with, in a file that people read and edit. Entries match
 * layers by name, by regular expression, by operator, or by sizes; a later entry overrides an earlier
 * one, and an entry that matches nothing is an error.
 */
import { nearest, type Operation, RankedTensorType } from '../ir/index.js';
import { QuantizationError, readObject } from './table.js';
import { computations, layerName } from './tensors.js';

/** Bits of a layer's weights and of its result; 32: it stays float. */
export interface LayerPrecision {
  readonly weights: 4 | 8 | 32;
  readonly activations: 4 | 8 | 16 | 32;
}

export const SCHEMES: Readonly<Record<string, LayerPrecision>> = {
  w8a8: { weights: 8, activations: 8 },
  w4a8: { weights: 4, activations: 8 },
  w4a4: { weights: 4, activations: 4 },
  w8a16: { weights: 8, activations: 16 },
};

/** Which layers an entry is about: all that it says must hold. */
export interface LayerMatch {
  readonly name?: string;
  readonly regex?: string;
  /** `conv2d`, `add` … */
  readonly op?: string;
  readonly minWeights?: number;
  readonly maxWeights?: number;
}

export interface PlanEntry extends Partial<LayerPrecision> {
  readonly match: LayerMatch;
  /** Whether training changes these layers. Where no entry says so, it changes all. */
  readonly train?: boolean;
}

export interface PrecisionPlan {
  readonly version: 1;
  readonly default: LayerPrecision;
  readonly layers: readonly PlanEntry[];
}

export function uniformPlan(scheme: LayerPrecision): PrecisionPlan {
  return { version: 1, default: scheme, layers: [] };
}

export function planText(plan: PrecisionPlan): string {
  const rows = plan.layers.map((entry) => `    ${JSON.stringify(entry)}`);
  const layers = rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "default": ${JSON.stringify(plan.default)},\n  "layers": ${layers}\n}\n`;
}

const WEIGHTS: readonly unknown[] = [4, 8, 32];
const ACTIVATIONS: readonly unknown[] = [4, 8, 16, 32];
const MATCH_KEYS: Readonly<Record<keyof LayerMatch, 'string' | 'number'>> = {
  name: 'string',
  regex: 'string',
  op: 'string',
  minWeights: 'number',
  maxWeights: 'number',
};

/** Reads a plan. Throws QuantizationError. */
export function readPlan(text: string, file: string): PrecisionPlan {
  const given = readObject(text, file);
  const fail = (message: string): never => {
    throw new QuantizationError(`${file}: ${message}`);
  };
  if (given.version !== 1) fail(`"version" must be 1, found ${JSON.stringify(given.version)}`);
  const precision = (from: Record<string, unknown>, where: string): Partial<LayerPrecision> => {
    const { weights, activations } = from;
    if (weights !== undefined && !WEIGHTS.includes(weights)) {
      fail(
        `${where}: "weights" must be one of ${WEIGHTS.join(', ')}, found ${JSON.stringify(weights)}`,
      );
    }
    if (activations !== undefined && !ACTIVATIONS.includes(activations)) {
      fail(
        `${where}: "activations" must be one of ${ACTIVATIONS.join(', ')}, found ${JSON.stringify(activations)}`,
      );
    }
    return {
      ...(weights !== undefined && { weights: weights as LayerPrecision['weights'] }),
      ...(activations !== undefined && {
        activations: activations as LayerPrecision['activations'],
      }),
    };
  };
  const ofDefault = (given.default ?? {}) as Record<string, unknown>;
  const layers = given.layers ?? [];
  if (!Array.isArray(layers)) fail('"layers" must be a list');
  return {
    version: 1,
    default: { ...SCHEMES.w8a8, ...precision(ofDefault, '"default"') },
    layers: (layers as Record<string, unknown>[]).map((entry, i) => {
      const where = `"layers", entry ${i + 1}`;
      const match = entry?.match as Record<string, unknown> | undefined;
      if (typeof match !== 'object' || match === null) fail(`${where} needs a "match"`);
      for (const [key, value] of Object.entries(match!)) {
        const type = MATCH_KEYS[key as keyof LayerMatch];
        if (type === undefined) {
          fail(
            `${where}: unknown "${key}" in "match"; there are ${Object.keys(MATCH_KEYS).join(', ')}`,
          );
        }
        if (typeof value !== type) fail(`${where}: "${key}" must be a ${type}`);
      }
      const { train } = entry;
      if (train !== undefined && typeof train !== 'boolean') {
        fail(`${where}: "train" must be true or false, found ${JSON.stringify(train)}`);
      }
      return {
        match: match as LayerMatch,
        ...precision(entry, where),
        ...(train !== undefined && { train: train as boolean }),
      };
    }),
  };
}

/** Elements of an operation's constant operands. */
export function weightCount(op: Operation): number {
  let count = 0;
  for (const { definingOp, type } of op.operands) {
    if (definingOp?.hasTrait('ConstantLike') && type instanceof RankedTensorType) {
      count += type.elementCount;
    }
  }
  return count;
}

/**
 * The precision of every operation of a function. Throws QuantizationError for an entry that matches
 * none, with the nearest name.
 */
export function applyPlan(plan: PrecisionPlan, fn: Operation): Map<Operation, LayerPrecision> {
  const ops = computations(fn);
  const precision = new Map(ops.map((op) => [op, plan.default]));
  for (const { match, train: _, ...given } of plan.layers) {
    for (const op of matchingLayers(match, ops)) {
      precision.set(op, { ...precision.get(op)!, ...given });
    }
  }
  return precision;
}

/**
 * The layers that a plan says to train; undefined where it says nothing of training. Throws
 * QuantizationError.
 */
export function trainedLayers(plan: PrecisionPlan, fn: Operation): Set<Operation> | undefined {
  if (plan.layers.every(({ train }) => train === undefined)) return undefined;
  const ops = computations(fn);
  const trained = new Set<Operation>();
  for (const { match, train } of plan.layers) {
    if (train === undefined) continue;
    for (const op of matchingLayers(match, ops)) {
      if (train) trained.add(op);
      else trained.delete(op);
    }
  }
  return trained;
}

/** The operations that a match is about. Throws QuantizationError for none, with the nearest name. */
export function matchingLayers(match: LayerMatch, ops: readonly Operation[]): Operation[] {
  const found = ops.filter(matcher(match));
  if (found.length === 0) throw new QuantizationError(unmatched(match, ops));
  return found;
}

function matcher(match: LayerMatch): (op: Operation) => boolean {
  let regex: RegExp | undefined;
  try {
    regex = match.regex === undefined ? undefined : new RegExp(match.regex);
  } catch (error) {
    throw new QuantizationError(`the plan's regex '${match.regex}': ${(error as Error).message}`);
  }
  return (op) =>
    (match.name === undefined || match.name === layerName(op)) &&
    (regex === undefined || regex.test(layerName(op))) &&
    (match.op === undefined || op.name === `${op.def.dialect}.${match.op}`) &&
    (match.minWeights === undefined || weightCount(op) >= match.minWeights) &&
    (match.maxWeights === undefined || weightCount(op) <= match.maxWeights);
}

function unmatched(match: LayerMatch, ops: readonly Operation[]): string {
  const text = `the plan's entry ${JSON.stringify(match)} matches no layer`;
  const wanted = match.name ?? match.op;
  if (wanted === undefined) return text;
  const known =
    match.name === undefined
      ? ops.map((op) => op.name.slice(op.def.dialect.length + 1))
      : ops.map(layerName);
  const near = nearest(wanted, [...new Set(known)]);
  return near === undefined ? text : `${text}; did you mean '${near}'?`;
}
