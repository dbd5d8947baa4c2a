import type { Value } from '../../ir/index.js';
import type { Row } from '../common/index.js';
import type { TorchArgs } from './args.js';

/** An operator of PyTorch: a row with the names of its arguments in the order of its schema. */
export interface AtenRow extends Row<TorchArgs> {
  readonly parameters: readonly string[];
}
export type AtenTable = Readonly<Record<string, AtenRow>>;

export const aten = (
  parameters: string,
  becomes: string,
  build: (a: TorchArgs) => Value | readonly Value[],
): AtenRow => ({ parameters: parameters.split(' '), becomes, build });
