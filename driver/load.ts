import { formOf } from '../frontend/formats.js';
import type { Context, Operation } from '../ir/index.js';
import { kindOf, parseText, UNKNOWN_FORMAT } from './base/index.js';
import { importModel, type ModelSettings } from './import-model.js';

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
  settings: ModelSettings = {},
): Promise<Operation> {
  switch (kindOf(bytes)) {
    case 'model':
      return (await importModel(context, bytes, path, settings)).module;
    case 'mlir':
      if (formOf(bytes)) return (await importModel(context, bytes, path, settings)).module;
      return parseText(context, bytes, path);
    case 'object':
      return loadObject(context, bytes);
    default:
      throw new LoadError(`${path}: ${UNKNOWN_FORMAT}`);
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
