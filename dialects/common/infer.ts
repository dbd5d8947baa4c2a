/**
 * Shape inference: what the results of an operation are, from the types of its operands and its
 * attributes. One function an operator; the verifier compares with what is declared, front ends and
 * rewrites make results with it, the interpreter asks with the actual sizes where a type leaves some open.
 */
import {
  type Attribute,
  DenseArrayAttr,
  DYNAMIC,
  type Fail,
  IntegerAttr,
  type Operation,
  type OpHooks,
  RankedTensorType,
  StringAttr,
  type Type,
} from '../../ir/index.js';

export type Shape = readonly number[];

/** What a function of this kind may ask. */
export interface ShapeQuery {
  readonly operands: readonly RankedTensorType[];
  attr(name: string): Attribute | undefined;
  /**
   * Types that the results have been given. Some operators leave a choice to them: the target of a
   * reshape, the element type of a cast, whether a reduction keeps its dimensions.
   */
  readonly declared: readonly (RankedTensorType | undefined)[];
}

/** A result; without `element` its element type is that of the first operand, or free (`null`). */
export interface InferredTensor {
  readonly shape: Shape;
  readonly element?: Type | null;
}

export type InferShapes = (q: ShapeQuery) => readonly InferredTensor[];

/** How an operator's shapes are found, and the number of the rule that messages cite. */
export interface ShapeRule {
  readonly rule: string;
  readonly infer: InferShapes;
}

/** Operands, attributes and declared types that do not fit: one sentence, with the rule's number. */
export class ShapeError extends Error {}

export function reject(message: string, rule: string): never {
  throw new ShapeError(`${message} (${rule})`);
}

export const shapeText = (s: Shape) => `[${s.map((d) => (d === DYNAMIC ? '?' : d)).join(', ')}]`;
export const isDynamic = (d: number) => d === DYNAMIC;
export const sameShape = (a: Shape, b: Shape) =>
  a.length === b.length && a.every((d, i) => d === b[i]);

/** Elements of a shape; DYNAMIC where a size is. */
export function countOf(shape: Shape): number {
  return shape.includes(DYNAMIC) ? DYNAMIC : shape.reduce((n, d) => n * d, 1);
}

/** A size computed from others: DYNAMIC where one of them is. */
export function sizeFrom(fn: (...sizes: number[]) => number, ...sizes: number[]): number {
  return sizes.includes(DYNAMIC) ? DYNAMIC : fn(...sizes);
}

/** Whether two sizes may be the same at run time. */
export const sizesAgree = (a: number, b: number) => a === b || a === DYNAMIC || b === DYNAMIC;
export const shapesAgree = (a: Shape, b: Shape) =>
  a.length === b.length && a.every((d, i) => sizesAgree(d, b[i]));

export function intsOf(q: ShapeQuery, name: string): readonly number[] {
  const attr = q.attr(name);
  if (!(attr instanceof DenseArrayAttr)) throw new ShapeError(`has no array '${name}'`);
  return attr.numbers;
}

export function intOf(q: ShapeQuery, name: string): number {
  const attr = q.attr(name);
  if (!(attr instanceof IntegerAttr)) throw new ShapeError(`has no integer '${name}'`);
  return attr.number;
}

export function optionalInt(q: ShapeQuery, name: string): number | undefined {
  const attr = q.attr(name);
  return attr instanceof IntegerAttr ? attr.number : undefined;
}

export function flagOf(q: ShapeQuery, name: string): boolean {
  const attr = q.attr(name);
  return attr instanceof IntegerAttr && attr.value !== 0n;
}

export function textOf(q: ShapeQuery, name: string): string {
  const attr = q.attr(name);
  if (!(attr instanceof StringAttr)) throw new ShapeError(`has no string '${name}'`);
  return attr.value;
}

/** An axis attribute, checked against the rank of operand 0 (or `rank`). */
export function axisOf(q: ShapeQuery, rule: string, rank = q.operands[0].shape.length): number {
  const axis = intOf(q, 'axis');
  if (axis >= rank) reject(`axis ${axis} must be below the rank ${rank}`, rule);
  return axis;
}

function queryOf(op: Operation): ShapeQuery | undefined {
  const operands = op.operands.map((v) => v.type);
  if (!operands.every((t) => t instanceof RankedTensorType)) return undefined;
  return {
    operands: operands as RankedTensorType[],
    attr: (name) => op.attr(name),
    declared: op.resultTypes.map((t) => (t instanceof RankedTensorType ? t : undefined)),
  };
}

/** A verifier: the declared results must agree with the inferred ones. */
export function verifyWith({ rule, infer }: ShapeRule): Required<Pick<OpHooks, 'verify'>> {
  return {
    verify(op: Operation, fail: Fail): void {
      const q = queryOf(op);
      if (!q) return;
      try {
        const inferred = infer(q);
        if (inferred.length !== op.numResults) {
          reject(`has ${inferred.length} results, not ${op.numResults}`, rule);
        }
        inferred.forEach((wanted, i) => {
          check(q, wanted, i, inferred.length > 1 ? `result ${i}` : 'the result', rule);
        });
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
        fail(error.message);
      }
    },
  };
}

function check(q: ShapeQuery, wanted: InferredTensor, i: number, what: string, rule: string): void {
  const found = q.declared[i];
  if (!found) return;
  if (!shapesAgree(found.shape, wanted.shape)) {
    reject(
      `${what} must have the shape ${shapeText(wanted.shape)}, not ${shapeText(found.shape)}`,
      rule,
    );
  }
  if (wanted.element && found.elementType !== wanted.element) {
    reject(`${what} must have elements of ${wanted.element}, not ${found.elementType}`, rule);
  }
}

/**
 * Result types of an operator. Of `declared` counts what the rule leaves open. Throws ShapeError.
 */
export function inferTypes(rule: ShapeRule, q: ShapeQuery): RankedTensorType[] {
  return rule.infer(q).map(({ shape, element }, i) => {
    const type = element ?? q.declared[i]?.elementType ?? q.operands[0]?.elementType;
    if (!type) throw new ShapeError('the element type of its result is not known');
    return RankedTensorType.get(shape, type);
  });
}
