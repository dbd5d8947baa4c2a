import { basename } from 'node:path';
import { ImportError } from '../frontend/index.js';
import { type Context, type Operation, sourceText } from '../ir/index.js';
import { parseLoading } from './text/index.js';

/** What a file holds, found from its bytes. */
export type FileKind = 'tflite' | 'object' | 'mlir';

/** A file that cannot be used: one sentence for people. */
export class LoadError extends Error {}

export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const text = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(4, 8) === 'TFL3') return 'tflite';
  if (text(0, 4) === '\x7fELF') return 'object';
  // Text has no zero bytes near its start.
  return bytes.subarray(0, 4096).includes(0) ? undefined : 'mlir';
}

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
      return parseLoading(context, sourceText(bytes), path);
    case 'object': {
      const [{ readObject }, { objectToModule }] = await Promise.all([
        import('../target/index.js'),
        import('../lowering/index.js'),
      ]);
      return objectToModule(context, readObject(bytes));
    }
    default:
      throw new LoadError(
        `${path}: the format is not known: expected a .tflite model, an .npu object or MLIR text`,
      );
  }
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
