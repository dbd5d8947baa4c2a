import type { MemRefType } from '../../ir/index.js';

/** Bytes of one stored element. */
export function elementBytes(type: MemRefType): number {
  const { elementType } = type;
  return 'width' in elementType ? Math.ceil((elementType.width as number) / 8) : 1;
}

/** Bytes of a buffer. */
export function bufferBytes(type: MemRefType): number {
  return type.elementCount * elementBytes(type);
}
