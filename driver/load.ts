import { basename } from 'node:path';
import { ImportError } from '../frontend/index.js';
import type { Context, Operation } from '../ir/index.js';
import { kindOf, parseText } from './base/index.js';

/** A file that cannot be used: one sentence for people. */
export class LoadError extends Error {}

/**
 * A module from a model file of any format or from IR text. Throws ImportError or LoadError with
 * sentences for people, DiagnosticError for bad text.
 */
export async function loadModel(
  context: Context,
  bytes: Uint8Array,
  path: string,
): Promise<Operation> {
  switch (kindOf(bytes)) {
    case 'tflite':
      return (await importModel(context, bytes, path)).module;
    case 'mlir':
      return parseText(context, bytes, path);
    case 'object':
      return loadObject(context, bytes);
    default:
      throw new LoadError(
        `${path}: the format is not known: expected a .tflite model, an .npu object or MLIR text`,
      );
  }
}

/** The module of the isa level that an object holds. Throws ObjectError. */
export async function loadObject(context: Context, bytes: Uint8Array): Promise<Operation> {
  const [{ readObject }, { objectToModule }] = await Promise.all([
    import('../target/index.js'),
    import('../lowering/index.js'),
  ]);
  return objectToModule(context, readObject(bytes));
}

/** Imports a model with its report. Throws ImportError. */
export async function importModel(context: Context, bytes: Uint8Array, path: string) {
  const { importTflite, readTflite, TfliteError } = await import('../frontend/tflite/index.js');
  try {
    return await importTflite(context, readTflite(bytes), basename(path));
  } catch (error) {
    if (error instanceof TfliteError) throw new ImportError([error.message]);
    throw error;
  }
}
