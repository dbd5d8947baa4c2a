import {
  DenseArrayAttr,
  DenseElementsAttr,
  DenseResourceAttr,
  FloatAttr,
  IntegerAttr,
  type Operation,
  RankedTensorType,
  StringAttr,
  type Value,
} from '../../ir/index.js';

/** The numbers of a dense array attribute, or of its default. */
export function arrayAttr(op: Operation, name: string): readonly number[] {
  const attr = op.attr(name);
  if (!(attr instanceof DenseArrayAttr)) throw new Error(`'${op.name}' has no array '${name}'`);
  return attr.numbers;
}

export function intAttr(op: Operation, name: string): number {
  const attr = op.attr(name);
  if (!(attr instanceof IntegerAttr)) throw new Error(`'${op.name}' has no integer '${name}'`);
  return attr.number;
}

export function floatAttr(op: Operation, name: string): number {
  const attr = op.attr(name);
  if (!(attr instanceof FloatAttr)) throw new Error(`'${op.name}' has no float '${name}'`);
  return attr.value;
}

export function stringAttr(op: Operation, name: string): string {
  const attr = op.attr(name);
  if (!(attr instanceof StringAttr)) throw new Error(`'${op.name}' has no string '${name}'`);
  return attr.value;
}

/** An attribute that holds elements, dense or in a resource. */
export type Elements = DenseElementsAttr | DenseResourceAttr;

export function isElements(attr: unknown): attr is Elements {
  return attr instanceof DenseElementsAttr || attr instanceof DenseResourceAttr;
}

export function elementsAttr(op: Operation, name: string): Elements {
  const attr = op.attr(name);
  if (!isElements(attr)) throw new Error(`'${op.name}' has no elements '${name}'`);
  return attr;
}

/** The elements behind a value that a constant makes. */
export function constantValue(value: Value | undefined): Elements | undefined {
  const op = value?.definingOp;
  if (!op?.hasTrait('ConstantLike')) return undefined;
  const attr = op.attr('value');
  return isElements(attr) ? attr : undefined;
}

/** Stored bytes in row-major order, a splat written out. */
export function elementsBytes(attr: Elements): Uint8Array {
  if (!attr.isSplat || attr.type.elementCount === 1) return attr.bytes;
  const one = attr.bytes;
  const out = new Uint8Array(one.length * attr.type.elementCount);
  for (let i = 0; i < out.length; i += one.length) out.set(one, i);
  return out;
}

/** Elements of float32, viewed in place where they are aligned. */
export function floatElements(attr: Elements): Float32Array {
  const bytes = elementsBytes(attr);
  // The bytes may be a Buffer, whose slice would copy nothing.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

/** The static shape of a tensor value; throws for another. */
export function shapeOf(value: Value): readonly number[] {
  const { type } = value;
  if (!(type instanceof RankedTensorType)) throw new Error(`${type} is no ranked tensor`);
  return type.shape;
}
