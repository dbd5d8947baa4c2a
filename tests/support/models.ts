import { readFileSync } from 'node:fs';
import { createContext } from '../../dialects/index.js';
import { importModel, type ModelSettings } from '../../driver/index.js';
import { type Program, prepareProgram } from '../../interpreter/index.js';
import type { Operation } from '../../ir/index.js';

/** The imported module of a model file. */
export async function moduleOf(path: string, settings: ModelSettings = {}): Promise<Operation> {
  const context = await createContext();
  const given = { file: path, ...settings };
  return (await importModel(context, readFileSync(path), path, given)).module;
}

/** A model ready to run. */
export async function programOf(path: string, settings: ModelSettings = {}): Promise<Program> {
  return prepareProgram(await moduleOf(path, settings));
}

/** Runs a program on one f32 input. */
export function runOn(
  program: Program,
  shape: readonly number[],
  data: Float32Array,
): Float32Array[] {
  return program.run([{ shape, data }]).map((t) => t.data as Float32Array);
}
