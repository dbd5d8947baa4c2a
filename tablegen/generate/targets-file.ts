/** \`Target\` records as plain typed data: records become objects, lists arrays. */
import type { RecordKeeper } from '../language/index.js';
import { plainRecord } from '../ods/fields.js';
import { literal } from './literal.js';

export function printTargetsFile(keeper: RecordKeeper, source: string): string {
  const targets = keeper
    .derivedDefs('Target')
    .sort((a, b) => (a.loc?.offset ?? 0) - (b.loc?.offset ?? 0))
    .map(plainRecord);
  return `// Generated from ${source} by npu-tblgen; not to be edited.
import type { TargetSpec } from '../target/target.js';

/** Every target, in the order of the file. */
export const TARGETS: readonly TargetSpec[] = ${literal(targets)};
`;
}
