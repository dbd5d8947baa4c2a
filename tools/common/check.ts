/** `--check`: an imported network against the tensors that its source computed. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkLayers, elementTypeOf, type LayerCheck, runnableModule } from '../../driver/index.js';
import { interfaceOf, storedType, type Tensor, viewBytes } from '../../interpreter/index.js';
import { type Operation, sourceNames } from '../../ir/index.js';
import type { ToolIO } from '../tool-io.js';
import { systemReason } from './files.js';
import { ToolError } from './options.js';
import { readArray, readSamples } from './tensors.js';

/** Runs a module on arrays and compares it with those of a folder. Throws ToolError. */
export async function checkModel(
  module: Operation,
  given: readonly string[],
  folder: string,
  io: ToolIO,
): Promise<LayerCheck> {
  const runnable = await runnableModule(module);
  const samples = await readSamples(io, runnable.inputs, given);
  const types = interfaceOf(module).inputs;
  const inputs = samples.inputs(0).map((bytes, i) => ({
    shape: types[i].shape,
    data: viewBytes(bytes, storedType(types[i].elementType)),
  }));
  return checkLayers(module, inputs, await recordedTensors(module, folder, io));
}

/** The name of a tensor as it stands in a file's name. */
const plain = (name: string) => name.replace(/[^A-Za-z0-9]/g, '_').slice(0, 240);

/** Arrays of a folder by the tensors of the network that their names say. */
async function recordedTensors(
  module: Operation,
  folder: string,
  io: ToolIO,
): Promise<Map<string, Tensor>> {
  const files = new Map<string, string>();
  try {
    for (const file of readdirSync(resolve(io.cwd, folder))) {
      if (!file.endsWith('.npy')) continue;
      const stem = file.slice(0, -'.npy'.length);
      files.set(plain(stem), file);
      files.set(plain(stem.replace(/^\d+_/, '')), file);
    }
  } catch (error) {
    throw new ToolError(`cannot read the folder '${folder}': ${systemReason(error)}`);
  }
  const names = new Set<string>();
  module.walk((op) => {
    const name = sourceNames(op.loc).at(-1);
    if (name !== undefined) names.add(name);
  });
  const found = new Map<string, Tensor>();
  for (const name of names) {
    const file = files.get(plain(name));
    if (file === undefined) continue;
    const { type, shape, bytes } = await readArray(io, join(folder, file));
    found.set(name, { shape, data: viewBytes(bytes, elementTypeOf(type)) });
  }
  return found;
}
