import { FormatError, type ImportModel } from '../common/index.js';
import { readStateDict } from './tensors.js';

/** A file that has trained numbers only: what it is good for. Throws FormatError. */
export const refuseWeights: ImportModel = async (_, files) => {
  const state = readStateDict(files.bytes, files.name, files.maxSize);
  const [first] = state.keys();
  throw new FormatError(
    files.name,
    undefined,
    `found ${state.size} trained tensors (${first ?? 'none'} …) but no network`,
    'give the network (TorchScript .pt or exported .pt2) and these with --weights=FILE',
  );
};
