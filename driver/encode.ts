import { basename } from 'node:path';
import type { Operation } from '../ir/index.js';
import { programOf } from '../lowering/index.js';
import { writeObject } from '../target/index.js';
import { VERSION } from './base/index.js';

/** A program that cannot become an object: one sentence for people. */
export class EncodeError extends Error {}

/** The object of a module at the isa level. Throws DiagnosticError or EncodeError. */
export function encodeModule(module: Operation, modelPath: string): Uint8Array {
  const program = programOf(module, {
    producer: `npu-mlir ${VERSION}`,
    model: basename(modelPath),
  });
  try {
    return writeObject(program);
  } catch (error) {
    // The encoder's word for a field or a place that does not fit.
    if (error instanceof RangeError) throw new EncodeError(error.message);
    throw error;
  }
}
